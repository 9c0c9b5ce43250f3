namespace YemotAi.Standalone.Store.Sqlite;

/// <summary>What a connection may do.</summary>
internal enum SqliteOpenMode
{
    /// <summary>Reads an existing file.</summary>
    Read,

    /// <summary>Reads and writes an existing file.</summary>
    Write,

    /// <summary>As <see cref="Write"/>, and makes the file if it is missing.</summary>
    Create,
}
