using YemotAi.Calls.Storage;
using YemotAi.Hosting.Listing;
using YemotAi.Standalone.Store.Archive;
using YemotAi.Standalone.Store.Messages;
using YemotAi.Standalone.Store.Opening;
using YemotAi.Standalone.Store.Sqlite;

namespace YemotAi.Standalone.Store;

/// <summary>Reads finished calls and messages of a data directory, also while a program runs on it. Changes nothing.</summary>
public sealed class StoreReader : IListingStore, IDisposable
{
    private readonly SearchLane _searches;

    private StoreReader(SearchLane searches) => _searches = searches;

    /// <summary>Finished calls, newest first.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public async ValueTask<IReadOnlyList<FinishedCall>> FindCallsAsync(CallQuery query, CancellationToken cancellation) =>
        await _searches.RunAsync(database => CallSearch.Find(database, query), cancellation);

    /// <summary>Messages, newest first.</summary>
    /// <param name="business">Only this business's, or null for all.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public async ValueTask<IReadOnlyList<CallerMessage>> ListMessagesAsync(
        string? business, int most, CancellationToken cancellation) =>
        await _searches.RunAsync(database => MessageList.Read(database, business, most), cancellation);

    /// <inheritdoc/>
    public void Dispose() => _searches.Dispose();

    internal static StoreReader Open(StoreOptions options)
    {
        var file = DataDirectory.DatabaseIn(options.Directory);
        var first = StoreFile.OpenForReading(file, options);
        var pool = new ReaderPool(
            file, 1, options.BusyTimeout, () => Interlocked.Exchange(ref first, null) ?? StoreFile.OpenReader(file, options));
        return new StoreReader(new SearchLane(pool, 1));
    }
}
