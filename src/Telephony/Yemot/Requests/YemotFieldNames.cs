namespace YemotAi.Telephony.Yemot.Requests;

/// <summary>How Yemot spells its own parameters.</summary>
internal static class YemotFieldNames
{
    /// <summary>What nearly all of Yemot's own parameters begin with.</summary>
    private static ReadOnlySpan<byte> Prefix => "Api"u8;

    /// <summary>What the names begin with under which a caller was only made to wait, followed by a number.</summary>
    public const string WaitPrefix = "wait_";

    /// <summary>Whether a value tells only that the caller was made to wait; it says nothing of what was answered.</summary>
    public static bool IsWait(ReadOnlySpan<char> name) =>
        name.Length > WaitPrefix.Length
        && name.StartsWith(WaitPrefix, StringComparison.Ordinal)
        && !name[WaitPrefix.Length..].ContainsAnyExceptInRange('0', '9');

    /// <summary>The field of a decoded parameter name in UTF-8.</summary>
    public static YemotField Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        6 when name.SequenceEqual("ApiDID"u8) => YemotField.Line,
        6 when name.SequenceEqual("hangup"u8) => YemotField.Hangup,
        7 when name.SequenceEqual("ApiTime"u8) => YemotField.Time,
        8 when name.SequenceEqual("ApiPhone"u8) => YemotField.Caller,
        9 when name.SequenceEqual("ApiCallId"u8) => YemotField.CallId,
        10 when name.SequenceEqual("ApiRealDID"u8) => YemotField.Dialled,
        10 when name.SequenceEqual("ApiEnterID"u8) => YemotField.EnterId,
        11 when name.SequenceEqual("ApiYFCallId"u8) => YemotField.YfCallId,
        12 when name.SequenceEqual("ApiExtension"u8) => YemotField.Extension,
        12 when name.SequenceEqual("ReferredFrom"u8) => YemotField.ReferredFrom,
        14 when name.SequenceEqual("ApiEnterIDName"u8) => YemotField.EnterIdName,
        18 when name.SequenceEqual("ApiHangupExtension"u8) => YemotField.HangupExtension,
        _ => YemotField.None,
    };

    /// <summary>Whether a name is one that only Yemot gives: a known field, or one that begins like them.</summary>
    public static bool IsYemots(ReadOnlySpan<byte> name) =>
        name.StartsWith(Prefix) || Find(name) != YemotField.None;

    /// <summary>Whether a parameter still encoded, name and value, is one that only Yemot gives.</summary>
    public static bool BeginsWithYemots(ReadOnlySpan<byte> pair) =>
        pair.StartsWith(Prefix) || pair.StartsWith("hangup="u8) || pair.StartsWith("ReferredFrom="u8);

    /// <summary>Whether a name is Yemot's own whatever its case, so that no question may be given it.</summary>
    public static bool IsReserved(string name) =>
        name.StartsWith("Api", StringComparison.OrdinalIgnoreCase)
        || name.Equals("hangup", StringComparison.OrdinalIgnoreCase)
        || name.Equals("ReferredFrom", StringComparison.OrdinalIgnoreCase);
}
