using System.Collections.Concurrent;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Storage;

namespace YemotAi.Standalone.Engine;

/// <summary>
/// Hosts actors in this process: finds or activates them by key, lets idle ones go, wakes those whose stored time has
/// come, and stops gracefully.
/// </summary>
public sealed partial class EmbeddedEngine : IAsyncDisposable
{
    private readonly IActorStore _store;
    private readonly EngineOptions _options;
    private readonly SoundOptions _sound;
    private readonly TimeProvider _time;
    private readonly ILogger<EmbeddedEngine> _log;
    private readonly Dictionary<string, ActorKind> _kinds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ActorKey, DateTimeOffset> _passedOver = new();
    private readonly CancellationTokenSource _stopping = new();
    private ITimer? _sweeper;
    private ITimer? _waker;
    private Task _sweeping = Task.CompletedTask;
    private Task _waking = Task.CompletedTask;

    /// <summary>Makes an engine; <see cref="Start"/> begins its periodic work.</summary>
    public EmbeddedEngine(
        IActorStore store, EngineOptions options, TimeProvider time, ILogger<EmbeddedEngine> log, SoundOptions? sound = null)
    {
        _store = store;
        _options = options;
        _sound = sound ?? new SoundOptions();
        _time = time;
        _log = log;
    }

    /// <summary>Actors in memory, of all kinds.</summary>
    public int ActiveActors => _kinds.Values.Sum(kind => kind.Count);

    /// <summary>Adds a kind of actor. All kinds are added before <see cref="Start"/>.</summary>
    /// <param name="kind">Its name, a constant.</param>
    /// <param name="create">Makes one for a context.</param>
    public IActorDirectory<TEvent, TOutcome> Add<TEvent, TOutcome>(
        string kind, ActorFactory<TEvent, TOutcome> create)
    {
        var added = new ActorKind<TEvent, TOutcome>(kind, create, _store, _options, _sound, _time, _log);
        _kinds.Add(kind, added);
        return added;
    }

    /// <summary>The way to attach a phone's sound to the actors of a kind that was added.</summary>
    public ISoundDirectory SoundOf(string kind) => _kinds[kind];

    /// <summary>Begins to let idle actors go and to wake those whose time has come.</summary>
    public void Start()
    {
        _sweeper = _time.CreateTimer(_ => Begin(ref _sweeping, SweepAsync), null, _options.SweepPeriod, _options.SweepPeriod);
        _waker = _time.CreateTimer(_ => Begin(ref _waking, WakeDueAsync), null, TimeSpan.Zero, _options.WakePeriod);
    }

    /// <summary>
    /// Activates nobody any more and lets the actors finish what they have taken, within the limit, then deactivates
    /// them. An actor that is still at work takes events meanwhile: another may need its answer to finish.
    /// </summary>
    public async Task StopAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        if (_sweeper is not null) await _sweeper.DisposeAsync();
        if (_waker is not null) await _waker.DisposeAsync();
        foreach (var kind in _kinds.Values) kind.RefuseNew();
        var all = Task.WhenAll(_kinds.Values.Select(kind => kind.DrainAsync()));
        try
        {
            await all.WaitAsync(_options.StopLimit, _time);
        }
        catch (TimeoutException)
        {
            LogStopLimit(_log, ActiveActors);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    /// <summary>Looks once for idle actors. The periodic work calls it; so may a test.</summary>
    internal Task SweepAsync()
    {
        foreach (var kind in _kinds.Values) kind.Sweep();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Wakes, once, all actors whose stored time has come, many at a time. One that is slow or fails does not keep the
    /// others waiting: it is passed over for a while.
    /// </summary>
    internal async Task WakeDueAsync()
    {
        try
        {
            var woken = new HashSet<ActorKey>();
            while (!_stopping.IsCancellationRequested)
            {
                var now = _time.GetUtcNow();
                foreach (var (key, until) in _passedOver)
                {
                    if (until <= now) _passedOver.TryRemove(key, out _);
                }

                var most = _options.WakeBatch + _passedOver.Count + woken.Count;
                var due = await _store.FindDueAsync(now, most, _stopping.Token);
                var fresh = due.Where(key => _kinds.ContainsKey(key.Kind) && !_passedOver.ContainsKey(key) && woken.Add(key))
                    .ToList();
                if (fresh.Count == 0) return;
                var waking = Task.WhenAll(fresh.Select(WakeAsync));
                await Task.WhenAny(waking, Task.Delay(_options.WakePeriod, _time, _stopping.Token));
                if (due.Count < most) return;
            }
        }
        catch (Exception error) when (error is OperationCanceledException or EngineStoppingException)
        {
            // The engine stops; what was due is due again after the next start.
        }
        catch (Exception error)
        {
            LogWakeFailed(_log, error, "any");
        }
    }

    private async Task WakeAsync(ActorKey key)
    {
        _passedOver[key] = DateTimeOffset.MaxValue;
        try
        {
            await _kinds[key.Kind].WakeAsync(key.Id);
            _passedOver.TryRemove(key, out _);
        }
        catch (EngineStoppingException)
        {
            _passedOver.TryRemove(key, out _);
        }
        catch (Exception error)
        {
            LogWakeFailed(_log, error, key.Kind);
            _passedOver[key] = _time.GetUtcNow() + _options.WakeAgain;
        }
    }

    private void Begin(ref Task last, Func<Task> work)
    {
        // A round that takes longer than the period is not overtaken by the next.
        if (last.IsCompleted && !_stopping.IsCancellationRequested) last = Task.Run(work);
    }

    [LoggerMessage(1, LogLevel.Warning, "The stop limit passed while {Actors} actors still had work; they are left.")]
    private static partial void LogStopLimit(ILogger log, int actors);

    [LoggerMessage(2, LogLevel.Error, "Waking due actors of kind {Kind} failed; it is tried again.")]
    private static partial void LogWakeFailed(ILogger log, Exception error, string kind);
}
