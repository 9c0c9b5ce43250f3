using YemotAi.Calls.Storage;

namespace YemotAi.Standalone.Store.Sqlite;

/// <summary>
/// Lists and searches: they may take long, so they run away from the caller's thread, a few at once, and can be
/// cancelled in the middle.
/// </summary>
internal sealed class SearchLane(ReaderPool readers, int atOnce) : IDisposable
{
    private readonly SemaphoreSlim _free = new(atOnce);

    /// <summary>Runs a search when it is its turn.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public async Task<T> RunAsync<T>(Func<SqliteDatabase, T> search, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => readers.Read((search, cancellation), static (database, task) =>
            {
                using var ended = task.cancellation.UnsafeRegister(static d => ((SqliteDatabase)d!).Interrupt(), database);
                return task.search(database);
            }), cancellation).ConfigureAwait(false);
        }
        catch (StoreUnavailableException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => readers.Dispose();
}
