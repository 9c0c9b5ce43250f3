using YemotAi.Calls.Storage;

namespace YemotAi.EndToEnd.Bench;

/// <summary>The archive, with a signal for each call that goes in.</summary>
internal sealed class WatchedArchive(ICallArchive inner, SemaphoreSlim saved) : ICallArchive
{
    public async ValueTask SaveAsync(FinishedCall call)
    {
        await inner.SaveAsync(call);
        saved.Release();
    }

    public ValueTask<IReadOnlyList<FinishedCall>> FindAsync(CallQuery query, CancellationToken cancellation) =>
        inner.FindAsync(query, cancellation);

    public ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, CancellationToken cancellation) =>
        inner.PurgeAsync(endedBefore, cancellation);
}
