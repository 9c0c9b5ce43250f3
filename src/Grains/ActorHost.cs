using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Grains.State;

namespace YemotAi.Grains;

/// <summary>What a grain gives the actor that it hosts: identity, time, stored state, timers, and a say in its lifetime.</summary>
/// <remarks>All of it runs as turns of the grain, which is reentrant: one piece at a time, others at every <c>await</c>.</remarks>
/// <typeparam name="TEvent">What the actor takes.</typeparam>
/// <typeparam name="TOutcome">What it gives.</typeparam>
internal sealed partial class ActorHost<TEvent, TOutcome> : IActorContext
{
    private readonly IGrainBase _grain;
    private readonly IPersistentState<ActorRecord> _stored;
    private readonly ActorServices _services;
    private readonly IActor<TEvent, TOutcome> _actor;
    private readonly GrainActorState _state;
    private readonly WakeUp _wakeUp;
    private Task? _begun;
    private bool _broken;
    private bool _isAsked;
    private bool _isWaking;
    private bool _ended;
    private bool _leaveWanted;
    private bool _isLeaving;
    private SiloAddress? _moveTo;
    private int _running;
    private int _kept;

    /// <param name="grain">The grain, activated.</param>
    /// <param name="key">The actor's name.</param>
    /// <param name="stored">What the grain's storage has loaded.</param>
    /// <param name="create">Makes the actor.</param>
    /// <param name="services">What all grains share.</param>
    public ActorHost(
        IGrainBase grain,
        ActorKey key,
        IPersistentState<ActorRecord> stored,
        ActorFactory<TEvent, TOutcome> create,
        ActorServices services)
    {
        _grain = grain;
        _stored = stored;
        _services = services;
        Key = key;
        _wakeUp = new WakeUp(grain, services, WakeAsync, LeaveIfQuiet);
        _state = new GrainActorState(key, stored, _wakeUp.PrepareAsync, OnWrittenAsync, Break);
        _actor = create(this);
    }

    public ActorKey Key { get; }

    public TimeProvider Time => _services.Time;

    public IActorState State => _state;

    /// <summary>Calls the actor's activation, unless what is stored could not be read: then an event must allow it.</summary>
    public async Task ActivateAsync(CancellationToken cancellation)
    {
        if (_stored.State.IsUnread) return;
        await BeginAsync(cancellation);
        // Whoever wrote the time saw to its reminder; should that have taken too long, this makes up for it, and nobody
        // waits for it here: where reminders are kept may be what died. One that is left over although there is no time is
        // removed when it comes.
        if (_state.WakeAt is not null) _ = _wakeUp.SetAsync(_state.WakeAt);
    }

    public async Task<TOutcome> AskAsync(TEvent input, CancellationToken cancellation)
    {
        // It goes as soon as those that run in it are done; whoever asks again finds the next one.
        if (_broken) throw new StaleStateException(Key, _state.Version);
        _running++;
        _isAsked = true;
        try
        {
            if (_begun is null && input is not IBeginning { CanBeFirst: true })
            {
                _leaveWanted = true;
                throw new StoreUnavailableException($"The state of a {Key.Kind} could not be read.");
            }

            await BeginAsync(cancellation);
            return await _actor.HandleAsync(input, cancellation);
        }
        finally
        {
            _running--;
            LeaveIfQuiet();
        }
    }

    /// <summary>
    /// A durable reminder has come. The time in memory is exact and does the waking as long as there is an activation;
    /// one that is there only because of the reminder, and has nothing to do, goes again.
    /// </summary>
    public async Task RemindAsync()
    {
        if (_begun is not null)
        {
            if (_state.WakeAt is { } at && at <= Time.GetUtcNow()) await WakeAsync();
            else if (_state.WakeAt is null) await _wakeUp.SetAsync(null);
        }

        if (_isAsked || _kept > 0) return;
        // One that could not be read goes too: the next reminder, or whoever asks, has it read again.
        _leaveWanted = true;
        LeaveIfQuiet();
    }

    /// <summary>Tells the actor that it goes; once, however often it is called.</summary>
    public async Task DeactivateAsync(CancellationToken cancellation)
    {
        _isLeaving = true;
        _sound?.Leave();
        if (_begun is null || _ended) return;
        _ended = true;
        await _actor.DeactivateAsync(cancellation);
    }

