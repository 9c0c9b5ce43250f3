using YemotAi.Calls.Storage;
using YemotAi.Hosting.Archive;
using YemotAi.Standalone.Store.Sqlite;
using YemotAi.Standalone.Store.Writing;

namespace YemotAi.Standalone.Store.Archive;

/// <summary>
/// The statements that change finished calls. The writer's thread only. Indexing the words costs many times what keeping
/// the call costs, so it is done when nothing else is to be written; until then a search reads the call itself.
/// </summary>
internal sealed class ArchiveStatements(SqliteDatabase database, WriteTransaction transaction, int unindexedLimit) : IIdleWork
{
    /// <summary>Characters indexed in one transaction: some five milliseconds of work.</summary>
    private const int IndexedAtOnce = 20_000;

    private readonly SqliteStatement _find =
        database.Prepare("SELECT num, words FROM calls WHERE key = ?1 AND began = ?2");

    private readonly SqliteStatement _findEnded =
        database.Prepare("SELECT num, words FROM calls WHERE ended < ?1 ORDER BY ended LIMIT 1");

    private readonly SqliteStatement _insert = database.Prepare(
        "INSERT INTO calls(key, began, ended, caller, dialled, caller_digits, dialled_digits, business, reason, words, "
        + "transcript) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");

    private readonly SqliteStatement _remove = database.Prepare("DELETE FROM calls WHERE num = ?1");
    private readonly SqliteStatement _indexedTo = database.Prepare("SELECT indexed_to FROM search_progress");
    private readonly SqliteStatement _setIndexedTo = database.Prepare("UPDATE search_progress SET indexed_to = ?1");

    private readonly SqliteStatement _unindexed = database.Prepare(
        "SELECT num, words FROM calls WHERE num > (SELECT indexed_to FROM search_progress) ORDER BY num LIMIT 100");

    private readonly SqliteStatement _index = database.Prepare("INSERT INTO call_words(rowid, words) VALUES(?1, ?2)");

    private readonly SqliteStatement _unindex =
        database.Prepare("INSERT INTO call_words(call_words, rowid, words) VALUES('delete', ?1, ?2)");

    private long _waiting =
        database.ReadNumber("SELECT count(*) FROM calls WHERE num > (SELECT indexed_to FROM search_progress)");

    /// <inheritdoc/>
    public bool IsWaiting => _waiting > 0;

    /// <inheritdoc/>
    public bool IsOverdue => _waiting > unindexedLimit;

    /// <summary>Keeps a call, in place of the same one if that is there.</summary>
    public void Save(FinishedCall call, string words, string transcript)
    {
        var began = Moments.Ticks(call.Began);
        if (_find.Bind(1, call.Key).Bind(2, began).Step()) RemoveFound(_find);
        _insert.Bind(1, call.Key).Bind(2, began).Bind(3, Moments.Ticks(call.Ended))
            .Bind(4, call.Caller).Bind(5, call.Dialled)
            .Bind(6, SearchText.Digits(call.Caller)).Bind(7, SearchText.Digits(call.Dialled))
            .Bind(8, call.Business).Bind(9, call.Reason).Bind(10, words).Bind(11, transcript).Run();
        _waiting++;
    }

    /// <summary>Removes calls that ended before a moment. Gives how many went.</summary>
    public int Remove(long endedBefore, int most)
    {
        for (var removed = 0; removed < most; removed++)
        {
            if (!_findEnded.Bind(1, endedBefore).Step()) return removed;
            RemoveFound(_findEnded);
        }

        return most;
    }

    /// <summary>Indexes some of the calls that wait for it.</summary>
    public void DoSome()
    {
        var calls = new List<(long Num, string Words)>();
        var characters = 0;
        while (characters < IndexedAtOnce && _unindexed.Step())
        {
            calls.Add((_unindexed.GetNumber(0), _unindexed.GetText(1)));
            characters += calls[^1].Words.Length;
        }

        _unindexed.Reset();
        // The count is an estimate (a group that was given up may have counted too); an empty table is the truth. Taken
        // off before the work, so that an error does not make it the next thing to do again at once.
        _waiting = calls.Count == 0 ? 0 : Math.Max(0, _waiting - calls.Count);
        if (calls.Count == 0) return;

        transaction.Begin();
        foreach (var (num, words) in calls) _index.Bind(1, num).Bind(2, words).Run();
        _setIndexedTo.Bind(1, calls[^1].Num).Run();
        transaction.Commit();
    }

    private void RemoveFound(SqliteStatement found)
    {
        var num = found.GetNumber(0);
        var words = found.GetText(1);
        found.Reset();
        _indexedTo.Step();
        var isIndexed = num <= _indexedTo.GetNumber(0);
        _indexedTo.Reset();
        // The index does not hold the words themselves: to take a call out, it must be told what they were.
        if (isIndexed) _unindex.Bind(1, num).Bind(2, words).Run();
        _remove.Bind(1, num).Run();
    }
}
