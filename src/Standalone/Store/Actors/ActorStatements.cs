using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store.Sqlite;

namespace YemotAi.Standalone.Store.Actors;

/// <summary>The statements that change actors. The writer's thread only.</summary>
internal sealed class ActorStatements(SqliteDatabase database)
{
    private readonly SqliteStatement _find =
        database.Prepare("SELECT num, version, last_entry, wake_at FROM actors WHERE id = ?1 AND kind = ?2");

    private readonly SqliteStatement _append = database.Prepare("INSERT INTO journal(previous, body) VALUES(?1, ?2)");

    private readonly SqliteStatement _insert = database.Prepare(
        "INSERT INTO actors(id, kind, version, last_entry, wake_at, written_at) VALUES(?1, ?2, 1, ?3, ?4, ?5)");

    private readonly SqliteStatement _update =
        database.Prepare("UPDATE actors SET version = ?2, last_entry = ?3, written_at = ?4 WHERE num = ?1");

    private readonly SqliteStatement _updateWake =
        database.Prepare("UPDATE actors SET version = ?2, last_entry = ?3, written_at = ?4, wake_at = ?5 WHERE num = ?1");

    private readonly SqliteStatement _keepSnapshot =
        database.Prepare("INSERT INTO snapshots VALUES(?1, ?2) ON CONFLICT(actor) DO UPDATE SET body = excluded.body");

    private readonly SqliteStatement _findIdle =
        database.Prepare("SELECT last_entry FROM actors WHERE num = ?1 AND wake_at IS NULL AND written_at < ?2");

    private readonly SqliteStatement _previous = database.Prepare("SELECT previous FROM journal WHERE num = ?1");
    private readonly SqliteStatement _removeEntry = database.Prepare("DELETE FROM journal WHERE num = ?1");
    private readonly SqliteStatement _removeSnapshot = database.Prepare("DELETE FROM snapshots WHERE actor = ?1");
    private readonly SqliteStatement _removeActor = database.Prepare("DELETE FROM actors WHERE num = ?1");

    /// <summary>Writes if the version is the expected one. Gives the new version; null if it is not, with nothing done.</summary>
    public long? Write(ActorKey key, long expected, in ActorWrite write, long now)
    {
        long? last = null, wake = null;
        long actor = 0, version = 0;
        var exists = _find.Bind(1, key.Id).Bind(2, key.Kind).Step();
        if (exists)
        {
            actor = _find.GetNumber(0);
            version = _find.GetNumber(1);
            last = _find.IsNull(2) ? null : _find.GetNumber(2);
            wake = _find.IsNull(3) ? null : _find.GetNumber(3);
            _find.Reset();
        }

        if (version != expected) return null;
        if (write.Append is { } entry)
        {
            _append.Bind(1, last).Bind(2, entry.Span).Run();
            last = database.LastInsertKey;
        }

        var wakeAt = write.WakeAt is { } moment ? Moments.SecondsUp(moment) : (long?)null;
        if (!exists)
        {
            _insert.Bind(1, key.Id).Bind(2, key.Kind).Bind(3, last).Bind(4, wakeAt).Bind(5, now).Run();
            actor = database.LastInsertKey;
        }
        else if (wakeAt == wake)
        {
            // Leaving the column out spares the index of wake-up times.
            _update.Bind(1, actor).Bind(2, version + 1).Bind(3, last).Bind(4, now).Run();
        }
        else
        {
            _updateWake.Bind(1, actor).Bind(2, version + 1).Bind(3, last).Bind(4, now).Bind(5, wakeAt).Run();
        }

        if (write.Snapshot is { } snapshot) _keepSnapshot.Bind(1, actor).Bind(2, snapshot.Span).Run();
        return version + 1;
    }

    /// <summary>Removes an actor with all of it, if it still wants no wake-up and was not written since.</summary>
    public bool Remove(long actor, long writtenBefore)
    {
        if (!_findIdle.Bind(1, actor).Bind(2, writtenBefore).Step()) return false;
        var entry = _findIdle.IsNull(0) ? (long?)null : _findIdle.GetNumber(0);
        _findIdle.Reset();
        while (entry is { } num)
        {
            var found = _previous.Bind(1, num).Step();
            entry = !found || _previous.IsNull(0) ? null : _previous.GetNumber(0);
            if (found) _previous.Reset();
            _removeEntry.Bind(1, num).Run();
        }

        _removeSnapshot.Bind(1, actor).Run();
        _removeActor.Bind(1, actor).Run();
        return true;
    }
}
