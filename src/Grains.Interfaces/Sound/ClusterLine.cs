using Microsoft.Extensions.Logging;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Sound.Across;
using YemotAi.Grains.Interfaces.Asking;

namespace YemotAi.Grains.Interfaces.Sound;

/// <summary>The phone's end of a call's sound, with the call's actor somewhere in the cluster.</summary>
/// <remarks>
/// What comes is worked off one piece at a time, by whoever brings it while nobody else is at it. No lock is held
/// meanwhile, so a slow receiver holds up what the actor says, but not <see cref="Send"/>.
/// </remarks>
internal sealed partial class ClusterLine : ISoundLine, ILineObserver, ILineCarrier, ITicking
{
    private static readonly Action<LineSide> Nothing = static _ => { };

    private readonly ISoundGrain _grain;
    private readonly ClusterSoundOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly GuardedReceiver _receiver;
    private readonly LineSide _side;
    private readonly ILineObserver _reference;
    private readonly Action<ClusterLine> _gone;
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Lock _gate = new();
    private readonly Queue<Action<LineSide>> _work = new();
    private FrameQueue _said;
    private FrameQueue _taken;
    private long _next;
    private long _played;
    private long _playedTold;
    private bool _isBusy;
    private long _dueAt = long.MaxValue;
    private int _asking;
    private volatile bool _isOver;
    private volatile Near? _near;

    /// <summary>Makes a line that is not attached yet.</summary>
    /// <param name="grain">The actor.</param>
    /// <param name="receiver">Takes what it says.</param>
    /// <param name="refer">Makes a line one that other processes can reach.</param>
    /// <param name="gone">Called once, when the line is put down.</param>
    /// <param name="limits">Limits of the way of sound.</param>
    /// <param name="options">How patient to be.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Hears of what fails.</param>
    public ClusterLine(
        ISoundGrain grain,
        ISoundReceiver receiver,
        Func<ILineObserver, ILineObserver> refer,
        Action<ClusterLine> gone,
        SoundOptions limits,
        ClusterSoundOptions options,
        TimeProvider time,
        ILogger log)
    {
        (_grain, _gone, _options, _time, _log) = (grain, gone, options, time, log);
        (_said, _taken) = (new FrameQueue(limits.HoldFrames), new FrameQueue(limits.HoldFrames));
        _receiver = new GuardedReceiver(receiver, () => _isOver, log);
        _side = new LineSide(_receiver, new ToActor(this), limits, time);
        _reference = refer(this);
    }

    public Guid Id => _side.Id;

    public SoundFigures Figures => _side.Figures;

    /// <summary>The way to it from other processes.</summary>
    public ILineObserver Reference => _reference;

    /// <summary>A request of it is not answered yet.</summary>
    public bool IsAsking => Volatile.Read(ref _asking) > 0;

    /// <summary>Asks for the first time; ends when the line is attached.</summary>
    /// <exception cref="TimeoutException">It took longer than <see cref="ClusterSoundOptions.FirstLimit"/>.</exception>
    public Task BeAttachedAsync(CancellationToken cancellation)
    {
        Do(Nothing);
        return _attached.Task.WaitAsync(_options.FirstLimit, _time, cancellation);
    }

    public void Send(ReadOnlySpan<byte> frames)
    {
        lock (_gate)
        {
            _said.Add(frames, TimeSpan.Zero);
            if (_isBusy) return;
            _isBusy = true;
        }

        WorkOff();
    }

    public void Played(long before)
    {
        lock (_gate)
        {
            if (before <= _played) return;
            _played = before;
            if (_isBusy) return;
            _isBusy = true;
        }

        WorkOff();
    }

    public void Tick()
    {
        if (_time.GetTimestamp() < Volatile.Read(ref _dueAt)) return;
        lock (_gate)
        {
            // Whoever is at it looks too.
            if (_isBusy) return;
            _work.Enqueue(Nothing);
            _isBusy = true;
        }

        WorkOff();
    }

    public void Carry(SoundBatch batch) => Do(side => side.Take(batch));

    public void Moved(int attachment) => Do(side => side.Moved(attachment));

    public void Replaced() => Do(static side => side.Replaced());

    public ValueTask HearAsync(SoundMessage batch)
    {
        Carry(batch.ToBatch());
        return ValueTask.CompletedTask;
    }

    public ValueTask MovedAsync(int attachment)
    {
        Moved(attachment);
        return ValueTask.CompletedTask;
    }

    public ValueTask ReplacedAsync()
    {
        Replaced();
        return ValueTask.CompletedTask;
    }

