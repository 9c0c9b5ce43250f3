namespace YemotAi.Standalone.Engine;

/// <summary>Limits of the embedded engine.</summary>
public sealed class EngineOptions
{
    /// <summary>
    /// How long an actor stays in memory with nothing to do. Default 5 minutes: longer than any pause between two
    /// turns of a call, so a live call is loaded once; what is stored brings it back at any time.
    /// </summary>
    public TimeSpan IdleLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often idle actors are looked for. Default 30 seconds.</summary>
    public TimeSpan SweepPeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often stored wake-up times are looked at. Default 15 seconds: none of them is urgent.</summary>
    public TimeSpan WakePeriod { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many actors are woken at once. Default 256: a backlog after a long stop is taken in portions.</summary>
    public int WakeBatch { get; set; } = 256;

    /// <summary>After how long an actor whose waking failed is woken again. Default 1 minute.</summary>
    public TimeSpan WakeAgain { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a stop waits for work that was already taken. Default 20 seconds: longer than the longest answer to a
    /// caller, shorter than what service managers allow.
    /// </summary>
    public TimeSpan StopLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How many actors of one kind may be in memory. Default 200,000. Beyond it a new one is refused, so that a flood
    /// of invented ids cannot take all memory.
    /// </summary>
    public int MaxActors { get; set; } = 200_000;
}
