using YemotAi.Calls.Storage;

namespace YemotAi.Calls.Actors;

/// <summary>An actor's stored state: an optional snapshot and an ordered journal, under one version number.</summary>
public interface IActorState
{
    /// <summary>Rises by one with every write; 0 when nothing was ever written.</summary>
    long Version { get; }

    /// <summary>The last snapshot, or null.</summary>
    ReadOnlyMemory<byte>? Snapshot { get; }

    /// <summary>
    /// Hands over the journal as loaded on activation, oldest first, and forgets it: the actor folds it into its own
    /// form and it would otherwise be held twice. Empty on a second call.
    /// </summary>
    IReadOnlyList<ReadOnlyMemory<byte>> TakeJournal();

    /// <summary>
    /// Writes durably. When this returns, the write survives a killed process. A write that comes while another is
    /// under way waits for it.
    /// </summary>
    /// <exception cref="StaleStateException">
    /// Someone else wrote this actor's state since it was loaded. The engine drops this activation; the next event
    /// loads what is stored.
    /// </exception>
    /// <exception cref="StoreUnavailableException">The store could not be written. Nothing was written.</exception>
    ValueTask WriteAsync(ActorWrite write);
}
