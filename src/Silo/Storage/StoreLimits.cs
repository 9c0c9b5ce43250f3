namespace YemotAi.Silo.Storage;

/// <summary>How much is kept in Redis, which keeps it in memory.</summary>
internal sealed record StoreLimits
{
    /// <summary>
    /// Messages that callers left. They are never removed, because nobody but the business can say that it has heard one;
    /// when there are as many, the next is refused, and its caller told so. Default 1,000,000: some 800 MB.
    /// </summary>
    public int Messages { get; init; } = 1_000_000;

    /// <summary>
    /// How long the state of an actor that is no call and has nothing to do is kept. Default 2 days: what a business has
    /// spent counts for a day, and the longest day has 25 hours.
    /// </summary>
    public TimeSpan KeepOthers { get; init; } = TimeSpan.FromDays(2);
}
