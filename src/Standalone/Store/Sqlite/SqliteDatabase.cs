using SQLitePCL;

namespace YemotAi.Standalone.Store.Sqlite;

/// <summary>
/// A connection to a database file. One thread at a time: SQLite's own lock around a connection is off, as nobody needs
/// it here.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly Dictionary<string, SqliteStatement> _prepared = new(StringComparer.Ordinal);

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(string file, sqlite3 handle)
    {
        File = file;
        _handle = handle;
    }

    /// <summary>The database file.</summary>
    public string File { get; }

    /// <summary>A transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>The key that the last insert into a table with integer keys was given.</summary>
    public long LastInsertKey => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>The file can only be read, though writing was asked for.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_handle, "main") == 1;

    /// <summary>Opens a file.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="mode">What the connection may do.</param>
    /// <param name="busyTimeout">How long to wait for a lock that another connection holds.</param>
    /// <exception cref="SqliteException">It cannot be opened. (A damaged file is noticed at the first statement.)</exception>
    public static SqliteDatabase Open(string file, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | mode switch
        {
            SqliteOpenMode.Read => raw.SQLITE_OPEN_READONLY,
            SqliteOpenMode.Write => raw.SQLITE_OPEN_READWRITE,
            _ => raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE,
        };
        var code = raw.sqlite3_open_v2(file, out var handle, flags, ShortSleepVfs.Name);
        if (code != raw.SQLITE_OK)
        {
            handle?.Dispose();
            throw new SqliteException(file, code, raw.sqlite3_errstr(code).utf8_to_string());
        }

        var database = new SqliteDatabase(file, handle);
        try
        {
            database.Check(raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A statement of this text, compiled once and kept until the connection closes.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (_prepared.TryGetValue(sql, out var known)) return known;
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return _prepared[sql] = new SqliteStatement(this, statement);
    }

    /// <summary>Runs statements that give no rows, or whose rows do not matter. Not kept.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>The first column of the first row, as text; null without a row.</summary>
    public string? ReadText(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var handle));
        using var statement = new SqliteStatement(this, handle);
        return statement.Step() ? statement.GetText(0) : null;
    }

    /// <summary>The first column of the first row, as a number; 0 without a row.</summary>
    public long ReadNumber(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var handle));
        using var statement = new SqliteStatement(this, handle);
        return statement.Step() ? statement.GetNumber(0) : 0;
    }

    /// <summary>Ends the statement that runs on this connection. The one call that another thread may make.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_handle);

    /// <summary>Gives up the open transaction, if there is one.</summary>
    public void Rollback()
    {
        if (InTransaction) Execute("ROLLBACK");
    }

    /// <summary>
    /// Copies the write-ahead log into the file as far as no reader needs it. True if all of it was, so that the next
    /// write begins the log anew.
    /// </summary>
    /// <param name="pages">Pages in the log; -1 if another connection is copying already.</param>
    public bool Checkpoint(out int pages)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out pages, out var copied);
        if (code == raw.SQLITE_BUSY)
        {
            pages = -1;
            return false;
        }

        Check(code);
        return pages == copied;
    }

    /// <summary>How many pages this connection wrote since this was asked last.</summary>
    public int TakePagesWritten()
    {
        const int cacheWrite = 9; // SQLITE_DBSTATUS_CACHE_WRITE, sqlite.org/c3ref/c_dbstatus_options.html
        return raw.sqlite3_db_status(_handle, cacheWrite, out var pages, out _, 1) == raw.SQLITE_OK ? pages : 0;
    }

    /// <summary>Throws what a result code other than success means.</summary>
    public void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        throw new SqliteException(File, code, raw.sqlite3_errmsg(_handle).utf8_to_string());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _prepared.Values) statement.Dispose();
        _prepared.Clear();
        _handle.Dispose();
    }
}
