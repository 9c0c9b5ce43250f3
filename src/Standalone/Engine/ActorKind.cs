using System.Collections.Concurrent;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Storage;

namespace YemotAi.Standalone.Engine;

/// <summary>What the engine does with every kind of actor, whatever its events.</summary>
internal abstract class ActorKind : ISoundDirectory
{
    public abstract int Count { get; }

    public abstract void RefuseNew();

    public abstract Task DrainAsync();

    public abstract void Sweep();

    public abstract Task WakeAsync(string id);

    public abstract Task<ISoundLine> AttachAsync(string id, ISoundReceiver receiver, CancellationToken cancellation);
}

/// <summary>All actors of one kind that are in memory, and the way to each.</summary>
internal sealed class ActorKind<TEvent, TOutcome>(
    string kind,
    ActorFactory<TEvent, TOutcome> create,
    IActorStore store,
    EngineOptions options,
    SoundOptions sound,
    TimeProvider time,
    ILogger log) : ActorKind, IActorDirectory<TEvent, TOutcome>
{
    private readonly ConcurrentDictionary<string, Activation<TEvent, TOutcome>> _active = new(StringComparer.Ordinal);
    private int _count;
    private long _lines;
    private volatile bool _refuses;

    public override int Count => Volatile.Read(ref _count);

    public Task<TOutcome> AskAsync(string id, TEvent input, CancellationToken cancellation) =>
        Find(id).TryAsk(input, cancellation) ?? AskNextAsync(id, input, cancellation);

    public override async Task WakeAsync(string id)
    {
        while (true)
        {
            var activation = Find(id);
            if (activation.TryWake() is { } woken)
            {
                await woken;
                return;
            }

            await activation.Gone;
        }
    }

    public override async Task<ISoundLine> AttachAsync(string id, ISoundReceiver receiver, CancellationToken cancellation)
    {
        var order = Interlocked.Increment(ref _lines);
        var line = new EmbeddedLine(
            order, receiver, sound, time, again => AttachAsync(id, again, CancellationToken.None), log);
        try
        {
            await AttachAsync(id, line, cancellation);
            return line;
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    public override void RefuseNew() => _refuses = true;

    public override Task DrainAsync() =>
        Task.WhenAll(_active.Values.Select(activation => activation.LeaveAsync()));

    public override void Sweep()
    {
        var now = time.GetTimestamp();
        foreach (var activation in _active.Values) activation.LeaveIfIdle(now, options.IdleLimit);
    }

    private async Task AttachAsync(string id, EmbeddedLine line, CancellationToken cancellation)
    {
        while (true)
        {
            var activation = Find(id);
            if (activation.TryAttach(line) is { } attached)
            {
                await attached.WaitAsync(cancellation);
                return;
            }

            await activation.Gone.WaitAsync(cancellation);
        }
    }

    /// <summary>An activation that is leaving takes nothing more: wait until it is gone, then ask its successor.</summary>
    private async Task<TOutcome> AskNextAsync(string id, TEvent input, CancellationToken cancellation)
    {
        while (true)
        {
            var activation = Find(id);
            if (activation.TryAsk(input, cancellation) is { } outcome) return await outcome;
            await activation.Gone.WaitAsync(cancellation);
        }
    }

    private Activation<TEvent, TOutcome> Find(string id)
    {
        // While the engine stops, one that still has work takes what it needs to finish it, such as that a turn which
        // others wait for is over.
        if (_active.TryGetValue(id, out var active)) return active;
        if (_refuses) throw new EngineStoppingException();
        if (Count >= options.MaxActors)
            throw new InvalidOperationException($"There are already {options.MaxActors} actors of kind '{kind}' in memory.");
        var made = new Activation<TEvent, TOutcome>(new ActorKey(kind, id), create, store, sound, time, log, Remove);
        var found = _active.GetOrAdd(id, made);
        if (!ReferenceEquals(found, made)) return found;
        Interlocked.Increment(ref _count);
        made.Load();
        return made;
    }

    private void Remove(Activation<TEvent, TOutcome> activation)
    {
        if (_active.TryRemove(new KeyValuePair<string, Activation<TEvent, TOutcome>>(activation.Key.Id, activation)))
            Interlocked.Decrement(ref _count);
    }
}
