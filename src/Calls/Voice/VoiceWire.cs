using YemotAi.Calls.Flows;

namespace YemotAi.Calls.Voice;

/// <summary>A line of sound, as a call sees it: the sound comes over a socket, and what is said is spoken.</summary>
/// <param name="name">The part of a call's key before the colon, such as <c>twilio</c>.</param>
/// <param name="flows">Which handler answers a call; null in a process that only passes calls on.</param>
public sealed class VoiceWire(string name, Func<CallFacts, CallFlow?>? flows = null) : ICallWire
{
    private static readonly VoicePhrases Phrases = VoicePhrases.Hebrew;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Nothing => "";

    /// <inheritdoc/>
    /// <remarks>Nobody waits for a response here: the caller hears that it takes a moment while the work goes on.</remarks>
    public TimeSpan? Patience => Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    /// <remarks>The first sentence is spoken as soon as it is there.</remarks>
    public TimeSpan? PartPatience => TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public CallFlow? FindFlow(CallFacts facts) => flows?.Invoke(facts);

    /// <inheritdoc/>
    /// <remarks>The safe way out: the caller can leave a message, which needs neither a mind nor a recogniser.</remarks>
    public FlowAnswer Apology() => Leave(Phrases.Apology, VoiceNext.Record);

    /// <inheritdoc/>
    public FlowAnswer NobodyHere() => Leave(Phrases.NobodyHere, VoiceNext.HangUp);

    /// <inheritdoc/>
    public FlowAnswer OneMoment(string valueName, int count, string part = "")
    {
        var answer = new VoiceAnswer { Say = part.Length > 0 ? [new VoiceLine(part)] : [], Next = VoiceNext.More };
        return new FlowAnswer(answer.Write(), part);
    }

    private static FlowAnswer Leave(string said, VoiceNext next)
    {
        var answer = new VoiceAnswer { Say = [new VoiceLine(said)], Next = next };
        return new FlowAnswer(answer.Write(), said, Leaving.HangsUp);
    }
}