    public IDisposable StartTimer(Func<CancellationToken, ValueTask> callback, TimeSpan due, TimeSpan period)
    {
        var timer = new Timer(this, callback, period);
        timer.Begin(due);
        return timer;
    }

    public IDisposable KeepAlive()
    {
        if (_kept++ == 0) DelayDeactivation(Timeout.InfiniteTimeSpan);
        return new Release(this);
    }

    public void DeactivateWhenIdle()
    {
        _leaveWanted = true;
        LeaveIfQuiet();
    }

    /// <summary>Moves the actor as soon as it has nothing under way; a line that is attached goes with it.</summary>
    public void Move(SiloAddress to)
    {
        _moveTo = to.Equals(_grain.GrainContext.Address.SiloAddress) ? null : to;
        LeaveIfQuiet();
    }

    private async Task BeginAsync(CancellationToken cancellation)
    {
        try
        {
            await (_begun ??= _actor.ActivateAsync(cancellation).AsTask());
        }
        catch
        {
            // It would fail for everyone who comes; the next activation may do better.
            _leaveWanted = true;
            throw;
        }
    }

    private async Task WakeAsync()
    {
        // Its timer and its reminder may come together.
        if (_isWaking) return;
        _isWaking = true;
        _running++;
        try
        {
            await _actor.WakeAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            // It is woken again as long as its stored time says so.
            LogWakeFailed(_services.Log, error, Key.Kind);
        }
        finally
        {
            _isWaking = false;
            _running--;
            await _wakeUp.SetAsync(_state.WakeAt);
            LeaveIfQuiet();
        }
    }

    private Task OnWrittenAsync() => _wakeUp.SetAsync(_state.WakeAt);

    /// <summary>What is in memory is not what is stored: this activation goes, and the next event loads what is stored.</summary>
    private void Break()
    {
        _broken = true;
        _leaveWanted = true;
        LeaveIfQuiet();
    }

    private void LeaveIfQuiet()
    {
        if (_running > 0) return;
        if (_moveTo is { } to && !_leaveWanted && _kept == (_soundKeeps is null ? 0 : 1))
        {
            _moveTo = null;
            _grain.GrainContext.Migrate(new Dictionary<string, object> { [IPlacementDirector.PlacementHintKey] = to });
            return;
        }

        if (!_leaveWanted || (!_broken && (_kept > 0 || _wakeUp.IsNear))) return;
        _grain.GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The actor has nothing more to do."));
    }

    private void DelayDeactivation(TimeSpan by) => _services.Runtime.DelayDeactivation(_grain.GrainContext, by);

    [LoggerMessage(610, LogLevel.Error, "Waking an actor of kind {Kind} failed; it is tried again.")]
    private static partial void LogWakeFailed(ILogger log, Exception error, string kind);

    [LoggerMessage(611, LogLevel.Error, "A timer of an actor of kind {Kind} failed.")]
    private static partial void LogTimerFailed(ILogger log, Exception error, string kind);

    private sealed class Release(ActorHost<TEvent, TOutcome> owner) : IDisposable
    {
        private bool _done;

        public void Dispose()
        {
            if (_done) return;
            _done = true;
            if (--owner._kept > 0) return;
            owner.DelayDeactivation(TimeSpan.Zero);
            owner.LeaveIfQuiet();
        }
    }

    /// <summary>A timer whose ticks are turns of the grain; its period counts from the end of a tick.</summary>
    private sealed class Timer(ActorHost<TEvent, TOutcome> owner, Func<CancellationToken, ValueTask> callback, TimeSpan period) : IDisposable
    {
        private IGrainTimer? _timer;

        public void Begin(TimeSpan due) => _timer = owner._grain.RegisterGrainTimer(
            RunAsync, new GrainTimerCreationOptions { DueTime = due, Period = period, Interleave = true });

        public void Dispose() => _timer?.Dispose();

        private async Task RunAsync(CancellationToken cancellation)
        {
            owner._running++;
            try
            {
                if (cancellation.IsCancellationRequested || owner._broken) return;
                await callback(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // Disposed while it ran: that is how it is told to end.
            }
            catch (Exception error)
            {
                LogTimerFailed(owner._services.Log, error, owner.Key.Kind);
            }
            finally
            {
                owner._running--;
                if (period == Timeout.InfiniteTimeSpan) Dispose();
                owner.LeaveIfQuiet();
            }
        }
    }
}
