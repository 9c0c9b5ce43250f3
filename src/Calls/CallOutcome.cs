namespace YemotAi.Calls;

/// <summary>What a call answers to an event.</summary>
/// <param name="Body">
/// The answer in the wire's own words, complete and safe to send; for <see cref="ReplyWanted"/> the mind's text.
/// </param>
public sealed record CallOutcome(string Body);
