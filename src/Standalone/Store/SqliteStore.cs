using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store.Actors;
using YemotAi.Standalone.Store.Archive;
using YemotAi.Standalone.Store.Messages;
using YemotAi.Standalone.Store.Opening;
using YemotAi.Standalone.Store.Sqlite;
using YemotAi.Standalone.Store.Writing;

namespace YemotAi.Standalone.Store;

/// <summary>
/// The durable store: one SQLite database in one data directory, written by one thread in groups and read by several
/// connections. What was acknowledged survives a killed process.
/// </summary>
public sealed class SqliteStore : IStore
{
    private readonly DataDirectory _directory;
    private readonly SqliteDatabase _database;
    private readonly WalCheckpointer _checkpointer;
    private readonly ReaderPool _readers;
    private readonly SearchLane _searches;
    private readonly ILogger _logger;
    private int _disposed;

    private SqliteStore(
        DataDirectory directory, SqliteDatabase database, StoreOptions options, TimeProvider time, ILogger logger)
    {
        _directory = directory;
        _database = database;
        _logger = logger;
        var file = database.File;
        ReaderPool Pool(int most) => new(file, most, options.BusyTimeout, () => StoreFile.OpenReader(file, options));
        _readers = Pool(options.Readers);
        _searches = new SearchLane(Pool(options.Searches), options.Searches);

        var actors = new ActorStatements(database);
        var transaction = new WriteTransaction(database, options.BusyTimeout);
        var archive = new ArchiveStatements(database, transaction, options.UnindexedCalls);
        var copier = SqliteDatabase.Open(file, SqliteOpenMode.Write, options.BusyTimeout);
        StoreFile.SetDurability(copier, options);
        _checkpointer = new WalCheckpointer(database, copier, options, logger);
        Writer = new GroupWriter(database, transaction, _checkpointer, archive, options, time, logger);
        Actors = new SqliteActorStore(actors, Writer, _readers, _searches, time);
        Calls = new SqliteCallArchive(archive, Writer, _searches);
        Messages = new SqliteMessageBox(database, Writer, _searches);
    }

    /// <inheritdoc/>
    public IActorStore Actors { get; }

    /// <inheritdoc/>
    public ICallArchive Calls { get; }

    /// <inheritdoc/>
    public IMessageBox Messages { get; }

    /// <summary>The thread that writes. For tests.</summary>
    internal GroupWriter Writer { get; }

    /// <summary>The writing connection, to be used on that thread only. For tests.</summary>
    internal SqliteDatabase Database => _database;

    /// <summary>Opens the store of a data directory; makes it if it was never there.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears what becomes of the store.</param>
    /// <exception cref="StoreOpenException">
    /// The directory is in use or cannot be written, or the database is damaged, newer than this program or not ours. It
    /// is left as it is.
    /// </exception>
    public static SqliteStore Open(StoreOptions options, TimeProvider time, ILogger<SqliteStore> logger) =>
        Open(options, Schema.Steps, time, logger);

    /// <summary>
    /// Opens the database of a data directory for reading only, whether a program is running on it or not.
    /// </summary>
    /// <exception cref="StoreOpenException">There is no database, or it cannot be read.</exception>
    public static StoreReader OpenForReading(StoreOptions options) => StoreReader.Open(options);

    /// <summary>Opens the store at a schema of the caller's. For tests of updates.</summary>
    internal static SqliteStore Open(
        StoreOptions options, IReadOnlyList<string> schema, TimeProvider time, ILogger<SqliteStore> logger)
    {
        var file = DataDirectory.DatabaseIn(options.Directory);
        var directory = DataDirectory.Take(options.Directory);
        SqliteDatabase? database = null;
        try
        {
            database = StoreFile.Open(file, options, schema, out var found);
            if (found == 0) StoreLog.Made(logger, file);
            else if (found < schema.Count) StoreLog.Updated(logger, found, schema.Count, file);
            else StoreLog.Opened(logger, file);
            return new SqliteStore(directory, database, options, time, logger);
        }
        catch (Exception e)
        {
            database?.Dispose();
            directory.Dispose();
            if (e is SqliteException sqlite) throw new StoreOpenException(sqlite.Explain(), sqlite);
            throw;
        }
    }

    /// <summary>Takes no more writes, finishes those that were accepted, and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await Task.Run(Close);
    }

    private void Close()
    {
        try
        {
            Writer.Close();
            _checkpointer.Dispose();
            _readers.Dispose();
            _searches.Dispose();
            // The last connection that closes copies the log into the file and removes it.
            _database.Dispose();
            _directory.Dispose();
        }
        catch (Exception e) when (e is StoreUnavailableException or SqliteException)
        {
            StoreLog.CloseFailed(_logger, e.Message);
        }
    }
}
