namespace YemotAi.ClusterBenchmarks.Sound;

/// <summary>Where the sockets are, and how sound gets to the actors.</summary>
internal enum Way
{
    /// <summary>In the silo, as it ships.</summary>
    OneProcess,

    /// <summary>In the silo, but by Orleans' messages, as if it were another process.</summary>
    OneProcessByMessages,

    /// <summary>In a gateway: another process.</summary>
    TwoProcesses,
}
