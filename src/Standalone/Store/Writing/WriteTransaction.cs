using System.Diagnostics;
using YemotAi.Standalone.Store.Sqlite;

namespace YemotAi.Standalone.Store.Writing;

/// <summary>The transaction of the writing connection.</summary>
internal sealed class WriteTransaction
{
    private const int Yields = 20;

    private readonly SqliteDatabase _database;
    private readonly TimeSpan _busyTimeout;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;

    /// <summary>Prepares the statements, and takes the waiting for a lock over from SQLite.</summary>
    /// <param name="database">The writing connection.</param>
    /// <param name="busyTimeout">How long to wait for another program that writes.</param>
    public WriteTransaction(SqliteDatabase database, TimeSpan busyTimeout)
    {
        _database = database;
        _busyTimeout = busyTimeout;
        database.Execute("PRAGMA busy_timeout = 0");
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
    }

    /// <summary>
    /// Begins, when nobody else holds the lock for writing. A reader of ours takes it for some microseconds if it meets a
    /// half-written index of the log; SQLite's own waiting would sleep a whole second then.
    /// </summary>
    public void Begin()
    {
        _database.Rollback(); // There is something to give up only if the last rollback failed too.
        var began = Stopwatch.GetTimestamp();
        for (var tries = 0; ; tries++)
        {
            try
            {
                _begin.Run();
                return;
            }
            catch (SqliteException e) when (e.Code == SQLitePCL.raw.SQLITE_BUSY
                                            && Stopwatch.GetElapsedTime(began) < _busyTimeout)
            {
                if (tries < Yields) Thread.Yield();
                else Thread.Sleep(1);
            }
        }
    }

    /// <summary>Commits. If it throws, nothing is committed once <see cref="Rollback"/> was called.</summary>
    public void Commit() => _commit.Run();

    /// <summary>Gives up what was done since the beginning.</summary>
    public void Rollback() => _database.Rollback();
}
