using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;

namespace YemotAi.Standalone.Engine;

/// <summary>The stored state of one activation.</summary>
/// <param name="key">Whose.</param>
/// <param name="store">Where it is kept.</param>
/// <param name="broken">Told when what is in memory turns out not to be what is stored.</param>
internal sealed class ActorState(ActorKey key, IActorStore store, Action<Exception> broken) : IActorState
{
    private IReadOnlyList<ReadOnlyMemory<byte>> _journal = [];
    private Task _writing = Task.CompletedTask;

    public long Version { get; private set; }

    public ReadOnlyMemory<byte>? Snapshot { get; private set; }

    public void Take(StoredActor? stored)
    {
        if (stored is null) return;
        Version = stored.Version;
        Snapshot = stored.Snapshot;
        _journal = stored.Journal;
    }

    public IReadOnlyList<ReadOnlyMemory<byte>> TakeJournal()
    {
        var journal = _journal;
        _journal = [];
        return journal;
    }

    public ValueTask WriteAsync(ActorWrite write)
    {
        // Turns interleave, so a second write can come while one is under way. It waits: they share one version.
        var task = _writing.IsCompleted ? WriteNowAsync(write) : WriteAfterAsync(_writing, write);
        _writing = task;
        return new ValueTask(task);
    }

    private async Task WriteAfterAsync(Task earlier, ActorWrite write)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await WriteNowAsync(write);
    }

    private async Task WriteNowAsync(ActorWrite write)
    {
        try
        {
            Version = await store.WriteAsync(key, Version, write);
            if (write.Snapshot is { } snapshot) Snapshot = snapshot;
        }
        catch (StaleStateException error)
        {
            broken(error);
            throw;
        }
    }
}
