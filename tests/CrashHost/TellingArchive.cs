using YemotAi.Calls.Storage;

namespace YemotAi.CrashHost;

/// <summary>Tells on the output which calls were archived, so that a test can wait for them.</summary>
/// <param name="inner">The archive.</param>
internal sealed class TellingArchive(ICallArchive inner) : ICallArchive
{
    public async ValueTask SaveAsync(FinishedCall call)
    {
        await inner.SaveAsync(call);
        await Console.Out.WriteLineAsync($"archived {call.Key}");
    }

    public ValueTask<IReadOnlyList<FinishedCall>> FindAsync(CallQuery query, CancellationToken cancellation) =>
        inner.FindAsync(query, cancellation);

    public ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, CancellationToken cancellation) =>
        inner.PurgeAsync(endedBefore, cancellation);
}
