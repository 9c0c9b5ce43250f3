namespace YemotAi.Calls.Flows;

/// <summary>How an extension behaves: an async handler that reads like a conversation.</summary>
/// <remarks>
/// A handler keeps no memory between requests. On each event it is run again from the top, and every step that the
/// journal already has returns its recorded result at once, so it survives a restart, a move to another machine and a
/// repeated request. What is not the same on every run (a clock, chance, a database) therefore goes through
/// <see cref="FlowRun.ComputeAsync"/> or <see cref="FlowRun.OnceAsync"/>. A handler that waits for the caller is simply
/// left there: what it holds over such a point in <c>using</c> or <c>finally</c> is not released.
/// </remarks>
/// <param name="Name">For logs and for the journal, such as <c>agent</c>.</param>
/// <param name="Handler">The conversation.</param>
public sealed record CallFlow(string Name, Func<FlowRun, Task> Handler)
{
    /// <summary>The business on whose behalf the call is answered; empty for none.</summary>
    public string Business { get; init; } = "";
}
