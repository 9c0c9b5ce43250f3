using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;

namespace YemotAi.Engine;

/// <summary>A store that a test can take away.</summary>
internal sealed class UnsteadyStore(IActorStore inner) : IActorStore
{
    public bool Away { get; set; }

    /// <summary>The id of an actor that cannot be loaded.</summary>
    public string? FailsToLoad { get; set; }

    /// <summary>Released when something could not be loaded.</summary>
    public SemaphoreSlim FailedLoads { get; } = new(0);

    public ValueTask<StoredActor?> LoadAsync(ActorKey key, CancellationToken cancellation)
    {
        if (!Away && key.Id != FailsToLoad) return inner.LoadAsync(key, cancellation);
        FailedLoads.Release();
        throw new StoreUnavailableException("away");
    }

    public ValueTask<long> WriteAsync(ActorKey key, long expectedVersion, ActorWrite write) => Away
        ? throw new StoreUnavailableException("away")
        : inner.WriteAsync(key, expectedVersion, write);

    public ValueTask<IReadOnlyList<ActorKey>> FindDueAsync(DateTimeOffset now, int most, CancellationToken cancellation) =>
        inner.FindDueAsync(now, most, cancellation);

    public ValueTask<int> PurgeAsync(DateTimeOffset writtenBefore, CancellationToken cancellation) =>
        inner.PurgeAsync(writtenBefore, cancellation);
}
