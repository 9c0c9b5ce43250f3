using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Storage;

namespace YemotAi.Standalone.Engine;

/// <summary>
/// One actor in memory. Its code runs on a scheduler of its own: one piece at a time, in the order in which the pieces
/// came, others between at every <c>await</c>.
/// </summary>
/// <remarks>The lock here guards the engine's own bookkeeping; it is never held while an actor's code runs.</remarks>
internal sealed partial class Activation<TEvent, TOutcome> : IActorContext
{
    private readonly IActorStore _store;
    private readonly SoundOptions _soundOptions;
    private readonly ILogger _log;
    private readonly Action<Activation<TEvent, TOutcome>> _remove;
    private readonly TurnScheduler _turns = new();
    private readonly Lock _gate = new();
    private readonly ActorState _state;
    private readonly IActor<TEvent, TOutcome> _actor;
    private Queue<Task>? _backlog;
    private HashSet<ActorTimer>? _timers;
    private TaskCompletionSource? _gone;
    private Exception? _broken;
    private Phase _phase = Phase.Loading;
    private bool _leaveWanted;
    private int _running;
    private int _kept;
    private long _lastUsed;

    public Activation(
        ActorKey key,
        ActorFactory<TEvent, TOutcome> create,
        IActorStore store,
        SoundOptions sound,
        TimeProvider time,
        ILogger log,
        Action<Activation<TEvent, TOutcome>> remove)
    {
        Key = key;
        Time = time;
        _store = store;
        _soundOptions = sound;
        _log = log;
        _remove = remove;
        _state = new ActorState(key, store, Break);
        _lastUsed = time.GetTimestamp();
        _actor = create(this);
    }

    private enum Phase : byte
    {
        Loading,
        Active,
        Leaving,
        Gone,
    }

    public ActorKey Key { get; }

    public TimeProvider Time { get; }

    public IActorState State => _state;

