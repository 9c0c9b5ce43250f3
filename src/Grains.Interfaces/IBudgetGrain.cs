using YemotAi.Calls.Minds.Budget;

namespace YemotAi.Grains.Interfaces;

/// <summary>What a business has spent today; the key is the business.</summary>
[Alias("yemotai.budget")]
public interface IBudgetGrain : IActorGrain<BudgetEvent, BudgetOutcome>;
