namespace YemotAi.Calls.Minds.Admission;

/// <summary>How much a provider takes at once.</summary>
/// <param name="MaxAtOnce">Turns at once.</param>
/// <param name="QueueLength">How many may wait; 0 for nobody.</param>
public sealed record ProviderLimits(int MaxAtOnce, int QueueLength);
