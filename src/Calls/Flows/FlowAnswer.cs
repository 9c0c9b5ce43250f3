namespace YemotAi.Calls.Flows;

/// <summary>What a flow answers to one turn.</summary>
/// <param name="Body">The answer in the wire's own words.</param>
/// <param name="Said">What the caller hears, as text, for the transcript.</param>
/// <param name="Leaves">Whether and how the caller leaves the extension with it.</param>
public sealed record FlowAnswer(string Body, string Said, Leaving Leaves = Leaving.Stays);