    /// <summary>Completes when this activation is out of the way and a new one may take its place.</summary>
    public Task Gone
    {
        get
        {
            lock (_gate)
            {
                if (_phase == Phase.Gone) return Task.CompletedTask;
                return (_gone ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    /// <summary>Loads the stored state and calls the actor's activation; events that come meanwhile wait in order.</summary>
    public void Load()
    {
        var turn = new Task<Task>(LoadAsync);
        if (_turns.TryTake()) _turns.RunHere(turn);
        else turn.Start(_turns);
    }

    /// <summary>Queues an event; null when this activation takes nothing more.</summary>
    public Task<TOutcome>? TryAsk(TEvent input, CancellationToken cancellation)
    {
        var turn = new Task<Task<TOutcome>>(
            static s =>
            {
                var (self, input, cancellation) = ((Activation<TEvent, TOutcome>, TEvent, CancellationToken))s!;
                return self.HandleAsync(input, cancellation);
            },
            (this, input, cancellation),
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach);
        return Take(turn) ? turn.Unwrap() : null;
    }

    /// <summary>Queues a wake-up; null when this activation takes nothing more.</summary>
    public Task? TryWake()
    {
        var turn = new Task<Task>(WakeAsync);
        return Take(turn) ? turn.Unwrap() : null;
    }

    /// <summary>Lets the actor go when what it has taken is done. Completes when it is gone.</summary>
    public Task LeaveAsync()
    {
        EndSound();
        lock (_gate) _leaveWanted = true;
        LeaveIfQuiet();
        return Gone;
    }

    /// <summary>Lets the actor go if it has been idle for longer than a limit; nobody waits for it.</summary>
    public void LeaveIfIdle(long now, TimeSpan limit)
    {
        lock (_gate)
        {
            var idle = _phase == Phase.Active && _running == 0 && _kept == 0
                && Time.GetElapsedTime(_lastUsed, now) >= limit;
            if (!idle) return;
            _phase = Phase.Leaving;
        }

        new Task<Task>(DepartAsync).Start(_turns);
    }

    public IDisposable StartTimer(Func<CancellationToken, ValueTask> callback, TimeSpan due, TimeSpan period)
    {
        var timer = new ActorTimer(this, callback, period);
        lock (_gate)
        {
            if (_phase is Phase.Leaving or Phase.Gone) return timer;
            (_timers ??= []).Add(timer);
        }

        timer.Begin(due);
        return timer;
    }

    public IDisposable KeepAlive()
    {
        lock (_gate) _kept++;
        return new Release(this);
    }

    public void DeactivateWhenIdle()
    {
        lock (_gate) _leaveWanted = true;
    }

    private bool Take(Task turn)
    {
        lock (_gate)
        {
            if (_phase is Phase.Leaving or Phase.Gone) return false;
            _running++;
            if (_phase == Phase.Loading)
            {
                (_backlog ??= new()).Enqueue(turn);
                return true;
            }

            // Inside the lock, so that the scheduler sees the turns in the order in which they were taken.
            if (!_turns.TryTake())
            {
                turn.Start(_turns);
                return true;
            }
        }

        _turns.RunHere(turn);
        return true;
    }

    private async Task LoadAsync()
    {
        try
        {
            _state.Take(await _store.LoadAsync(Key, CancellationToken.None));
            await _actor.ActivateAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            // Whoever asked hears of it; the next event tries to load again.
            LogActivationFailed(_log, error, Key.Kind);
            Break(error);
        }

        lock (_gate)
        {
            _phase = Phase.Active;
            while (_backlog is not null && _backlog.TryDequeue(out var turn)) turn.Start(_turns);
            _backlog = null;
        }

        // One that could not be loaded stays until it has told so to whoever asks next: it would be replaced by one
        // that cannot be loaded either, and nobody would ever hear why.
        if (_broken is null) LeaveIfQuiet();
    }

    private async Task<TOutcome> HandleAsync(TEvent input, CancellationToken cancellation)
    {
        try
        {
            if (_broken is not null) throw _broken;
            return await _actor.HandleAsync(input, cancellation);
        }
        finally
        {
            Finish();
        }
    }

    private async Task WakeAsync()
    {
        try
        {
            if (_broken is not null) throw _broken;
            await _actor.WakeAsync(CancellationToken.None);
        }
        finally
        {
            Finish();
        }
    }

    /// <summary>
    /// What is in memory is not what is stored: the activation is dropped, and the next event loads what is stored.
    /// </summary>
    private void Break(Exception error)
    {
        _broken ??= error;
        DeactivateWhenIdle();
    }

    private void Finish()
    {
        lock (_gate)
        {
            _running--;
            _lastUsed = Time.GetTimestamp();
            if (!_leaveWanted) return;
        }

        LeaveIfQuiet();
    }

    private void LeaveIfQuiet()
    {
        lock (_gate)
        {
            if (!_leaveWanted || _phase != Phase.Active || _running > 0 || (_kept > 0 && _broken is null)) return;
            _phase = Phase.Leaving;
        }

        new Task<Task>(DepartAsync).Start(_turns);
    }

    private async Task DepartAsync()
    {
        var line = _sound?.Leave();
        ActorTimer[] timers;
        lock (_gate)
        {
            timers = _timers is null ? [] : [.. _timers];
            _timers = null;
        }

        try
        {
            foreach (var timer in timers) timer.Dispose();
            await _actor.DeactivateAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            LogDeactivationFailed(_log, error, Key.Kind);
        }
        finally
        {
            _remove(this);
            TaskCompletionSource? gone;
            lock (_gate)
            {
                _phase = Phase.Gone;
                gone = _gone;
            }

            gone?.SetResult();
            line?.Moved();
        }
    }

    [LoggerMessage(10, LogLevel.Error, "An actor of kind {Kind} could not be activated.")]
    private static partial void LogActivationFailed(ILogger log, Exception error, string kind);

    [LoggerMessage(11, LogLevel.Error, "An actor of kind {Kind} failed while it was deactivated.")]
    private static partial void LogDeactivationFailed(ILogger log, Exception error, string kind);

    [LoggerMessage(12, LogLevel.Error, "A timer of an actor of kind {Kind} failed.")]
    private static partial void LogTimerFailed(ILogger log, Exception error, string kind);

    private sealed class Release(Activation<TEvent, TOutcome> owner) : IDisposable
    {
        private int _done;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _done, 1) != 0) return;
            lock (owner._gate)
            {
                owner._kept--;
                owner._lastUsed = owner.Time.GetTimestamp();
            }

            owner.LeaveIfQuiet();
        }
    }

    /// <summary>A timer whose ticks are turns of the actor.</summary>
    private sealed class ActorTimer(
        Activation<TEvent, TOutcome> owner, Func<CancellationToken, ValueTask> callback, TimeSpan period) : IDisposable
    {
        private readonly CancellationTokenSource _ended = new();
        private ITimer? _timer;

        /// <summary>Each run is started when the one before has ended, so that runs never pile up.</summary>
        public void Begin(TimeSpan due) => _timer = owner.Time.CreateTimer(
            static s => ((ActorTimer)s!).Tick(), this, due, Timeout.InfiniteTimeSpan);

        public void Dispose()
        {
            lock (owner._gate) owner._timers?.Remove(this);
            _timer?.Dispose();
            _ended.Cancel();
        }

        private void Tick()
        {
            if (!_ended.IsCancellationRequested) owner.Take(new Task<Task>(RunAsync));
        }

        private async Task RunAsync()
        {
            try
            {
                if (_ended.IsCancellationRequested || owner._broken is not null) return;
                await callback(_ended.Token);
            }
            catch (OperationCanceledException) when (_ended.IsCancellationRequested)
            {
                // Disposed while it ran: that is how it is told to end.
            }
            catch (Exception error)
            {
                LogTimerFailed(owner._log, error, owner.Key.Kind);
            }
            finally
            {
                if (period == Timeout.InfiniteTimeSpan) Dispose();
                else if (!_ended.IsCancellationRequested) _timer?.Change(period, Timeout.InfiniteTimeSpan);
                owner.Finish();
            }
        }
    }
}
