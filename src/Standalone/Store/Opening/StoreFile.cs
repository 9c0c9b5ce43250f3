using YemotAi.Standalone.Store.Sqlite;

namespace YemotAi.Standalone.Store.Opening;

/// <summary>
/// Brings a data directory to the point where its database can be used: made if it was never there, checked, at the
/// schema of this program, and proven to be writable. A file that is there is never replaced.
/// </summary>
internal static class StoreFile
{
    /// <summary>Opens the database for writing.</summary>
    /// <param name="file">The database file; its directory exists and is locked.</param>
    /// <param name="options">The store's settings.</param>
    /// <param name="steps">The schema.</param>
    /// <param name="found">The schema version that was found; 0 for a first start.</param>
    /// <exception cref="StoreOpenException">It cannot be opened; the message says why and what to do.</exception>
    public static SqliteDatabase Open(string file, StoreOptions options, IReadOnlyList<string> steps, out int found)
    {
        return Explained(file, () =>
        {
            if (Directory.Exists(file)) throw new StoreOpenException($"{file} is a directory, but must be a file. Move it away.");
            var isNew = !File.Exists(file);
            if (isNew) Make(file, steps);
            Inspect(file, options, steps.Count);

            var database = SqliteDatabase.Open(file, SqliteOpenMode.Write, options.BusyTimeout);
            try
            {
                if (database.IsReadOnly) throw new SqliteException(file, SQLitePCL.raw.SQLITE_READONLY, "the file is read-only");
                Prepare(database, options);
                var version = SchemaUpdate.Run(database, steps);
                ProveWritable(database, steps.Count);
                return (database, isNew ? 0 : version);
            }
            catch
            {
                database.Dispose();
                throw;
            }
        }, out found);
    }

    /// <summary>Opens the database of another program for reading, while that runs or not.</summary>
    /// <exception cref="StoreOpenException">It cannot be opened; the message says why and what to do.</exception>
    public static SqliteDatabase OpenForReading(string file, StoreOptions options)
    {
        return Explained(file, () =>
        {
            if (!File.Exists(file)) throw new StoreOpenException($"There is no data yet: {file} does not exist.");
            FileCheck.Header(file);
            var database = OpenReader(file, options);
            try
            {
                var version = SchemaUpdate.FindVersion(database, Schema.Steps.Count);
                if (version == Schema.Steps.Count) return (database, version);
                throw new StoreOpenException(
                    $"{file} was written by an older version of this program. Start the program once to bring it up to date.");
            }
            catch
            {
                database.Dispose();
                throw;
            }
        }, out _);
    }

    /// <summary>A connection that reads.</summary>
    public static SqliteDatabase OpenReader(string file, StoreOptions options)
    {
        var database = SqliteDatabase.Open(file, SqliteOpenMode.Read, options.BusyTimeout);
        try
        {
            database.Execute($"PRAGMA cache_size = -{options.ReaderCacheKiB}");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>How far an acknowledged write has gone, for a connection that writes or copies the log.</summary>
    public static void SetDurability(SqliteDatabase database, StoreOptions options) =>
        database.Execute($"PRAGMA synchronous = {(options.Durability == StoreDurability.Full ? "FULL" : "NORMAL")}");

    /// <summary>
    /// Makes the database under another name and renames it when it is whole, so that a file of the right name is never a
    /// half-made one, and an empty one is always a damage.
    /// </summary>
    private static void Make(string file, IReadOnlyList<string> steps)
    {
        if (new FileInfo(file + "-wal") is { Exists: true, Length: > 0 })
        {
            throw new StoreOpenException(
                $"{file} is missing, but the log that belongs to it ({file}-wal) is there. Put {file} back; or, to begin with "
                + "an empty store, move the log away.");
        }

        var made = file + ".new";
        Discard(made);
        try
        {
            using (var database = SqliteDatabase.Open(made, SqliteOpenMode.Create, TimeSpan.Zero))
            {
                database.Execute("PRAGMA synchronous = FULL");
                database.Execute($"PRAGMA application_id = {Schema.ApplicationId}");
                SchemaUpdate.Run(database, steps);
            }

            File.Move(made, file);
        }
        catch
        {
            Discard(made);
            throw;
        }
    }

    private static void Discard(string made)
    {
        File.Delete(made);
        File.Delete(made + "-journal");
    }

    /// <summary>Checks an existing file by a connection that cannot write, so that even closing it changes nothing.</summary>
    private static void Inspect(string file, StoreOptions options, int known)
    {
        FileCheck.Header(file);
        using var database = SqliteDatabase.Open(file, SqliteOpenMode.Read, options.BusyTimeout);
        SchemaUpdate.FindVersion(database, known);
        FileCheck.Content(database, options.WholeCheckBytes);
    }

    private static void Prepare(SqliteDatabase database, StoreOptions options)
    {
        var mode = database.ReadText("PRAGMA journal_mode = WAL");
        if (mode != "wal")
        {
            throw new StoreOpenException(
                $"{database.File} lies on a file system that cannot share memory between programs (a network drive?). Name a "
                + "data directory on a local disk.");
        }

        SetDurability(database, options);
        database.Execute("PRAGMA wal_autocheckpoint = 0");
        database.Execute($"PRAGMA journal_size_limit = {options.LogPages * 4096L}");
        database.Execute($"PRAGMA cache_size = -{options.WriterCacheKiB}");
        database.Execute("PRAGMA temp_store = MEMORY");
        database.Execute("PRAGMA foreign_keys = ON");
    }

    private static void ProveWritable(SqliteDatabase database, int version)
    {
        database.Execute("BEGIN IMMEDIATE");
        database.Execute($"PRAGMA user_version = {version}");
        database.Execute("COMMIT");
    }

    private static SqliteDatabase Explained(string file, Func<(SqliteDatabase, int)> open, out int found)
    {
        try
        {
            (var database, found) = open();
            return database;
        }
        catch (SqliteException e)
        {
            throw new StoreOpenException(e.Explain(), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreOpenException($"{file} cannot be used: {e.Message} Check the disk and the rights on the file.", e);
        }
    }
}
