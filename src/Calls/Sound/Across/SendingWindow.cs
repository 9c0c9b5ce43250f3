namespace YemotAi.Calls.Sound.Across;

/// <summary>
/// Gathers frames to batches, and lets only so many frames be on the way as the other side has room for: the queues
/// between two processes have no bound of their own.
/// </summary>
internal sealed class SendingWindow(SoundOptions options, SoundCount count)
{
    private readonly FrameQueue _waiting = new(options.HoldFrames);
    private readonly Queue<(long End, int Frames)> _onTheWay = new();
    private int _framesOnTheWay;
    private long _after;
    private TimeSpan _tried;
    private TimeSpan _progress;

    /// <summary>Number of the next frame to go.</summary>
    public long Next => _waiting.First;

    /// <summary>Number of the next frame to be added.</summary>
    public long End => _waiting.End;

    /// <summary>Nothing waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Since when the other side has acknowledged nothing of what is on the way; null when nothing is.</summary>
    public TimeSpan? UnacknowledgedSince => _onTheWay.Count > 0 ? _progress : null;

    /// <summary>When <see cref="TryTake"/> may have something, with no call of anything else meanwhile.</summary>
    public TimeSpan Due
    {
        get
        {
            if (_waiting.Count == 0) return TimeSpan.MaxValue;
            var full = _waiting.Count >= options.BatchFrames ? TimeSpan.Zero : _waiting.OldestCame + options.FlushAfter;
            var open = HasRoom ? TimeSpan.Zero : _tried + options.HoldLimit;
            return full > open ? full : open;
        }
    }

    private int BatchFrames => Math.Min(_waiting.Count, options.BatchFrames);

    private bool HasRoom => _framesOnTheWay + BatchFrames <= options.HoldFrames;

    /// <summary>Another line: it knows no frame yet.</summary>
    public void Begin(long first)
    {
        count.Dropped(_waiting.Count);
        _waiting.Restart(first);
        Again(first);
    }

    /// <summary>
    /// The same line is attached again. What was on the way is forgotten, what waits goes on waiting.
    /// </summary>
    /// <param name="expected">What the other side expects next.</param>
    public void Again(long expected)
    {
        _onTheWay.Clear();
        _framesOnTheWay = 0;
        _after = expected;
    }

    public void Add(ReadOnlySpan<byte> frames, TimeSpan now) => count.Dropped(_waiting.Add(frames, now));

    /// <summary>So many frames were dropped before they came here, and older ones with them.</summary>
    public void Skip(int frames) => count.Dropped(_waiting.Skip(frames));

    /// <summary>What waits is not to go any more; its numbers are used up.</summary>
    public void Clear() => _waiting.Restart(_waiting.End);

    /// <summary>Takes the next batch if one should go now.</summary>
    public bool TryTake(TimeSpan now, out long first, out long after, out byte[] bytes)
    {
        count.Dropped(_waiting.RemoveOlder(options.HoldLimit, now));
        (first, after, bytes) = (0, 0, []);
        if (now < Due) return false;

        // The window was full for so long that what is on the way was lost, or its acknowledgement: one batch goes in the
        // place of the oldest, so that the other side says where it is.
        if (!HasRoom || _onTheWay.Count == 0) _tried = now;
        if (_onTheWay.Count == 0) _progress = now;
        while (!HasRoom) _framesOnTheWay -= _onTheWay.Dequeue().Frames;
        var frames = _waiting.Peek(BatchFrames);
        (first, after, bytes) = (frames.First, _after, frames.Bytes.ToArray());
        _waiting.Remove(frames.Count);
        _after = _waiting.First;
        _onTheWay.Enqueue((_after, frames.Count));
        _framesOnTheWay += frames.Count;
        count.Sent(frames.Count);
        return true;
    }

    public void Acknowledge(long expected, TimeSpan now)
    {
        while (_onTheWay.TryPeek(out var oldest) && oldest.End <= expected)
        {
            _onTheWay.Dequeue();
            _framesOnTheWay -= oldest.Frames;
            (_tried, _progress) = (now, now);
        }
    }
}
