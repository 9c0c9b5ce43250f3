using YemotAi.Calls.Actors;

namespace YemotAi.Calls.Storage;

/// <summary>
/// Durable state of actors: a snapshot and a journal each, written with a version check. Implementations are bound by
/// one conformance suite.
/// </summary>
public interface IActorStore
{
    /// <summary>Reads an actor's state; null if nothing was ever written for it.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    ValueTask<StoredActor?> LoadAsync(ActorKey key, CancellationToken cancellation);

    /// <summary>
    /// Writes if the stored version is still <paramref name="expectedVersion"/> (0: nothing stored), atomically, and
    /// gives the new version, which is one higher. When it returns the write survives a killed process.
    /// </summary>
    /// <exception cref="StaleStateException">The stored version is another one. Nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be written. Nothing was written.</exception>
    ValueTask<long> WriteAsync(ActorKey key, long expectedVersion, ActorWrite write);

    /// <summary>Actors whose wake-up time is at or before a moment, the longest due first.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the reading.</param>
    ValueTask<IReadOnlyList<ActorKey>> FindDueAsync(DateTimeOffset now, int most, CancellationToken cancellation);

    /// <summary>
    /// Removes actors that were last written before a moment and want no wake-up. Gives how many went.
    /// </summary>
    ValueTask<int> PurgeAsync(DateTimeOffset writtenBefore, CancellationToken cancellation);
}
