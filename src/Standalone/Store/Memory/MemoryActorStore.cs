using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;

namespace YemotAi.Standalone.Store.Memory;

/// <summary>Actors in memory.</summary>
internal sealed class MemoryActorStore(int most, TimeProvider time) : IActorStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ActorKey, Held> _actors = [];

    /// <inheritdoc/>
    public ValueTask<StoredActor?> LoadAsync(ActorKey key, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled<StoredActor?>(cancellation);
        lock (_gate)
        {
            return ValueTask.FromResult(_actors.TryGetValue(key, out var held)
                ? new StoredActor(held.Version, held.Snapshot, held.Journal.ToArray())
                : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> WriteAsync(ActorKey key, long expectedVersion, ActorWrite write)
    {
        var now = Moments.SecondsDown(time.GetUtcNow());
        lock (_gate)
        {
            var exists = _actors.TryGetValue(key, out var held);
            if ((held?.Version ?? 0) != expectedVersion)
                return ValueTask.FromException<long>(new StaleStateException(key, expectedVersion));
            if (!exists && _actors.Count >= most)
            {
                return ValueTask.FromException<long>(
                    new StoreUnavailableException($"The store in memory is full: it holds {most} actors."));
            }

            held ??= _actors[key] = new Held();
            held.Version++;
            held.WakeAt = write.WakeAt is { } moment ? Moments.SecondsUp(moment) : null;
            held.WrittenAt = now;
            if (write.Snapshot is { } snapshot) held.Snapshot = snapshot.ToArray();
            if (write.Append is { } entry) held.Journal.Add(entry.ToArray());
            return ValueTask.FromResult(held.Version);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ActorKey>> FindDueAsync(DateTimeOffset now, int most, CancellationToken cancellation)
    {
        var moment = Moments.SecondsDown(now);
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<ActorKey>>(
            [
                .. _actors.Where(actor => actor.Value.WakeAt <= moment).OrderBy(actor => actor.Value.WakeAt)
                    .Take(most).Select(actor => actor.Key),
            ]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> PurgeAsync(DateTimeOffset writtenBefore, CancellationToken cancellation)
    {
        var moment = Moments.SecondsDown(writtenBefore);
        lock (_gate)
        {
            var idle = _actors.Where(actor => actor.Value.WakeAt is null && actor.Value.WrittenAt < moment)
                .Select(actor => actor.Key).ToList();
            foreach (var key in idle) _actors.Remove(key);
            return ValueTask.FromResult(idle.Count);
        }
    }

    private sealed class Held
    {
        public long Version { get; set; }

        public ReadOnlyMemory<byte>? Snapshot { get; set; }

        public List<ReadOnlyMemory<byte>> Journal { get; } = [];

        public long? WakeAt { get; set; }

        public long WrittenAt { get; set; }
    }
}
