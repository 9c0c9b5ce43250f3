using Orleans.Storage;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;

namespace YemotAi.Grains.State;

/// <summary>An actor's stored state, kept by its grain's storage.</summary>
/// <remarks>
/// A write that failed may have arrived all the same, its answer lost; and a store that lost its latest writes may have
/// gone back to an earlier one. What is met then is this activation's own, which <see cref="ActorRecord.Writer"/> tells from
/// somebody else's, and is written over: records are written whole, so nothing is stored twice.
/// </remarks>
/// <param name="key">Whose.</param>
/// <param name="stored">The grain's storage.</param>
/// <param name="writing">Told before each write when the actor will want to be woken.</param>
/// <param name="written">Told after each write, on the actor's turn.</param>
/// <param name="stale">Told when what is in memory turns out not to be what is stored.</param>
internal sealed class GrainActorState(
    ActorKey key, IPersistentState<ActorRecord> stored, Func<DateTimeOffset?, Task> writing, Func<Task> written, Action stale) : IActorState
{
    private readonly Guid _writer = Guid.NewGuid();
    private ActorRecord _record = stored.State;
    private IReadOnlyList<ReadOnlyMemory<byte>> _journal = [.. stored.State.Journal.Select(entry => (ReadOnlyMemory<byte>)entry)];
    private Task _writing = Task.CompletedTask;
    private bool _isStale;

    public long Version => _record.Version;

    public ReadOnlyMemory<byte>? Snapshot => _record.Snapshot is { } snapshot ? snapshot : null;

    /// <summary>When the actor wants to be woken, as stored.</summary>
    public DateTimeOffset? WakeAt => _record.WakeAt;

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
        // What somebody else has written may have been read meanwhile, so the storage would take this for its successor.
        if (_isStale) throw new StaleStateException(key, _record.Version);
        var next = new ActorRecord
        {
            Version = _record.Version + 1,
            Snapshot = write.Snapshot?.ToArray() ?? _record.Snapshot,
            Journal = write.Append is { } entry ? [.. _record.Journal, entry.ToArray()] : _record.Journal,
            WakeAt = write.WakeAt,
            Writer = _writer,
        };
        await writing(next.WakeAt);
        try
        {
            await StoreAsync(next);
        }
        catch (InconsistentStateException)
        {
            _isStale = true;
            stale();
            throw new StaleStateException(key, _record.Version);
        }
        catch (Exception error)
        {
            stored.State = _record;
            throw new StoreUnavailableException($"The state of a {key.Kind} could not be written.", error);
        }

        _record = next;
        await written();
    }

    private async Task StoreAsync(ActorRecord next)
    {
        try
        {
            stored.State = next;
            await stored.WriteStateAsync();
        }
        catch (InconsistentStateException)
        {
            await stored.ReadStateAsync();
            if (stored.State.IsUnread) throw new StoreUnavailableException("The store went away again.");
            if (stored.State.Writer != _writer) throw;
            stored.State = next;
            await stored.WriteStateAsync();
        }
    }
}