    /// <summary>An attachment's actor is in this process. It is, until another attachment is begun.</summary>
    public void BeNear(INearActor actor, int attachment) => _near = new Near(actor, attachment);

    /// <summary>The engine stops: the receiver is told, and the line is put down.</summary>
    public ValueTask StopAsync()
    {
        Do(side =>
        {
            if (side.State is not (LineState.Replaced or LineState.Finished)) _receiver.End(SoundEnd.Stopping);
        });
        return DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isOver) return;
            _isOver = true;
        }

        await _over.CancelAsync();
        var state = _side.State;
        Do(static side => side.Detach());
        try
        {
            var telling = state switch
            {
                LineState.Replaced => Task.CompletedTask,
                LineState.Finished => _grain.EndedAsync(Id),
                _ => _grain.DetachAsync(Id),
            };
            await telling.WaitAsync(_options.AttachLimit, _time);
        }
        catch (Exception error)
        {
            // The actor will miss its renewals.
            LogNotDetached(_log, error);
        }
        finally
        {
            // Not before: what the actor still says to a line that nobody knows is an error to Orleans.
            _gone(this);
        }
    }

    private void Do(Action<LineSide> work)
    {
        lock (_gate)
        {
            _work.Enqueue(work);
            if (_isBusy) return;
            _isBusy = true;
        }

        WorkOff();
    }

    private void WorkOff()
    {
        while (TryNext(out var work))
        {
            if (work is not null) work(_side);
            else Say();
            if (_side.Look() is { } request) Ask(request);
            if (_side.State != LineState.Attaching) _attached.TrySetResult();
        }
    }

    /// <summary>The next piece of work: null is what the caller has said, and how far the phone has played.</summary>
    private bool TryNext(out Action<LineSide>? work)
    {
        lock (_gate)
        {
            if (_work.TryDequeue(out work)) return true;
            if (_said.Count > 0 || _played > _playedTold)
            {
                _playedTold = _played;
                (_said, _taken) = (_taken, _said);
                _said.Restart(_taken.End);
                return true;
            }

            _isBusy = false;
            var due = _side.DueIn is { } dueIn ? _time.GetTimestamp() + (long)(dueIn.TotalSeconds * _time.TimestampFrequency) : long.MaxValue;
            Volatile.Write(ref _dueAt, due);
            return false;
        }
    }

    private void Say()
    {
        _side.Played(_playedTold);
        var frames = _taken.Peek(_taken.Count);
        if (frames.First > _next) _side.Skip((int)(frames.First - _next));
        _next = frames.First + frames.Count;
        if (frames.Count > 0) _side.Send(frames.Bytes);
    }

    private void Ask(SoundAttach request)
    {
        Interlocked.Increment(ref _asking);

        // On a thread of its own: this one may be in the last turn of an actor that leaves, and its answers go with it.
        ThreadPool.UnsafeQueueUserWorkItem(static asked => _ = asked.Line.AskAsync(asked.Request), (Line: this, Request: request), preferLocal: false);
    }

    private async Task AskAsync(SoundAttach request)
    {
        try
        {
            var answer = await _grain.AttachAsync(request, _reference).WaitAsync(_options.AttachLimit, _time, _over.Token);
            Do(side => side.Answered(request, answer));
        }
        catch (Exception error)
        {
            if (!_isOver) LogNotAttached(_log, error);
            if (!ClusterErrors.IsOne(error)) _attached.TrySetException(error);
            Do(side => side.Failed(request));
        }
        finally
        {
            Interlocked.Decrement(ref _asking);
        }
    }

    [LoggerMessage(602, LogLevel.Debug, "A line was not attached; it is tried again.")]
    private static partial void LogNotAttached(ILogger log, Exception error);

    [LoggerMessage(603, LogLevel.Debug, "An actor could not be told that its line was put down.")]
    private static partial void LogNotDetached(ILogger log, Exception error);

    [LoggerMessage(604, LogLevel.Debug, "A batch of sound could not be sent.")]
    private static partial void LogNotSent(ILogger log, Exception error);

    private sealed record Near(INearActor Actor, int Attachment);

    /// <summary>The way to the actor: directly when it is in this process.</summary>
    private sealed class ToActor(ClusterLine owner) : ISoundCarrier
    {
        public void Carry(SoundBatch batch)
        {
            if (owner._near is { } near && near.Attachment == batch.Attachment)
            {
                near.Actor.Hear(batch);
                return;
            }

            try
            {
                owner._grain.HearAsync(SoundMessage.Of(batch)).AsTask().Ignore();
            }
            catch (Exception error)
            {
                LogNotSent(owner._log, error);
            }
        }
    }
}
