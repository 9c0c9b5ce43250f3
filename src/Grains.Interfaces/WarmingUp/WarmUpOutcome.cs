namespace YemotAi.Grains.Interfaces.WarmingUp;

/// <summary>What an actor of warming up answers.</summary>
/// <param name="Text">The text of the event.</param>
public sealed record WarmUpOutcome(string Text);
