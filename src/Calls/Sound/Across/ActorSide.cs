namespace YemotAi.Calls.Sound.Across;

/// <summary>
/// The actor's end of a call's sound, when lines are in other processes. It has no thread and no timer: every call is a
/// turn of the actor, and the engine looks when <see cref="DueIn"/> says so.
/// </summary>
public sealed class ActorSide : IActorSound
{
    private readonly SoundOptions _options;
    private readonly TimeProvider _time;
    private readonly SoundCount _count = new();
    private readonly SoundExchange _exchange;
    private readonly long _origin;
    private ISoundReceiver? _receiver;
    private ILineCarrier? _toLine;
    private Guid _line;
    private int _attachment;
    private long _since;

    /// <summary>Makes the end of an activation; nobody is attached.</summary>
    public ActorSide(SoundOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_options, _time) = (options, time);
        _origin = time.GetTimestamp();
        _exchange = new SoundExchange(options, _count, () => _receiver, Played);
    }

    /// <inheritdoc/>
    public bool IsAttached => _toLine is not null;

    /// <inheritdoc/>
    public long Next => IsAttached ? _exchange.Next : 0;

    /// <inheritdoc/>
    public SoundFigures Figures => _count.Figures;

    /// <summary>After how long to <see cref="Look"/>, if nothing else is called before; null: not at all.</summary>
    public TimeSpan? DueIn
    {
        get
        {
            if (!IsAttached) return null;
            var lost = _exchange.Heard + _options.LostLimit;
            var due = (lost < _exchange.Due ? lost : _exchange.Due) - Now;
            return due > TimeSpan.Zero ? due : TimeSpan.Zero;
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <inheritdoc/>
    public void Receive(ISoundReceiver receiver)
    {
        _receiver = receiver;
        if (IsAttached) receiver.Begin();
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> frames)
    {
        if (!IsAttached || _exchange.Ends is not null)
        {
            _count.Dropped(SoundFrames.CountOf(frames));
            return;
        }

        _exchange.Add(frames, Now);
        Carry();
    }

    /// <inheritdoc/>
    public void Clear()
    {
        if (!IsAttached) return;
        _exchange.Clear();
        Carry();
    }

    /// <inheritdoc/>
    public void End()
    {
        if (!IsAttached || _exchange.Ends is not null) return;
        _exchange.End(_exchange.Next, Now);
        Carry();
    }

    /// <summary>A line asks to be attached or says that it still is.</summary>
    /// <param name="request">What it asks.</param>
    /// <param name="line">The way to it.</param>
    public SoundAttachAnswer Attach(SoundAttach request, ILineCarrier line)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(line);
        var isKnown = IsAttached && request.Line == _line;
        if (request.Since != 0 && request.Since < _since) return new(SoundAttachResult.Replaced, request.Since);
        if (request.IsRenewal && !(isKnown && request.Attachment == _attachment))
            return new(SoundAttachResult.Unknown, request.Since);
        if (isKnown && request.Attachment < _attachment) return new(SoundAttachResult.Attached, _since);

        var isAgain = isKnown && request.Attachment > _attachment;
        if (!isKnown)
        {
            BeOver(SoundEnd.Replaced, earlier => earlier.Replaced());

            // By the clock, so that two lines keep their order when the actor has forgotten both.
            _since = request.Since != 0 ? request.Since : Math.Max(_time.GetUtcNow().UtcTicks, _since + 1);
        }

        (_toLine, _line, _attachment) = (line, request.Line, request.Attachment);
        if (!isKnown)
        {
            _exchange.Begin(request.Expects, request.SendsFrom, Now);
            _receiver?.Begin();
        }
        else if (isAgain)
        {
            _count.Reattached();
            _exchange.Again(request.Expects, request.SendsFrom, Now);
        }

        _exchange.Heard = Now;
        Carry();
        return new(SoundAttachResult.Attached, _since);
    }

    /// <summary>Takes a batch of a line's; not of one that is not attached.</summary>
    public void Take(SoundBatch batch)
    {
        if (!IsAttached || batch.Line != _line || batch.Attachment != _attachment) return;
        var hasEnded = _exchange.Ends is not null && batch.Ends is not null;
        _exchange.Take(batch, Now);
        if (hasEnded) BeOver(SoundEnd.Finished, _ => { });
        Carry();
    }

    /// <summary>A line was put down.</summary>
    public void Detach(Guid line)
    {
        if (line == _line) BeOver(SoundEnd.Detached, _ => { });
    }

    /// <summary>A line that <see cref="End"/> has ended is over, in case the batch that said so was lost.</summary>
    public void Ended(Guid line)
    {
        if (line == _line) BeOver(SoundEnd.Finished, _ => { });
    }

    /// <summary>The actor leaves this place: the line is told to attach anew. The receiver is told nothing.</summary>
    public void Leave()
    {
        _toLine?.Moved(_attachment);
        _toLine = null;
    }

    /// <summary>Does what is due.</summary>
    public void Look()
    {
        if (!IsAttached) return;
        if (Now - _exchange.Heard >= _options.LostLimit)
        {
            BeOver(SoundEnd.Lost, _ => { });
            return;
        }

        _exchange.Release(Now);
        Carry();
    }

    private void BeOver(SoundEnd why, Action<ILineCarrier> tell)
    {
        if (_toLine is not { } earlier) return;
        _toLine = null;
        tell(earlier);
        _receiver?.End(why);
    }

    /// <summary>What the line says it has played was sent to it, by this activation or one before.</summary>
    private void Played(long before) => _receiver?.Played(Math.Min(before, _exchange.Next));

    private void Carry()
    {
        while (_toLine is { } line && _exchange.TryNext(_line, _attachment, Now, out var batch)) line.Carry(batch);
    }
}
