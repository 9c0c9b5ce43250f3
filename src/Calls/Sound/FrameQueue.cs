namespace YemotAi.Calls.Sound;

/// <summary>
/// A few consecutive frames that wait: numbered, each with the time at which it came, the oldest dropped when there are
/// too many. One thread at a time.
/// </summary>
/// <param name="most">How many frames wait at most.</param>
public sealed class FrameQueue(int most)
{
    private readonly byte[] _bytes = new byte[most * SoundFrames.FrameBytes];
    private readonly TimeSpan[] _came = new TimeSpan[most];

    /// <summary>Number of the oldest frame that waits, or, when none does, of the next to come.</summary>
    public long First { get; private set; }

    /// <summary>How many frames wait.</summary>
    public int Count { get; private set; }

    /// <summary>Number of the next frame to come.</summary>
    public long End => First + Count;

    /// <summary>When the oldest frame that waits came. Only when one waits.</summary>
    public TimeSpan OldestCame => _came[0];

    /// <summary>Adds frames at the end.</summary>
    /// <returns>How many frames were dropped for it, new ones among them when there are too many of these alone.</returns>
    public int Add(ReadOnlySpan<byte> frames, TimeSpan now)
    {
        var added = SoundFrames.CountOf(frames);
        var dropped = Math.Max(0, Count + added - most);
        var ofOld = Math.Min(dropped, Count);
        Remove(ofOld);
        First += dropped - ofOld;
        frames = frames[((dropped - ofOld) * SoundFrames.FrameBytes)..];
        frames.CopyTo(_bytes.AsSpan(Count * SoundFrames.FrameBytes));
        added -= dropped - ofOld;
        _came.AsSpan(Count, added).Fill(now);
        Count += added;
        return dropped;
    }

    /// <summary>The oldest frames, up to a number of them; valid until the queue is changed.</summary>
    public SoundFrames Peek(int count) => new(First, _bytes.AsSpan(0, Math.Min(count, Count) * SoundFrames.FrameBytes));

    /// <summary>Takes the oldest frames away.</summary>
    public void Remove(int count)
    {
        if (count == 0) return;
        First += count;
        Count -= count;
        _bytes.AsSpan(count * SoundFrames.FrameBytes, Count * SoundFrames.FrameBytes).CopyTo(_bytes);
        _came.AsSpan(count, Count).CopyTo(_came);
    }

    /// <summary>Drops the frames that have waited for longer than a limit.</summary>
    /// <returns>How many.</returns>
    public int RemoveOlder(TimeSpan limit, TimeSpan now)
    {
        var old = 0;
        while (old < Count && now - _came[old] > limit) old++;
        Remove(old);
        return old;
    }

    /// <summary>Frames of these numbers never came here: drops what waits, which is older still, and counts on after them.</summary>
    /// <returns>How many were dropped, the waiting ones and those that never came.</returns>
    public int Skip(int count)
    {
        var dropped = Count + count;
        Restart(End + count);
        return dropped;
    }

    /// <summary>Empties the queue; the next frame has this number.</summary>
    public void Restart(long first)
    {
        First = first;
        Count = 0;
    }
}
