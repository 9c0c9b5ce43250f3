using System.Text;
using System.Text.Json;
using YemotAi.Calls.Storage;
using YemotAi.Hosting.Archive;
using YemotAi.Standalone.Store.Sqlite;

namespace YemotAi.Standalone.Store.Archive;

/// <summary>Finds finished calls in the database.</summary>
internal static class CallSearch
{
    /// <summary>The trigram index knows words of at least this many characters; shorter ones are looked for in the text.</summary>
    private const int ShortestIndexed = 3;

    private const int FirstWord = 7;

    /// <summary>The calls that a query asks for, newest first.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public static IReadOnlyList<FinishedCall> Find(SqliteDatabase database, CallQuery query)
    {
        var words = SearchText.Words(query.Text);
        var digits = SearchText.Digits(query.Number);
        var find = database.Prepare(Sql(query.Business is not null, digits.Length > 0, words));
        find.Bind(1, query.From is { } from ? Moments.Ticks(from) : long.MinValue);
        find.Bind(2, query.Before is { } before ? Moments.Ticks(before) : long.MaxValue);
        find.Bind(3, Math.Clamp(query.Most, 1, 1000));
        if (query.Business is not null) find.Bind(4, query.Business);
        if (digits.Length > 0) find.Bind(5, digits);
        if (words.Any(IsIndexed)) find.Bind(6, string.Join(' ', words.Where(IsIndexed).Select(Quoted)));
        for (var i = 0; i < words.Count; i++) find.Bind(FirstWord + i, words[i]);

        var found = new List<FinishedCall>();
        while (find.Step()) found.Add(Read(database, find));
        return found;
    }

    /// <summary>
    /// One text per combination of conditions, so that few are compiled. Words that are too short for the index, and all
    /// words of calls that are not indexed yet, are looked for in the text itself.
    /// </summary>
    private static string Sql(bool byBusiness, bool byNumber, IReadOnlyList<string> words)
    {
        var sql = new StringBuilder(
            "SELECT key, began, ended, caller, dialled, business, reason, transcript FROM calls WHERE began >= ?1 AND began < ?2");
        if (byBusiness) sql.Append(" AND business = ?4");
        if (byNumber) sql.Append(" AND (instr(caller_digits, ?5) OR instr(dialled_digits, ?5))");
        var inText = words.Select((word, i) => (Indexed: IsIndexed(word), Sql: $"instr(words, ?{FirstWord + i})")).ToList();
        foreach (var word in inText.Where(word => !word.Indexed)) sql.Append(" AND ").Append(word.Sql);
        if (inText.Any(word => word.Indexed))
        {
            sql.Append(" AND (num IN (SELECT rowid FROM call_words WHERE call_words MATCH ?6)")
                .Append(" OR (num > (SELECT indexed_to FROM search_progress)");
            foreach (var word in inText.Where(word => word.Indexed)) sql.Append(" AND ").Append(word.Sql);
            sql.Append("))");
        }

        return sql.Append(" ORDER BY began DESC, num DESC LIMIT ?3").ToString();
    }

    private static bool IsIndexed(string word) => word.EnumerateRunes().Count() >= ShortestIndexed;

    /// <summary>A phrase of FTS5: everything in it is text, whatever it looks like (sqlite.org/fts5.html, section 3.1).</summary>
    private static string Quoted(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static FinishedCall Read(SqliteDatabase database, SqliteStatement row)
    {
        var key = row.GetText(0);
        try
        {
            return new FinishedCall
            {
                Key = key,
                Began = Moments.FromTicks(row.GetNumber(1)),
                Ended = Moments.FromTicks(row.GetNumber(2)),
                Caller = row.GetText(3),
                Dialled = row.GetText(4),
                Business = row.GetText(5),
                Reason = row.GetText(6),
                Transcript = TranscriptJson.Read(row.GetText(7)),
            };
        }
        catch (Exception e) when (e is JsonException or ArgumentOutOfRangeException)
        {
            throw new SqliteException(database.File, SQLitePCL.raw.SQLITE_CORRUPT, $"the call {key} cannot be read");
        }
    }
}
