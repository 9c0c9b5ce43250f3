namespace YemotAi.Calls.Flows;

/// <summary>How to record a caller.</summary>
public sealed record Recording
{
    /// <summary>The shortest recording taken, in seconds. Default 1.</summary>
    public int MinSeconds { get; init; } = 1;

    /// <summary>The longest, in seconds. Default 120.</summary>
    public int MaxSeconds { get; init; } = 120;

    /// <summary>Keeps what was recorded when the caller hangs up instead of pressing a key. Default yes.</summary>
    public bool KeepOnHangUp { get; init; } = true;
}
