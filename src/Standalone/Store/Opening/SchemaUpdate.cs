using YemotAi.Standalone.Store.Sqlite;

namespace YemotAi.Standalone.Store.Opening;

/// <summary>Brings a database to the schema that this program knows; each step is one transaction.</summary>
internal static class SchemaUpdate
{
    /// <summary>Runs the steps that are missing. Gives the version that was found.</summary>
    /// <exception cref="StoreOpenException">The file is not ours, or a newer program wrote it.</exception>
    public static int Run(SqliteDatabase database, IReadOnlyList<string> steps)
    {
        var found = FindVersion(database, steps.Count);
        for (var version = found; version < steps.Count; version++)
        {
            database.Execute("BEGIN IMMEDIATE");
            try
            {
                database.Execute(steps[version]);
                database.Execute($"PRAGMA user_version = {version + 1}");
                database.Execute("COMMIT");
            }
            catch
            {
                database.Rollback();
                throw;
            }
        }

        return found;
    }

    /// <summary>The schema version of a file, after making sure that it is ours and not too new.</summary>
    /// <exception cref="StoreOpenException">The file is not ours, or a newer program wrote it.</exception>
    public static int FindVersion(SqliteDatabase database, int known)
    {
        var file = database.File;
        if (database.ReadNumber("PRAGMA application_id") != Schema.ApplicationId)
        {
            throw new StoreOpenException(
                $"{file} is a database, but not one of this program. Move it away, or name another data directory.");
        }

        var version = (int)database.ReadNumber("PRAGMA user_version");
        if (version > known)
        {
            throw new StoreOpenException(
                $"{file} was written by a newer version of this program (its schema is {version}, this one knows up to "
                + $"{known}). Use the newer program, or name another data directory.");
        }

        return version;
    }
}
