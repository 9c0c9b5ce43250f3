using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store.Sqlite;
using YemotAi.Standalone.Store.Writing;

namespace YemotAi.Standalone.Store.Actors;

/// <summary>Actors in the database. Loads read on the caller's own thread; writes go to the group writer.</summary>
internal sealed class SqliteActorStore(
    ActorStatements statements,
    GroupWriter writer,
    ReaderPool readers,
    SearchLane searches,
    TimeProvider time) : IActorStore
{
    /// <summary>Removed in one transaction: few enough that a call's write behind it waits a few milliseconds at most.</summary>
    private const int RemovedAtOnce = 32;

    private const string LoadActor =
        "SELECT a.version, a.last_entry, s.body FROM actors a LEFT JOIN snapshots s ON s.actor = a.num "
        + "WHERE a.id = ?1 AND a.kind = ?2";

    private const string LoadEntry = "SELECT previous, body FROM journal WHERE num = ?1";

    private const string Due =
        "SELECT kind, id FROM actors WHERE wake_at IS NOT NULL AND wake_at <= ?1 ORDER BY wake_at LIMIT ?2";

    private const string Idle =
        "SELECT num FROM actors WHERE num > ?1 AND wake_at IS NULL AND written_at < ?2 ORDER BY num LIMIT ?3";

    /// <inheritdoc/>
    public ValueTask<StoredActor?> LoadAsync(ActorKey key, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled<StoredActor?>(cancellation);
        try
        {
            return ValueTask.FromResult(readers.Read(key, Load));
        }
        catch (StoreUnavailableException e)
        {
            return ValueTask.FromException<StoredActor?>(e);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> WriteAsync(ActorKey key, long expectedVersion, ActorWrite write)
    {
        var now = Moments.SecondsDown(time.GetUtcNow());
        return new(writer.Enqueue(new ActorStateWrite(statements, key, expectedVersion, write, now)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ActorKey>> FindDueAsync(DateTimeOffset now, int most, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled<IReadOnlyList<ActorKey>>(cancellation);
        try
        {
            return ValueTask.FromResult(readers.Read((Moments.SecondsDown(now), most), FindDue));
        }
        catch (StoreUnavailableException e)
        {
            return ValueTask.FromException<IReadOnlyList<ActorKey>>(e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> PurgeAsync(DateTimeOffset writtenBefore, CancellationToken cancellation)
    {
        var before = Moments.SecondsDown(writtenBefore);
        var removed = 0;
        long after = 0;
        while (true)
        {
            var idle = await searches.RunAsync(database => FindIdle(database, after, before), cancellation);
            if (idle.Count == 0) return removed;
            removed += (int)await writer.Enqueue(new ActorRemoval(statements, idle, before));
            after = idle[^1];
        }
    }

    private static IReadOnlyList<ActorKey> FindDue(SqliteDatabase database, (long Now, int Most) asked)
    {
        var due = new List<ActorKey>();
        var find = database.Prepare(Due).Bind(1, asked.Now).Bind(2, Math.Max(0, asked.Most));
        while (find.Step()) due.Add(new ActorKey(find.GetText(0), find.GetText(1)));
        return due;
    }

    private static List<long> FindIdle(SqliteDatabase database, long after, long before)
    {
        var found = new List<long>(RemovedAtOnce);
        var find = database.Prepare(Idle).Bind(1, after).Bind(2, before).Bind(3, RemovedAtOnce);
        while (find.Step()) found.Add(find.GetNumber(0));
        return found;
    }

    private static StoredActor? Load(SqliteDatabase database, ActorKey key)
    {
        // While this statement stands on its row, the connection sees the database of this moment, journal included.
        var actor = database.Prepare(LoadActor).Bind(1, key.Id).Bind(2, key.Kind);
        if (!actor.Step()) return null;
        var version = actor.GetNumber(0);
        var last = actor.IsNull(1) ? (long?)null : actor.GetNumber(1);
        var snapshot = actor.IsNull(2) ? (ReadOnlyMemory<byte>?)null : actor.GetBytes(2);
        var journal = LoadJournal(database, last);
        actor.Reset();
        return new StoredActor(version, snapshot, journal);
    }

    private static List<ReadOnlyMemory<byte>> LoadJournal(SqliteDatabase database, long? last)
    {
        var journal = new List<ReadOnlyMemory<byte>>();
        var find = database.Prepare(LoadEntry);
        while (last is { } num)
        {
            if (!find.Bind(1, num).Step()) throw Broken(database);
            last = find.IsNull(0) ? null : find.GetNumber(0);
            journal.Add(find.GetBytes(1));
            find.Reset();
            // An entry is always older than the one that names it; a file that says otherwise would lead in a circle.
            if (last >= num) throw Broken(database);
        }

        journal.Reverse();
        return journal;
    }

    private static SqliteException Broken(SqliteDatabase database) =>
        new(database.File, SQLitePCL.raw.SQLITE_CORRUPT, "a journal has a gap");
}
