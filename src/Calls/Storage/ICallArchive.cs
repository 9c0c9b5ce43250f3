namespace YemotAi.Calls.Storage;

/// <summary>Finished calls, for reading and searching.</summary>
public interface ICallArchive
{
    /// <summary>Keeps a finished call. Keeping the same call again (same key and begin) replaces it: no doubles.</summary>
    ValueTask SaveAsync(FinishedCall call);

    /// <summary>Finds finished calls, newest first.</summary>
    ValueTask<IReadOnlyList<FinishedCall>> FindAsync(CallQuery query, CancellationToken cancellation);

    /// <summary>Removes calls that ended before a moment. Gives how many went.</summary>
    ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, CancellationToken cancellation);
}
