namespace YemotAi.Calls.Sound.Across;

/// <summary>
/// One end of an attachment: frames out through a window, frames in through a sequencer, and acknowledgements, which ride
/// on the frames of the other direction or go alone every few batches.
/// </summary>
internal sealed class SoundExchange(SoundOptions options, SoundCount count, Func<ISoundReceiver?> receiver)
{
    private readonly SendingWindow _window = new(options, count);
    private readonly ReceivingSequencer _sequencer = new(options, count, receiver);
    private int _owed;
    private TimeSpan _owedSince;

    /// <summary>When something of the other side came last.</summary>
    public TimeSpan Heard { get; set; }

    public TimeSpan? UnacknowledgedSince => _window.UnacknowledgedSince;

    public long SendsFrom => _window.Next;

    public long Expects => _sequencer.Expected;

    /// <summary>When to look again, if nothing happens meanwhile.</summary>
    public TimeSpan Due
    {
        get
        {
            var owed = _owed > 0 ? _owedSince + options.AcknowledgeAfter : TimeSpan.MaxValue;
            var due = owed < _window.Due ? owed : _window.Due;
            return due < _sequencer.Due ? due : _sequencer.Due;
        }
    }

    /// <summary>A line that is new here: both directions count from what it says.</summary>
    public void Begin(long sendsFrom, long expects, TimeSpan now)
    {
        _window.Begin(sendsFrom);
        _sequencer.Begin(expects);
        (_owed, Heard) = (0, now);
    }

    /// <summary>The same line with a new attachment.</summary>
    /// <param name="otherExpects">What the other side expects next.</param>
    /// <param name="otherSendsFrom">Nothing before this comes from the other side.</param>
    /// <param name="now">The time.</param>
    public void Again(long otherExpects, long otherSendsFrom, TimeSpan now)
    {
        _window.Again(otherExpects);
        _sequencer.Again(otherSendsFrom);
        (_owed, Heard) = (0, now);
    }

    public void Add(ReadOnlySpan<byte> frames, TimeSpan now) => _window.Add(frames, now);

    public void Skip(int frames) => _window.Skip(frames);

    public void Take(SoundBatch batch, TimeSpan now)
    {
        Heard = now;
        _window.Acknowledge(batch.Expected, now);
        if (batch.Bytes.IsEmpty || batch.Bytes.Length % SoundFrames.FrameBytes != 0) return;
        if (_owed++ == 0) _owedSince = now;
        _sequencer.Take(batch, now);
    }

    public void Release(TimeSpan now) => _sequencer.Release(now);

    public void Flush() => _sequencer.Flush();

    /// <summary>The next batch that should go now, with or without frames.</summary>
    public bool TryNext(Guid line, int attachment, TimeSpan now, out SoundBatch batch)
    {
        var frames = _window.TryTake(now, out var first, out var after, out var bytes);
        var acknowledges = _owed >= options.AcknowledgeEvery || (_owed > 0 && now - _owedSince >= options.AcknowledgeAfter);
        batch = new SoundBatch(line, attachment, first, after, bytes, _sequencer.Expected);
        if (!frames && !acknowledges) return false;
        _owed = 0;
        return true;
    }
}
