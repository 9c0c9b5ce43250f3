using System.Text.Json.Serialization;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Minds;

namespace YemotAi.Calls.Journal;

/// <summary>
/// One thing that happened in a call. The entries in order are the call: its state, its transcript and its recovery
/// are folded from them.
/// </summary>
/// <remarks>
/// Entries of calls in progress outlive an upgrade, so a property is never renamed or given another meaning; a new one
/// has a default.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(StayBegan), "stay")]
[JsonDerivedType(typeof(StepStarted), "start")]
[JsonDerivedType(typeof(StepDone), "step")]
[JsonDerivedType(typeof(TurnAnswered), "turn")]
[JsonDerivedType(typeof(FlowRestarted), "restart")]
[JsonDerivedType(typeof(Exchanged), "exchange")]
[JsonDerivedType(typeof(SpeechHeard), "heard")]
[JsonDerivedType(typeof(Interrupted), "cut")]
[JsonDerivedType(typeof(Forgot), "forgot")]
[JsonDerivedType(typeof(MindAsked), "mind")]
[JsonDerivedType(typeof(SpokenPart), "part")]
[JsonDerivedType(typeof(Failed), "fail")]
[JsonDerivedType(typeof(CallerLeft), "left")]
[JsonDerivedType(typeof(CallEnded), "end")]
public abstract record JournalEntry
{
    /// <summary>
    /// Cut to what is stored already here, so that a call in memory and the same call read again agree on when it began:
    /// that moment is a part of its key in the archive.
    /// </summary>
    private JournalEntry(DateTimeOffset at) => At = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());

    /// <summary>When it happened, to the millisecond.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    [JsonPropertyOrder(-1)]
    public DateTimeOffset At { get; init; }

    /// <summary>The call entered an extension (again).</summary>
    /// <param name="At">When.</param>
    /// <param name="Facts">What the platform said of the call.</param>
    /// <param name="Flow">The name of the handler that answers.</param>
    /// <param name="Business">The business for which it answers.</param>
    /// <param name="Values">The values that it came with.</param>
    public sealed record StayBegan(
        DateTimeOffset At, CallFacts Facts, string Flow, string Business, IReadOnlyDictionary<string, string> Values)
        : JournalEntry(At);

    /// <summary>A step with an effect on the world was begun.</summary>
    /// <param name="At">When.</param>
    /// <param name="Step">Its place among the steps of the run.</param>
    /// <param name="Verb">What kind of step, and its name.</param>
    public sealed record StepStarted(DateTimeOffset At, int Step, string Verb) : JournalEntry(At);

    /// <summary>A step has its result.</summary>
    /// <param name="At">When.</param>
    /// <param name="Step">Its place among the steps of the run.</param>
    /// <param name="Verb">What kind of step, and its name.</param>
    /// <param name="Result">What the caller answered, or the result as JSON.</param>
    /// <param name="Heard">What the caller said or keyed, for the transcript; null if nobody spoke.</param>
    public sealed record StepDone(DateTimeOffset At, int Step, string Verb, string Result, string? Heard)
        : JournalEntry(At);

    /// <summary>A request was answered.</summary>
    /// <param name="At">When.</param>
    /// <param name="Fingerprint">Which request.</param>
    /// <param name="Stamp">The platform's time stamp of it.</param>
    /// <param name="Body">The answer as it was sent.</param>
    /// <param name="Said">What the caller hears of it.</param>
    /// <param name="Leaves">Whether the caller leaves with it.</param>
    /// <param name="Question">What was asked with it, or null.</param>
    public sealed record TurnAnswered(
        DateTimeOffset At, string Fingerprint, string Stamp, string Body, string Said, Leaving Leaves, Question? Question)
        : JournalEntry(At);

    /// <summary>The handler does not fit what it did before: it was begun again from its opening.</summary>
    /// <param name="At">When.</param>
    /// <param name="Why">What did not fit.</param>
    public sealed record FlowRestarted(DateTimeOffset At, string Why) : JournalEntry(At);

    /// <summary>A mind answered something that was said.</summary>
    /// <param name="At">When.</param>
    /// <param name="Said">What was said.</param>
    /// <param name="Answered">What the mind answered.</param>
    /// <param name="Operation">The id of the request, when it came from outside a flow.</param>
    /// <param name="Session">By what the mind finds the conversation again; null when the history is enough.</param>
    public sealed record Exchanged(
        DateTimeOffset At, string Said, string Answered, string? Operation, MindSession? Session = null)
        : JournalEntry(At);

    /// <summary>A mind was asked, and what came of it.</summary>
    /// <param name="At">When it was over.</param>
    /// <param name="Attempt">Who was asked, how long it took, what it used and cost, or why it failed.</param>
    public sealed record MindAsked(DateTimeOffset At, MindAttempt Attempt) : JournalEntry(At);

    /// <summary>The caller was told the beginning of an answer whose end is not known yet.</summary>
    /// <param name="At">When.</param>
    /// <param name="Text">The beginning, or the next part of it.</param>
    public sealed record SpokenPart(DateTimeOffset At, string Text) : JournalEntry(At);

    /// <summary>On a line of sound: a sentence of an answer was heard to its end, and all before it.</summary>
    /// <param name="At">When.</param>
    /// <param name="Answer">Which answer, counted from 1 within the stay.</param>
    /// <param name="Sentence">Which sentence of it, counted from 1.</param>
    public sealed record SpeechHeard(DateTimeOffset At, int Answer, int Sentence) : JournalEntry(At);

    /// <summary>On a line of sound: the caller interrupted the agent.</summary>
    /// <param name="At">When.</param>
    /// <param name="Heard">What was heard of the answer.</param>
    public sealed record Interrupted(DateTimeOffset At, string Heard) : JournalEntry(At);

    /// <summary>The conversation with the mind begins anew: it no longer gets what was said before.</summary>
    /// <param name="At">When.</param>
    public sealed record Forgot(DateTimeOffset At) : JournalEntry(At);

    /// <summary>Something failed; the caller heard an apology.</summary>
    /// <param name="At">When.</param>
    /// <param name="What">What failed.</param>
    public sealed record Failed(DateTimeOffset At, string What) : JournalEntry(At);

    /// <summary>The caller hung up.</summary>
    /// <param name="At">When.</param>
    /// <param name="Answer">What came with the notice as the answer to the last question, or null.</param>
    public sealed record CallerLeft(DateTimeOffset At, string? Answer) : JournalEntry(At);

    /// <summary>The call is over and read-only from here.</summary>
    /// <param name="At">When.</param>
    /// <param name="Reason">Why.</param>
    public sealed record CallEnded(DateTimeOffset At, CallEndReason Reason) : JournalEntry(At);
}
