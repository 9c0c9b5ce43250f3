namespace YemotAi.Calls.Sound.Across;

/// <summary>
/// The line's end of a call's sound, when the actor is in another process: attaches, notices when the actor is gone, and
/// attaches again. It has no thread and no timer: the engine brings what comes, looks when <see cref="DueIn"/> says so,
/// and makes the requests that <see cref="Look"/> gives.
/// </summary>
/// <remarks>
/// Every call may change <see cref="DueIn"/>. One call at a time; the receiver is called within <see cref="Take"/>,
/// <see cref="Look"/> and others, and may send.
/// </remarks>
public sealed class LineSide
{
    private readonly SoundOptions _options;
    private readonly TimeProvider _time;
    private readonly ISoundReceiver _receiver;
    private readonly ISoundCarrier _toActor;
    private readonly SoundCount _count = new();
    private readonly SoundExchange _exchange;
    private readonly Guid _line = Guid.NewGuid();
    private readonly long _origin;
    private SoundAttach? _asked;
    private long? _ends;
    private TimeSpan _endDue;
    private int _attachment;
    private long _since;
    private TimeSpan _attachAt;
    private TimeSpan _renewAt;

    /// <summary>Makes a line that is not attached yet.</summary>
    /// <param name="receiver">Takes what the actor says.</param>
    /// <param name="toActor">Carries batches to the actor, wherever that is.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock.</param>
    public LineSide(ISoundReceiver receiver, ISoundCarrier toActor, SoundOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_receiver, _toActor, _options, _time) = (receiver, toActor, options, time);
        _origin = time.GetTimestamp();
        _exchange = new SoundExchange(options, _count, () => State == LineState.Attached ? _receiver : null, Cleared);
    }

    /// <summary>The identity that the line gave itself.</summary>
    public Guid Id => _line;

    /// <summary>How it stands.</summary>
    public LineState State { get; private set; }

    /// <summary>What this end has counted.</summary>
    public SoundFigures Figures => _count.Figures;

    /// <summary>After how long to <see cref="Look"/>, if nothing else is called before; null: not at all.</summary>
    public TimeSpan? DueIn
    {
        get
        {
            var due = State switch
            {
                LineState.Attaching => _asked is null ? _attachAt : TimeSpan.MaxValue,
                LineState.Attached => Earlier(Earlier(_exchange.Due, _ends is null ? TimeSpan.MaxValue : _endDue), Earlier(SilentAt, RenewAt)),
                _ => TimeSpan.MaxValue,
            };
            if (due == TimeSpan.MaxValue) return null;
            return due > Now ? due - Now : TimeSpan.Zero;
        }
    }

    private bool IsOver => State is LineState.Replaced or LineState.Detached or LineState.Finished;

    /// <summary>All that was said has been handed over; or it has been waited for, and is lost.</summary>
    private bool HasEnded => State == LineState.Attached && _ends is { } ends && (_exchange.Expects >= ends || Now >= _endDue);

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    private TimeSpan RenewAt => _asked is null ? _renewAt : TimeSpan.MaxValue;

    private TimeSpan SilentAt =>
        _exchange.UnacknowledgedSince is { } since ? since + _options.SilentLimit : TimeSpan.MaxValue;

    /// <summary>Sends what the caller said. See <see cref="ISoundLine.Send"/>.</summary>
    public void Send(ReadOnlySpan<byte> frames)
    {
        if (IsOver)
        {
            _count.Dropped(SoundFrames.CountOf(frames));
            return;
        }

        _exchange.Add(frames, Now);
        Carry();
    }

    /// <summary>How far the phone has played. See <see cref="ISoundLine.Played"/>.</summary>
    public void Played(long before)
    {
        if (IsOver) return;
        _exchange.Tell(before, Now);
        Carry();
    }

    /// <summary>
    /// The engine had no room for so many frames and dropped them: they use up their numbers. What waits is older still
    /// and goes too.
    /// </summary>
    public void Skip(int frames)
    {
        if (IsOver) _count.Dropped(frames);
        else _exchange.Skip(frames);
    }

    /// <summary>Takes a batch of the actor's.</summary>
    public void Take(SoundBatch batch)
    {
        // The actor speaks as soon as it has agreed, so its first frames may come before its answer.
        if (batch.Line != _line || batch.Attachment != _attachment) return;
        if (_asked is { IsRenewal: false }) BeAttached();

        // The actor does not know yet that the line has ended: it was told so in vain.
        if (State == LineState.Finished && batch.Ends is not null) TellEnd();
        if (State != LineState.Attached) return;
        if (_ends is null && batch.Ends is not null) (_ends, _endDue) = (batch.Ends, Now + _options.ReorderLimit);
        _exchange.Take(batch, Now);
        if (HasEnded) Finish();
        else Carry();
    }

    /// <summary>
    /// Does what is due. When a request comes back, it is made now, and its outcome told to <see cref="Answered"/> or
    /// <see cref="Failed"/>. A request that another has overtaken is answered to no effect.
    /// </summary>
    public SoundAttach? Look()
    {
        var now = Now;
        if (State == LineState.Attached)
        {
            _exchange.Release(now);
            if (HasEnded) Finish();
            Carry();
            if (State == LineState.Finished) return null;
            if (now >= SilentAt) GoOnAttaching(now);
            else if (now >= RenewAt) return Ask(isRenewal: true);
        }

        if (State != LineState.Attaching || _asked is not null || now < _attachAt) return null;
        _attachment++;
        return Ask(isRenewal: false);
    }

    /// <summary>What the actor answered to a request.</summary>
    public void Answered(SoundAttach request, SoundAttachAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (IsOver || request is null || request.Attachment != _attachment) return;
        if (ReferenceEquals(_asked, request) && request.IsRenewal) _asked = null;
        switch (answer.Result)
        {
            case SoundAttachResult.Replaced:
                Replaced();
                break;
            case SoundAttachResult.Unknown:
                GoOnAttaching(Now);
                break;
            default:
                (_since, _renewAt) = (answer.Since, Now + _options.RenewPeriod);
                if (ReferenceEquals(_asked, request)) BeAttached();
                break;
        }
    }

    /// <summary>A request got no answer.</summary>
    public void Failed(SoundAttach request)
    {
        if (!ReferenceEquals(_asked, request)) return;
        _asked = null;
        _attachAt = _renewAt = Now + _options.AttachAgain;
    }

    /// <summary>The actor has left its place (<see cref="ILineCarrier.Moved"/>).</summary>
    public void Moved(int attachment)
    {
        if (State == LineState.Attached && attachment == _attachment) GoOnAttaching(Now);
    }

    /// <summary>A later line has the place (<see cref="ILineCarrier.Replaced"/>).</summary>
    public void Replaced()
    {
        if (IsOver) return;
        State = LineState.Replaced;
        _receiver.End(SoundEnd.Replaced);
    }

    /// <summary>
    /// The holder puts the line down; the engine tells the actor, of one that is <see cref="LineState.Finished"/> by
    /// <see cref="ActorSide.Ended"/>.
    /// </summary>
    public void Detach() => State = LineState.Detached;

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private SoundAttach Ask(bool isRenewal)
    {
        _asked = new SoundAttach(_line, _attachment, _since, _exchange.SendsFrom, _exchange.Expects, isRenewal);
        return _asked;
    }

    private void BeAttached()
    {
        if (_attachment > 1) _count.Reattached();
        State = LineState.Attached;
        _exchange.Again(_asked!.SendsFrom, _asked.Expects, Now);
        (_asked, _renewAt) = (null, Now + _options.RenewPeriod);
        Carry();
    }

    private void GoOnAttaching(TimeSpan now)
    {
        // What is held back has its numbers; those of the actor's next activation begin after them.
        _exchange.Flush();
        if (_ends is not null)
        {
            Finish();
            return;
        }

        State = LineState.Attaching;
        (_asked, _attachAt) = (null, now);
    }

    private void Cleared(long before)
    {
        _exchange.Clear(before);
        _receiver.Clear(before);
    }

    private void Finish()
    {
        _exchange.Flush();
        State = LineState.Finished;
        TellEnd();
        _receiver.End(SoundEnd.Finished);
    }

    private void TellEnd()
    {
        _exchange.EndAtOnce(_ends ?? _exchange.Expects, Now);
        Carry();
    }

    private void Carry()
    {
        while (State is LineState.Attached or LineState.Finished && _exchange.TryNext(_line, _attachment, Now, out var batch)) _toActor.Carry(batch);
    }
}
