namespace YemotAi.Grains.Interfaces.Asking;

/// <summary>How patient a process is with an actor that another one hosts.</summary>
public sealed class AskingOptions
{
    /// <summary>
    /// How long the first asking waits for an outcome before the same is asked again. Default 1 s: long after most turns
    /// are answered, and soon enough that a caller whose silo died is answered by another. Each next one waits twice as
    /// long, up to <see cref="LongestWait"/>.
    /// </summary>
    public TimeSpan AskAgain { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two askings. Default 8 s.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// How long to wait after an asking that failed because of the cluster, the first time; each next time twice as long,
    /// up to half a second. Default 50 ms: a silo that died refuses at once until the others know.
    /// </summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>After how long the asking is given up. Default 2 minutes, longer than the longest turn.</summary>
    public TimeSpan Limit { get; set; } = TimeSpan.FromMinutes(2);
}
