using YemotAi.Calls.Flows;
using YemotAi.Calls.Journal;

namespace YemotAi.Calls;

/// <summary>Tells what a request means: a repetition, the answer to the last question, or a new stay.</summary>
/// <remarks>
/// The platform repeats all earlier values with each request, so within a stay no two requests are equal, except for
/// repetitions. A caller who left the extension and came back can send an earlier request again, only later.
/// </remarks>
internal static class TurnReader
{
    public static TurnMeaning Read(CallTurn turn, Stay? stay, DateTimeOffset now, CallOptions options)
    {
        if (stay is null || stay.Began.Facts.Extension != turn.Facts.Extension) return new TurnMeaning.Entry();
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
        // Told to enter anew, the caller comes with all the values or with those of the first entry.
        if (stay.Leaves == Leaving.Restarts && (last || index == 0)) return new TurnMeaning.Entry();
        if (turn.Stamp.Length > 0 && seen.Stamp.Length > 0)
        {
            if (turn.Stamp == seen.Stamp) return new TurnMeaning.Repetition(seen.Body);
            // The platform itself asks one thing after the other: what it asks anew after a later one is an entry.
            if (!last) return new TurnMeaning.Entry();
        }

        return now - seen.At <= options.RepetitionWindow
            ? new TurnMeaning.Repetition(seen.Body)
            : new TurnMeaning.Entry();
    }
}
