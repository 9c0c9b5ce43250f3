using YemotAi.Calls.Storage;

namespace YemotAi.Standalone.Store;

/// <summary>Everything that this program keeps, in one place. Disposing finishes what was accepted, then closes.</summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>State of actors.</summary>
    IActorStore Actors { get; }

    /// <summary>Finished calls.</summary>
    ICallArchive Calls { get; }

    /// <summary>Messages that callers left.</summary>
    IMessageBox Messages { get; }
}
