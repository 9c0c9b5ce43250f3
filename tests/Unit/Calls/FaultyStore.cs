using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store;

namespace YemotAi.Unit.Calls;

/// <summary>A store that a test can take away, and from which a "crashed" engine is cut off.</summary>
internal sealed class FaultyStore(IStore inner)
{
    private Connection? _current;
    private readonly SemaphoreSlim _saved = new(0);
    private int _savedSeen;

    public IStore Inner { get; } = inner;

    /// <summary>While true, nothing can be written.</summary>
    public bool Down { get; set; }

    /// <summary>While true, nothing can be read.</summary>
    public bool Unreadable { get; set; }

    public int Writes { get; private set; }

    public Connection Connect() => _current = new Connection(this);

    public void CutOff() => _current!.Dead = true;

    public async Task WhenSavedAsync(int calls)
    {
        while (_savedSeen < calls)
        {
            if (!await _saved.WaitAsync(TimeSpan.FromSeconds(30))) throw new TimeoutException("No call was archived.");
            _savedSeen++;
        }
    }

    /// <summary>What one engine has of the store.</summary>
    internal sealed class Connection(FaultyStore owner) : IActorStore, ICallArchive
    {
        public bool Dead { get; set; }

        public ValueTask<StoredActor?> LoadAsync(ActorKey key, CancellationToken cancellation) => owner.Unreadable
            ? throw new StoreUnavailableException("The disk cannot be read.")
            : owner.Inner.Actors.LoadAsync(key, cancellation);

        public async ValueTask<long> WriteAsync(ActorKey key, long expectedVersion, ActorWrite write)
        {
            // A dead process writes nothing more and hears of nothing.
            if (Dead) await new TaskCompletionSource().Task;
            if (owner.Down) throw new StoreUnavailableException("The disk is full.");
            owner.Writes++;
            return await owner.Inner.Actors.WriteAsync(key, expectedVersion, write);
        }

        public ValueTask<IReadOnlyList<ActorKey>> FindDueAsync(DateTimeOffset now, int most, CancellationToken cancellation) =>
            owner.Inner.Actors.FindDueAsync(now, most, cancellation);

        public ValueTask<int> PurgeAsync(DateTimeOffset before, CancellationToken cancellation) =>
            owner.Inner.Actors.PurgeAsync(before, cancellation);

        public async ValueTask SaveAsync(FinishedCall call)
        {
            if (Dead) await new TaskCompletionSource().Task;
            if (owner.Down) throw new StoreUnavailableException("The disk is full.");
            await owner.Inner.Calls.SaveAsync(call);
            owner._saved.Release();
        }

        public ValueTask<IReadOnlyList<FinishedCall>> FindAsync(CallQuery query, CancellationToken cancellation) =>
            owner.Inner.Calls.FindAsync(query, cancellation);

        ValueTask<int> ICallArchive.PurgeAsync(DateTimeOffset endedBefore, CancellationToken cancellation) =>
            owner.Inner.Calls.PurgeAsync(endedBefore, cancellation);
    }
}
