namespace YemotAi.Calls.Sound.Across;

/// <summary>
/// One end of an attachment: frames out through a window, frames in through a sequencer, and acknowledgements, which ride
/// on the frames of the other direction or go alone every few batches. News goes in every batch too: how far sound is
/// cleared or played, and that the line ends.
/// </summary>
/// <param name="options">Limits.</param>
/// <param name="count">Counts.</param>
/// <param name="receiver">Who takes frames at present.</param>
/// <param name="hears">Takes the other side's <see cref="SoundBatch.Before"/> when it has risen, before the batch's frames.</param>
internal sealed class SoundExchange(SoundOptions options, SoundCount count, Func<ISoundReceiver?> receiver, Action<long> hears)
{
    private readonly SendingWindow _window = new(options, count);
    private readonly ReceivingSequencer _sequencer = new(options, count, receiver);
    private int _owed;
    private TimeSpan _owedSince;
    private bool _hurries;
    private long _told;
    private long _heard;
    private TimeSpan _endDue;

    /// <summary>When something of the other side came last.</summary>
    public TimeSpan Heard { get; set; }

    public TimeSpan? UnacknowledgedSince => _window.UnacknowledgedSince;

    /// <summary>Number of the next frame to be added.</summary>
    public long Next => _window.End;

    public long SendsFrom => _window.Next;

    public long Expects => _sequencer.Expected;

    /// <summary>Where the line ends, which the other side is told when all before it has gone.</summary>
    public long? Ends { get; private set; }

    /// <summary>When to look again, if nothing happens meanwhile.</summary>
    public TimeSpan Due
    {
        get
        {
            if (_hurries) return TimeSpan.Zero;
            var owed = _owed > 0 ? _owedSince + options.AcknowledgeAfter : TimeSpan.MaxValue;
            var end = Ends is not null && _window.IsEmpty ? _endDue : TimeSpan.MaxValue;
            return Earliest(Earliest(owed, end), Earliest(_window.Due, _sequencer.Due));
        }
    }

    /// <summary>A line that is new here: both directions count from what it says.</summary>
    public void Begin(long sendsFrom, long expects, TimeSpan now)
    {
        _window.Begin(sendsFrom);
        _sequencer.Begin(expects);
        (_told, _heard, Ends) = (0, 0, null);
        (_owed, _hurries, Heard) = (0, false, now);
    }

    /// <summary>The same line with a new attachment.</summary>
    /// <param name="otherExpects">What the other side expects next.</param>
    /// <param name="otherSendsFrom">Nothing before this comes from the other side.</param>
    /// <param name="now">The time.</param>
    public void Again(long otherExpects, long otherSendsFrom, TimeSpan now)
    {
        _window.Again(otherExpects);
        _sequencer.Again(otherSendsFrom);

        // What was told last may have been lost with the attachment before.
        (_owed, _hurries, _endDue, Heard) = (0, _told > 0, now, now);
    }

    public void Add(ReadOnlySpan<byte> frames, TimeSpan now) => _window.Add(frames, now);

    public void Skip(int frames) => _window.Skip(frames);

    /// <summary>Tells the other side a number with the next batch, or after the time of an acknowledgement.</summary>
    public void Tell(long before, TimeSpan now)
    {
        if (before <= _told) return;
        _told = before;
        if (_owed == 0) (_owed, _owedSince) = (1, now);
    }

    /// <summary>What was added until now is not wanted any more; the other side is told at once.</summary>
    public void Clear()
    {
        if (Next <= _told) return;
        _window.Clear();
        (_told, _hurries) = (Next, true);
    }

    /// <summary>What the other side has sent before this is not wanted any more.</summary>
    public void Clear(long before) => _sequencer.Clear(before);

    /// <summary>The other side is told of an end as soon as all that was added has gone, and again until it answers.</summary>
    public void End(long at, TimeSpan now) => (Ends, _endDue) = (at, now);

    /// <summary>The line is over: what was added goes no more, and the other side is told of the end at once.</summary>
    public void EndAtOnce(long at, TimeSpan now)
    {
        _window.Clear();
        End(at, now);
    }

    public void Take(SoundBatch batch, TimeSpan now)
    {
        Heard = now;
        _window.Acknowledge(batch.Expected, now);
        if (batch.Before > _heard)
        {
            _heard = batch.Before;
            hears(batch.Before);
        }

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
        var ends = _window.IsEmpty ? Ends : null;
        batch = new SoundBatch(line, attachment, first, after, bytes, _sequencer.Expected, _told, ends);
        if (!frames && !acknowledges && !_hurries && (ends is null || now < _endDue)) return false;
        (_owed, _hurries) = (0, false);
        if (ends is not null) _endDue = now + options.AcknowledgeAfter;
        return true;
    }

    private static TimeSpan Earliest(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
