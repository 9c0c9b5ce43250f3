namespace YemotAi.Calls.Minds.Budget;

/// <summary>How a business's budget stands.</summary>
/// <param name="Day">The day in Israel.</param>
/// <param name="Spent">What was spent on that day, in shekels, with what was told just now.</param>
public sealed record BudgetOutcome(DateOnly Day, decimal Spent);
