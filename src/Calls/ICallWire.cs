using YemotAi.Calls.Flows;

namespace YemotAi.Calls;

/// <summary>
/// One kind of telephone line, as a call sees it: which handler answers, and how the few things that a call must say
/// by itself are put for that line.
/// </summary>
public interface ICallWire
{
    /// <summary>The wire's name: the part of a call's key before the colon.</summary>
    string Name { get; }

    /// <summary>
    /// How long a turn may wait for its answer; null for <see cref="CallOptions.Patience"/>, infinite for as long as the
    /// work takes.
    /// </summary>
    TimeSpan? Patience => null;

    /// <summary>
    /// How long a turn waits before what there is of an answer is told while the rest is awaited, and how often it is
    /// looked for after that; null for <see cref="CallOptions.PartPatience"/>.
    /// </summary>
    TimeSpan? PartPatience => null;

    /// <summary>The handler for an extension of a line, or null when none is registered.</summary>
    CallFlow? FindFlow(CallFacts facts);

    /// <summary>Something went wrong: an apology, after which the caller leaves the extension.</summary>
    FlowAnswer Apology();

    /// <summary>No handler is registered here: says so, after which the caller leaves the extension.</summary>
    FlowAnswer NobodyHere();

    /// <summary>
    /// The work takes longer than the platform waits: one moment, please, and a short question that nobody has to
    /// answer, after which the platform asks again.
    /// </summary>
    /// <param name="valueName">The name under which the platform sends what came of it.</param>
    /// <param name="count">How many of these there were before, in a row.</param>
    /// <param name="part">
    /// The beginning, or the next part, of the answer that is being worked on, said instead of "one moment"; empty when
    /// there is none.
    /// </param>
    FlowAnswer OneMoment(string valueName, int count, string part = "");

    /// <summary>The answer to one who does not listen any more: a hang-up notice, a request of a call that is over.</summary>
    string Nothing { get; }
}
