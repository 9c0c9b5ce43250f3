using System.Buffers.Binary;
using YemotAi.Standalone.Store.Sqlite;

namespace YemotAi.Standalone.Store.Opening;

/// <summary>Finds out whether a database file is whole, before anything is written to it.</summary>
internal static class FileCheck
{
    private const int HeaderLength = 100;

    /// <summary>
    /// Looks at the file itself: its header and its length. Done before SQLite sees it, which takes an empty file for a
    /// new database. (Header fields: sqlite.org/fileformat2.html, section 1.3.)
    /// </summary>
    /// <exception cref="StoreOpenException">The file is damaged.</exception>
    public static void Header(string file)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        long length;
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            length = stream.Length;
            if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
                throw Damaged(file, $"it holds only {length} bytes");
        }

        if (!header.StartsWith("SQLite format 3\0"u8)) throw Damaged(file, "it does not begin as a database does");
        long pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        if (pageSize == 1) pageSize = 65_536;
        var needed = pageSize * BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        // What a program killed while it copied the log has not copied yet still stands in the log.
        var log = new FileInfo(file + "-wal");
        if (length + (log.Exists ? log.Length : 0) < needed)
            throw Damaged(file, $"it should hold {needed} bytes and holds {length}");
    }

    /// <summary>
    /// Reads through the database: all of it up to a size, otherwise the schema and both ends of every table and index.
    /// </summary>
    /// <exception cref="StoreOpenException">The file is damaged.</exception>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public static void Content(SqliteDatabase database, long wholeUpTo)
    {
        var bytes = database.ReadNumber("PRAGMA page_size") * database.ReadNumber("PRAGMA page_count");
        if (bytes <= wholeUpTo)
        {
            var verdict = database.ReadText("PRAGMA quick_check(1)");
            if (verdict != "ok") throw Damaged(database.File, verdict ?? "it cannot be checked");
            return;
        }

        foreach (var probe in EndsOfTables) database.ReadNumber(probe);
    }

    private static string[] EndsOfTables { get; } =
    [
        "SELECT (SELECT num FROM actors ORDER BY num LIMIT 1) + (SELECT num FROM actors ORDER BY num DESC LIMIT 1)",
        "SELECT min(id) FROM actors", "SELECT max(id) FROM actors",
        "SELECT min(wake_at) FROM actors WHERE wake_at IS NOT NULL",
        "SELECT length(body) FROM snapshots ORDER BY actor LIMIT 1",
        "SELECT length(body) FROM snapshots ORDER BY actor DESC LIMIT 1",
        "SELECT length(body) FROM journal ORDER BY num LIMIT 1",
        "SELECT length(body) FROM journal ORDER BY num DESC LIMIT 1",
        "SELECT length(words) FROM calls ORDER BY num LIMIT 1", "SELECT length(words) FROM calls ORDER BY num DESC LIMIT 1",
        "SELECT min(key) FROM calls", "SELECT max(key) FROM calls",
        "SELECT min(began) FROM calls", "SELECT max(began) FROM calls",
        "SELECT min(ended) FROM calls", "SELECT max(ended) FROM calls",
        "SELECT indexed_to FROM search_progress",
        "SELECT count(*) FROM call_words WHERE call_words MATCH '\"zqx\"'",
        "SELECT min(key) FROM messages", "SELECT max(key) FROM messages",
        "SELECT min(at) FROM messages", "SELECT max(at) FROM messages",
    ];

    private static StoreOpenException Damaged(string file, string how) =>
        new(new SqliteException(file, SQLitePCL.raw.SQLITE_CORRUPT, how).Explain());
}
