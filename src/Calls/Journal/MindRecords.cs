using YemotAi.Calls.Flows;
using YemotAi.Calls.Minds;

namespace YemotAi.Calls.Journal;

/// <summary>What is recorded of asking a mind.</summary>
internal static class MindRecords
{
    private const int LongestDetail = 300;

    /// <summary>Records who was asked, and the exchange.</summary>
    public static void Append(IFlowHost host, string said, MindReply reply, ITextMind mind, string? operation)
    {
        foreach (var attempt in reply.Attempts)
            host.Append(new JournalEntry.MindAsked(host.Time.GetUtcNow(), Short(attempt)));
        var by = reply.Mind.Length > 0 ? reply.Mind : mind.Name;
        var session = reply.Session is { } id ? new MindSession(by, id) : null;
        host.Append(new JournalEntry.Exchanged(host.Time.GetUtcNow(), said, reply.Text, operation, session));
    }

    /// <summary>A mind that did not answer within the limit.</summary>
    public static MindAttempt Late(ITextMind mind, TimeSpan took) =>
        new(mind.Name, MindFailure.TimedOut, "", TimeSpan.Zero, null, took, default, 0);

    /// <summary>A mind that failed.</summary>
    public static MindAttempt Failed(ITextMind mind, MindException error, TimeSpan took) =>
        Short(new(mind.Name, error.Failure, error.Message, TimeSpan.Zero, null, took, error.Usage, 0));

    private static MindAttempt Short(MindAttempt attempt) =>
        attempt.Detail.Length <= LongestDetail ? attempt : attempt with { Detail = attempt.Detail[..LongestDetail] };
}
