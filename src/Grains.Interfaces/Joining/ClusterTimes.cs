namespace YemotAi.Grains.Interfaces.Joining;

/// <summary>
/// How fast a cluster notices that a silo is dead. Orleans' defaults take 13 s for a killed process and a minute or more
/// for one that hangs; a caller waits 8. With these a call is answered elsewhere about 1.5 s after its silo was killed,
/// and 2.5 s after it began to hang (measured: docs/performance.md).
/// </summary>
/// <remarks>
/// Shorter ones would find it sooner, and would also take a silo for dead that only waits for a slow garbage collection:
/// one taken for dead ends itself, and its calls with it move.
/// </remarks>
public static class ClusterTimes
{
    /// <summary>How long a silo has to answer a probe, and how often it is probed.</summary>
    public static readonly TimeSpan Probe = TimeSpan.FromMilliseconds(400);

    /// <summary>After how many unanswered probes a silo votes that another is dead.</summary>
    public const int MissedProbes = 3;

    /// <summary>How many silos must say so, where there are that many.</summary>
    public const int Votes = 2;

    /// <summary>How often the table of members is read, in case a notice got lost.</summary>
    public static readonly TimeSpan TableRefresh = TimeSpan.FromSeconds(5);

    /// <summary>How often a silo writes there that it lives.</summary>
    public static readonly TimeSpan IAmAlive = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a silo tries to join. One that comes in the first seconds after all others died waits for an answer of
    /// theirs and does not see later that they are dead: it ends, and when it is started again, it does.
    /// </summary>
    public static readonly TimeSpan Join = TimeSpan.FromSeconds(30);

    /// <summary>How often a gateway reads which silos there are.</summary>
    public static readonly TimeSpan GatewayListRefresh = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long one asking may hang; whoever still wants the outcome has asked again by then, and all of them are
    /// answered together.
    /// </summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(5);
}
