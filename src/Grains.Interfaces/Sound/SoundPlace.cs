namespace YemotAi.Grains.Interfaces.Sound;

/// <summary>What all lines of a process share: its clock, its lines, and where it is.</summary>
/// <param name="time">The clock.</param>
/// <param name="here">The silo that this process is; null for one that only asks silos.</param>
internal sealed class SoundPlace(TimeProvider time, SiloAddress? here) : IDisposable
{
    public TimeProvider Time { get; } = time;

    public SiloAddress? Here { get; } = here;

    public SoundTicker Ticker { get; } = new(time);

    public NearLines Lines { get; } = new();

    public void Dispose() => Ticker.Dispose();
}
