namespace YemotAi.Calls.Minds.Budget;

/// <summary>What the budget of a business is told.</summary>
/// <param name="Spent">What was spent just now, in shekels; 0 only asks.</param>
/// <param name="Operation">
/// Names this spending, so that one which is told again is counted once. Empty: it is counted each time.
/// </param>
public sealed record BudgetEvent(decimal Spent, string Operation = "");
