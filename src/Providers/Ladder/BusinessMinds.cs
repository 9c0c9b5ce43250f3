namespace YemotAi.Providers.Ladder;

/// <summary>Which minds answer for a business.</summary>
/// <param name="Minds">Their names, the preferred first; the keyless one always comes last and is not named.</param>
/// <param name="DailyBudget">What they may cost a day, in shekels; null for no limit.</param>
public sealed record BusinessMinds(IReadOnlyList<string> Minds, decimal? DailyBudget);
