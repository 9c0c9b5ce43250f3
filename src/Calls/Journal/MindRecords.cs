using YemotAi.Calls.Flows;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Voice;

namespace YemotAi.Calls.Journal;

/// <summary>What is recorded of asking a mind.</summary>
internal static class MindRecords
{
    private const int LongestDetail = 300;

    /// <summary>Records who was asked, and the exchange as the caller hears it; gives the answer as the call keeps it.</summary>
    public static MindReply Append(IFlowHost host, string said, MindReply reply, ITextMind mind, ComingAnswer coming)
    {
        reply = Bounded(reply);
        var whole = coming.WholeOf(reply.Text);
        Append(host, said, whole, reply, mind, null);
        return reply with { Heard = coming.HeardOf(reply.Text) };
    }

    /// <summary>The same for an answer that nobody could hear before it was whole.</summary>
    public static MindReply Append(IFlowHost host, string said, MindReply reply, ITextMind mind, string operation)
    {
        reply = Bounded(reply);
        Append(host, said, reply.Text, reply, mind, operation);
        return reply;
    }

    /// <summary>Records that a mind did not answer within the limit, and what the caller has heard of its answer.</summary>
    public static void AppendLate(IFlowHost host, string said, ITextMind mind, TimeSpan took, ComingAnswer coming)
    {
        var attempt = new MindAttempt(mind.Name, MindFailure.TimedOut, "", TimeSpan.Zero, null, took, default, 0);
        host.Append(new JournalEntry.MindAsked(host.Time.GetUtcNow(), attempt));
        AppendHeard(host, said, coming);
    }

    /// <summary>Records that a mind failed, and what the caller has heard of its answer.</summary>
    public static void AppendFailed(IFlowHost host, string said, ITextMind mind, MindException error, TimeSpan took, ComingAnswer coming)
    {
        host.Append(new JournalEntry.MindAsked(host.Time.GetUtcNow(), Failed(mind, error, took)));
        AppendHeard(host, said, coming);
    }

    /// <summary>Records that the caller interrupted an answer, and what was heard of it; gives that as the answer.</summary>
    public static MindReply AppendCut(IFlowHost host, string said, string heard)
    {
        var phrases = VoicePhrases.Hebrew;
        host.Append(new JournalEntry.Exchanged(host.Time.GetUtcNow(), said, heard.Length == 0 ? phrases.CutOff : heard + phrases.CutHere, null));
        return new MindReply(heard) { Heard = heard.Length };
    }

    /// <summary>What was said of an answer that has no end was said all the same.</summary>
    private static void AppendHeard(IFlowHost host, string said, ComingAnswer coming)
    {
        if (coming.Heard.Length > 0) host.Append(new JournalEntry.Exchanged(host.Time.GetUtcNow(), said, coming.Heard, null));
    }

    private static MindAttempt Failed(ITextMind mind, MindException error, TimeSpan took) =>
        Short(new(mind.Name, error.Failure, error.Message, TimeSpan.Zero, null, took, error.Usage, 0));

    private static void Append(IFlowHost host, string said, string told, MindReply reply, ITextMind mind, string? operation)
    {
        foreach (var attempt in reply.Attempts)
            host.Append(new JournalEntry.MindAsked(host.Time.GetUtcNow(), Short(attempt)));
        var by = reply.Mind.Length > 0 ? reply.Mind : mind.Name;
        // A session that knows less than the caller has heard is not gone on with.
        var session = reply.Session is { } id && told == reply.Text ? new MindSession(by, id) : null;
        host.Append(new JournalEntry.Exchanged(host.Time.GetUtcNow(), said, told, operation, session));
    }

    private static MindReply Bounded(MindReply reply)
    {
        if (reply.Text.Length <= ComingAnswer.Longest) return reply;
        var cut = char.IsHighSurrogate(reply.Text[ComingAnswer.Longest - 1]) ? ComingAnswer.Longest - 1 : ComingAnswer.Longest;
        return reply with { Text = reply.Text[..cut] };
    }

    private static MindAttempt Short(MindAttempt attempt) =>
        attempt.Detail.Length <= LongestDetail ? attempt : attempt with { Detail = attempt.Detail[..LongestDetail] };
}
