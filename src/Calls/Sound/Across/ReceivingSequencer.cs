namespace YemotAi.Calls.Sound.Across;

/// <summary>
/// Puts batches back into the order of their numbers: holds one back for a short time when one before it is missing, then
/// goes on without that one. What comes twice or too late is dropped.
/// </summary>
internal sealed class ReceivingSequencer(SoundOptions options, SoundCount count, Func<ISoundReceiver?> receiver)
{
    private readonly List<Held> _held = [];

    /// <summary>Number of the next frame to be handed over.</summary>
    public long Expected { get; private set; }

    /// <summary>When <see cref="Release"/> may have something to do.</summary>
    public TimeSpan Due => _held.Count == 0 ? TimeSpan.MaxValue : _held[0].Came + options.ReorderLimit;

    /// <summary>Another line, or one that is new to this activation.</summary>
    public void Begin(long expected)
    {
        _held.Clear();
        Expected = expected;
    }

    /// <summary>What is missing does not come any more: hands over all that is held back.</summary>
    public void Flush()
    {
        while (_held.Count > 0) TakeOldest();
    }

    /// <summary>The same line is attached again: nothing before this number comes any more.</summary>
    public void Again(long expected)
    {
        Flush();
        if (expected <= Expected) return;
        count.Lost(expected - Expected);
        Expected = expected;
    }

    /// <summary>Frames numbered below this are not wanted, whether they came, come, or were lost.</summary>
    public void Clear(long before)
    {
        while (_held.Count > 0 && _held[0].End <= before) _held.RemoveAt(0);
        Expected = Math.Max(Expected, before);
    }

    /// <summary>Takes a batch, and hands over what is in order now.</summary>
    public void Take(SoundBatch batch, TimeSpan now)
    {
        var held = new Held(batch.First, batch.After, batch.Bytes, now);
        var place = _held.FindIndex(other => other.First > held.First);
        _held.Insert(place < 0 ? _held.Count : place, held);
        Release(now);
    }

    /// <summary>Hands over what is in order, and what has been held back for long enough.</summary>
    public void Release(TimeSpan now)
    {
        while (_held.Count > 0)
        {
            var oldest = _held[0];
            var inOrder = oldest.After <= Expected || oldest.First <= Expected;
            if (!inOrder && now < Due && _held.Sum(held => held.Count) <= options.HoldFrames) return;
            TakeOldest();
        }
    }

    private void TakeOldest()
    {
        var oldest = _held[0];
        _held.RemoveAt(0);
        var known = (int)Math.Clamp(Expected - oldest.First, 0, oldest.Count);
        count.Late(known);
        if (known == oldest.Count) return;
        count.Lost(Math.Max(0, oldest.First - Expected));
        Expected = oldest.End;

        // Nothing is changed after the receiver was called: it may send, and so come back here.
        if (receiver() is { } takes)
        {
            count.Received(oldest.Count - known);
            takes.Take(new SoundFrames(oldest.First + known, oldest.Bytes.Span[(known * SoundFrames.FrameBytes)..]));
        }
        else
        {
            count.Dropped(oldest.Count - known);
        }
    }

    private readonly record struct Held(long First, long After, ReadOnlyMemory<byte> Bytes, TimeSpan Came)
    {
        public int Count => Bytes.Length / SoundFrames.FrameBytes;

        public long End => First + Count;
    }
}
