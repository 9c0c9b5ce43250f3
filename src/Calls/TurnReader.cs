using YemotAi.Calls.Flows;
using YemotAi.Calls.Journal;

namespace YemotAi.Calls;

/// <summary>Tells what a request means: a repetition, the answer to the last question, or a new stay.</summary>
/// <remarks>
/// The platform repeats all earlier values with each request, so within a stay no two requests are equal, except for
/// repetitions. A caller who left the extension and came back can send an earlier request again, only later. Whether
/// the platform's time stamp is that of the request or that of the call is not documented, so an equal one proves a
/// repetition only for a while.
/// </remarks>
internal static class TurnReader
{
    /// <summary>How much longer than without it an equal time stamp makes a request a repetition.</summary>
    private const int SameStampFactor = 4;

    public static TurnMeaning Read(CallTurn turn, CallState state, DateTimeOffset now, CallOptions options)
    {
        var stay = state.Stay;
        if (stay is null || state.Ended is not null) return new TurnMeaning.Entry();
        if (stay.Began.Facts.Extension != turn.Facts.Extension) return new TurnMeaning.Entry();
        var index = stay.Requests.FindLastIndex(request => request.Fingerprint == turn.Fingerprint);
        if (index >= 0) return ReadSeen(turn, stay, index, now, options);
        return stay is { Leaves: Leaving.Stays, Pending: { } pending }
            && turn.Values.TryGetValue(pending.ValueName, out var value)
                ? new TurnMeaning.Next(value)
                : new TurnMeaning.Entry();
    }

    private static TurnMeaning ReadSeen(CallTurn turn, Stay stay, int index, DateTimeOffset now, CallOptions options)
    {
        var seen = stay.Requests[index];
        var last = index == stay.Requests.Count - 1;
        // Asked the same again with the question still open: the same question is right, however long ago it was.
        if (last && stay.Leaves == Leaving.Stays) return new TurnMeaning.Repetition(seen.Body);
        // It was told to enter again, with or without its values: this is it.
        if (stay.Leaves == Leaving.Restarts) return new TurnMeaning.Entry();
        return IsRepetition(turn, seen, now, options)
            ? new TurnMeaning.Repetition(seen.Body)
            : new TurnMeaning.Entry();
    }

    private static bool IsRepetition(CallTurn turn, AnsweredRequest seen, DateTimeOffset now, CallOptions options)
    {
        var told = turn.Stamp.Length > 0 && seen.Stamp.Length > 0;
        if (told && turn.Stamp != seen.Stamp) return false;
        return now - seen.At <= options.RepetitionWindow * (told ? SameStampFactor : 1);
    }
}
