using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Grains.State;

namespace YemotAi.Cluster.Engine;

/// <summary>The storage of grains as the contract suite writes to it, behind an actor's back.</summary>
internal sealed class GrainStorageAsStore(InProcessTestCluster cluster) : IActorStore
{
    private const string StateName = "actor";

    private IGrainStorage Storage => cluster.Silos[0].ServiceProvider.GetRequiredKeyedService<IGrainStorage>(ActorStorage.Name);

    public async ValueTask<StoredActor?> LoadAsync(ActorKey key, CancellationToken cancellation)
    {
        var state = await ReadAsync(key);
        return state.RecordExists
            ? new StoredActor(state.State.Version, state.State.Snapshot, [.. state.State.Journal.Select(entry => (ReadOnlyMemory<byte>)entry)])
            : null;
    }

    public async ValueTask<long> WriteAsync(ActorKey key, long expectedVersion, ActorWrite write)
    {
        var state = await ReadAsync(key);
        if (state.State.Version != expectedVersion) throw new StaleStateException(key, expectedVersion);
        state.State.Version++;
        state.State.Writer = Guid.NewGuid();
        if (write.Append is { } entry) state.State.Journal.Add(entry.ToArray());
        if (write.Snapshot is { } snapshot) state.State.Snapshot = snapshot.ToArray();
        state.State.WakeAt = write.WakeAt;
        await Storage.WriteStateAsync(StateName, IdOf(key), state);
        return state.State.Version;
    }

    public ValueTask<IReadOnlyList<ActorKey>> FindDueAsync(DateTimeOffset now, int most, CancellationToken cancellation) =>
        throw new NotSupportedException("Grains are woken by timers and reminders; nobody looks for those that are due.");

    public ValueTask<int> PurgeAsync(DateTimeOffset writtenBefore, CancellationToken cancellation) =>
        throw new NotSupportedException("What is finished expires in Redis by itself.");

    private async Task<GrainState<ActorRecord>> ReadAsync(ActorKey key)
    {
        var state = new GrainState<ActorRecord>(new ActorRecord());
        await Storage.ReadStateAsync(StateName, IdOf(key), state);
        return state;
    }

    private static GrainId IdOf(ActorKey key) => GrainId.Create(key.Kind, key.Id);
}
