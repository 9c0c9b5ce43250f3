namespace YemotAi.ClusterBenchmarks.Sound;

/// <summary>One measurement. CPU in percent of a core, times in milliseconds, the rest in frames.</summary>
internal sealed record SoundRow(
    double Cpu,
    double SiloCpu,
    double P50,
    double P99,
    double Most,
    long Sent,
    long Dropped,
    long Lost,
    long Late,
    long Reattached,
    long AtFirst,
    double Stolen);
