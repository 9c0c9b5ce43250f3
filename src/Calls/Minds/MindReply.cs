namespace YemotAi.Calls.Minds;

/// <summary>What a mind answers.</summary>
/// <param name="Text">The words to say, for the ear: no markup. Empty only together with an act.</param>
/// <param name="Act">What the agent should do after saying them.</param>
public sealed record MindReply(string Text, AgentAct Act = AgentAct.Continue);
