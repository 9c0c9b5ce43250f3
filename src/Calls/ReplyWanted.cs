namespace YemotAi.Calls;

/// <summary>A developer's own code wants the mind's answer to something said in this call.</summary>
/// <param name="Text">What was said.</param>
/// <param name="OperationId">The same for a repetition of the same request: it is answered once.</param>
public sealed record ReplyWanted(string Text, string OperationId) : CallEvent;
