using SQLitePCL;

namespace YemotAi.Standalone.Store.Sqlite;

/// <summary>An error that SQLite reported.</summary>
internal sealed class SqliteException(string file, int code, string detail)
    : Exception($"{file}: {detail} (SQLite error {code})")
{
    /// <summary>The database file.</summary>
    public string File { get; } = file;

    /// <summary>The primary result code: <c>SQLITE_FULL</c> and so on, without the extension bits.</summary>
    public int Code { get; } = code & 0xFF;

    /// <summary>The file's content is not what SQLite wrote.</summary>
    public bool IsDamage => Code is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>The error is of the file or the machine and would hit any other write as well.</summary>
    public bool HitsAll => IsDamage || Code is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_READONLY
        or raw.SQLITE_CANTOPEN or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_NOMEM or raw.SQLITE_PROTOCOL
        or raw.SQLITE_PERM;

    /// <summary>The error in words that tell an operator which file it is and what to do.</summary>
    public string Explain() => Code switch
    {
        raw.SQLITE_FULL => $"The disk that holds {File} is full. Free some space on it.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
            $"{File} is damaged ({Message}). Restore it from a backup; or, to begin with an empty store, move it away "
            + "together with the files next to it that end in -wal and -shm.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM =>
            $"{File} cannot be written. Give the user that runs this program the right to write it and its directory.",
        raw.SQLITE_CANTOPEN =>
            $"{File} cannot be opened. Check that it is a file, that its directory exists, and the rights on both.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"Another program keeps {File} locked. Close it.",
        raw.SQLITE_IOERR => $"The disk that holds {File} reports an error ({Message}). Check the disk.",
        _ => Message,
    };
}
