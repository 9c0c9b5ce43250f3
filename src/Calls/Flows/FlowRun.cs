namespace YemotAi.Calls.Flows;

/// <summary>One run of a handler against the journal of its call.</summary>
public sealed class FlowRun
{
}
