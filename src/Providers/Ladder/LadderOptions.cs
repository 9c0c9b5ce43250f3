namespace YemotAi.Providers.Ladder;

/// <summary>When a mind is passed over for the next one.</summary>
public sealed class LadderOptions
{
    /// <summary>Name of the settings' section.</summary>
    public const string Section = "Ladder";

    /// <summary>Which share of the late turns must have failed before a mind is left to rest. Default 0.5.</summary>
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>How many turns there must have been for that. Default 4.</summary>
    public int LeastTurns { get; set; } = 4;

    /// <summary>How long turns count as late ones. Default 30 seconds.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a mind rests; then one turn tries whether it is well again. Default 15 seconds.</summary>
    public TimeSpan Rest { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the next mind waits for the one before it to stop, once that was told to. Default half a second: two
    /// requests of one call should not run at once, and no caller should wait for a program that does not die.
    /// </summary>
    public TimeSpan StopLimit { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How much time must be left of a turn for a model to be asked at all. Default 1 second: with less, the last mind
    /// answers.
    /// </summary>
    public TimeSpan LeastTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What the minds of one business may cost a day, in shekels, where its own file does not say. Default 0: no limit.
    /// The day is Israel's.
    /// </summary>
    public decimal DailyBudget { get; set; }

    /// <summary>At which share of a daily budget the log warns. Default 0.8.</summary>
    public double BudgetWarning { get; set; } = 0.8;

    /// <summary>What is wrong with these settings, each problem naming its setting; nothing when all is right.</summary>
    public IEnumerable<string> Problems()
    {
        if (FailureRatio is < 0.01 or > 1) yield return $"{nameof(FailureRatio)} is {FailureRatio}: allowed is 0.01 to 1.";
        if (LeastTurns is < 2 or > 10_000) yield return $"{nameof(LeastTurns)} is {LeastTurns}: allowed is 2 to 10000.";
        if (BudgetWarning is < 0.01 or > 1) yield return $"{nameof(BudgetWarning)} is {BudgetWarning}: allowed is 0.01 to 1.";
        if (DailyBudget is < 0 or > 1_000_000) yield return $"{nameof(DailyBudget)} is {DailyBudget}: allowed is 0 to 1000000.";
        // The next mind would begin after the time of the turn.
        if (StopLimit > LeastTime) yield return $"{nameof(StopLimit)} is {StopLimit}: allowed is up to {nameof(LeastTime)}, {LeastTime}.";
        foreach (var (name, value, least, most) in new[]
        {
            (nameof(Window), Window, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            (nameof(Rest), Rest, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            (nameof(StopLimit), StopLimit, TimeSpan.Zero, TimeSpan.FromSeconds(10)),
            (nameof(LeastTime), LeastTime, TimeSpan.Zero, TimeSpan.FromSeconds(30)),
        })
        {
            if (value < least || value > most) yield return $"{name} is {value}: allowed is {least} to {most}.";
        }
    }
}
