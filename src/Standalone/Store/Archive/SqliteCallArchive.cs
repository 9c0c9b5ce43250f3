using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store.Sqlite;
using YemotAi.Standalone.Store.Writing;

namespace YemotAi.Standalone.Store.Archive;

/// <summary>Finished calls in the database.</summary>
internal sealed class SqliteCallArchive(ArchiveStatements statements, GroupWriter writer, SearchLane searches) : ICallArchive
{
    /// <summary>Removed in one transaction; taking words out of the index costs as much as putting them in.</summary>
    private const int RemovedAtOnce = 8;

    /// <inheritdoc/>
    public ValueTask SaveAsync(FinishedCall call) => new(writer.Enqueue(new CallSave(statements, call)));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FinishedCall>> FindAsync(CallQuery query, CancellationToken cancellation) =>
        await searches.RunAsync(database => CallSearch.Find(database, query), cancellation);

    /// <inheritdoc/>
    public async ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, CancellationToken cancellation)
    {
        var before = Moments.Ticks(endedBefore);
        var removed = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var some = (int)await writer.Enqueue(new CallRemoval(statements, before, RemovedAtOnce));
            removed += some;
            if (some < RemovedAtOnce) return removed;
        }
    }
}
