using YemotAi.Calls.Storage;

namespace YemotAi.Standalone.Store.Sqlite;

/// <summary>
/// Connections that read, each lent to one thread at a time. Loads take microseconds, so a thread that finds all lent
/// out just waits.
/// </summary>
internal sealed class ReaderPool(string file, int most, TimeSpan patience, Func<SqliteDatabase> open) : IDisposable
{
    private readonly object _gate = new();
    private readonly Stack<SqliteDatabase> _free = new();
    private int _open;
    private bool _closed;

    /// <summary>Borrows a connection for one use.</summary>
    /// <param name="use">Reads. Must not keep the connection.</param>
    /// <param name="argument">Handed to <paramref name="use"/>, so that it need not be captured.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public TResult Read<TArgument, TResult>(TArgument argument, Func<SqliteDatabase, TArgument, TResult> use)
    {
        try
        {
            var database = Take();
            try
            {
                var result = use(database, argument);
                GiveBack(database);
                return result;
            }
            catch
            {
                // A statement may stand in the middle of its rows; a fresh connection is the simple way out.
                Drop(database);
                throw;
            }
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException(e.Explain(), e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            while (_free.TryPop(out var database)) database.Dispose();
            Monitor.PulseAll(_gate);
        }
    }

    private SqliteDatabase Take()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_closed) throw new StoreUnavailableException($"{file} is closed.");
                if (_free.TryPop(out var free)) return free;
                if (_open < most) break;
                if (!Monitor.Wait(_gate, patience))
                    throw new StoreUnavailableException($"{file} cannot be read: {most} reads have been under way for {patience}.");
            }

            _open++;
        }

        try
        {
            return open();
        }
        catch
        {
            Forget();
            throw;
        }
    }

    private void GiveBack(SqliteDatabase database)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _free.Push(database);
                Monitor.Pulse(_gate);
                return;
            }
        }

        database.Dispose();
    }

    private void Drop(SqliteDatabase database)
    {
        database.Dispose();
        Forget();
    }

    private void Forget()
    {
        lock (_gate)
        {
            _open--;
            Monitor.Pulse(_gate);
        }
    }
}
