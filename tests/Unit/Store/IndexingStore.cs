using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store;

namespace YemotAi.Unit.Store;

/// <summary>
/// A store that searches only after all calls are indexed: with a limit of no unindexed calls the writer indexes after
/// every group, so when it has taken another write it is done.
/// </summary>
internal sealed class IndexingStore(SqliteStore store) : IStore
{
    public IActorStore Actors => store.Actors;

    public ICallArchive Calls { get; } = new IndexedArchive(store);

    public IMessageBox Messages => store.Messages;

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private sealed class IndexedArchive(SqliteStore store) : ICallArchive
    {
        public ValueTask SaveAsync(FinishedCall call) => store.Calls.SaveAsync(call);

        public async ValueTask<IReadOnlyList<FinishedCall>> FindAsync(CallQuery query, CancellationToken cancellation)
        {
            await store.Writer.Enqueue(new ActionWrite(() => { }));
            return await store.Calls.FindAsync(query, cancellation);
        }

        public async ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, CancellationToken cancellation)
        {
            await store.Writer.Enqueue(new ActionWrite(() => { }));
            return await store.Calls.PurgeAsync(endedBefore, cancellation);
        }
    }
}
