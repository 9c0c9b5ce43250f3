namespace YemotAi.Calls.Sound;

/// <summary>Counts for one end of a call's sound, and adds to the process's metrics. For engines; any thread.</summary>
public sealed class SoundCount
{
    private long _sent;
    private long _received;
    private long _dropped;
    private long _lost;
    private long _late;
    private long _reattached;

    /// <summary>The figures as they are now.</summary>
    public SoundFigures Figures => new(
        Volatile.Read(ref _sent), Volatile.Read(ref _received), Volatile.Read(ref _dropped),
        Volatile.Read(ref _lost), Volatile.Read(ref _late), Volatile.Read(ref _reattached));

    /// <summary>Frames went to the other end.</summary>
    public void Sent(long frames) => Interlocked.Add(ref _sent, frames);

    /// <summary>Frames were handed to the receiver.</summary>
    public void Received(long frames) => Interlocked.Add(ref _received, frames);

    /// <summary>Frames were dropped here.</summary>
    public void Dropped(long frames)
    {
        if (frames == 0) return;
        Interlocked.Add(ref _dropped, frames);
        CallMetrics.SoundDropped.Add(frames);
    }

    /// <summary>Frames of the other end never came.</summary>
    public void Lost(long frames)
    {
        if (frames == 0) return;
        Interlocked.Add(ref _lost, frames);
        CallMetrics.SoundLost.Add(frames);
    }

    /// <summary>Frames came twice or too late.</summary>
    public void Late(long frames) => Interlocked.Add(ref _late, frames);

    /// <summary>The line was attached again.</summary>
    public void Reattached()
    {
        Interlocked.Increment(ref _reattached);
        CallMetrics.SoundReattached.Add(1);
    }
}
