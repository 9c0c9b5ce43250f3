namespace YemotAi.Calls;

/// <summary>The caller is gone. Comes at least once or never, at any time, also for a call that nobody knows.</summary>
public sealed record CallHungUp : CallEvent
{
    /// <summary>
    /// The values collected up to then, as in <see cref="CallTurn.Values"/>: the last thing said or recorded may come
    /// only here.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }
}
