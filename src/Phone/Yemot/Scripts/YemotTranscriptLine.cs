namespace YemotAi.Phone.Yemot.Scripts;

/// <summary>One line of a call's transcript.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
public sealed record YemotTranscriptLine(YemotTranscriptKind Kind, string Text)
{
    /// <summary>The line with a sign of its kind before it.</summary>
    public override string ToString() => Kind switch
    {
        YemotTranscriptKind.Caller => "> " + Text,
        YemotTranscriptKind.Line => "< " + Text,
        YemotTranscriptKind.System => "  " + Text,
        YemotTranscriptKind.Note => "- " + Text,
        YemotTranscriptKind.Warning => "? " + Text,
        YemotTranscriptKind.Error => "! " + Text,
        _ => "~ " + Text,
    };
}
