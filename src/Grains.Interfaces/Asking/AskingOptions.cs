namespace YemotAi.Grains.Interfaces.Asking;

/// <summary>How patient a process is with an actor that another one hosts.</summary>
public sealed class AskingOptions
{
    /// <summary>
    /// How long to wait for an outcome before the same is asked again. Default 500 ms: long after most turns are answered,
    /// and often enough that a caller whose silo died is answered by another as soon as there is one. It costs a message
    /// each time, and only for turns that take long.
    /// </summary>
    public TimeSpan AskAgain { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// For how long it is asked that often. Default 5 s, in which a cluster notices that a silo is dead or hangs (see
    /// <see cref="Joining.ClusterTimes"/>) and a gateway reads who is left. After that each wait is twice the one before.
    /// </summary>
    public TimeSpan Hurry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two askings. Default 8 s.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// How long to wait after an asking that failed because of the cluster, the first time; each next time twice as long,
    /// up to <see cref="AskAgain"/>. Default 50 ms: a silo that died refuses at once until the others know.
    /// </summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>After how long the asking is given up. Default 2 minutes, longer than the longest turn.</summary>
    public TimeSpan Limit { get; set; } = TimeSpan.FromMinutes(2);
}
