namespace YemotAi.Calls.Minds.Budget;

/// <summary>What the budget of a business is told.</summary>
/// <param name="Spent">What was spent just now, in shekels; 0 only asks.</param>
public sealed record BudgetEvent(decimal Spent);
