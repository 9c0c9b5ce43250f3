namespace YemotAi.Standalone.Store.Opening;

/// <summary>What the database looks like, version by version. A step that was released is never changed.</summary>
internal static class Schema
{
    /// <summary>Marks a file as ours (<c>PRAGMA application_id</c>): "YmAi" in ASCII.</summary>
    public const int ApplicationId = 0x596D4169;

    /// <summary>The steps in order: the first makes version 1 out of nothing, the next version 2 out of 1, and so on.</summary>
    public static IReadOnlyList<string> Steps { get; } = [First];

    /// <summary>
    /// A journal is a chain: an actor names its last entry and every entry the one before. So all entries of all calls are
    /// appended at one place, and a write touches two pages instead of one per index and call; loading follows the chain.
    /// Moments of actors are whole seconds, those of calls and messages ticks since 1970.
    /// </summary>
    private const string First =
        """
        CREATE TABLE actors(
          num INTEGER PRIMARY KEY,
          kind TEXT NOT NULL,
          id TEXT NOT NULL,
          version INTEGER NOT NULL,
          last_entry INTEGER,
          wake_at INTEGER,
          written_at INTEGER NOT NULL);
        CREATE UNIQUE INDEX actors_key ON actors(id, kind);
        CREATE INDEX actors_due ON actors(wake_at) WHERE wake_at IS NOT NULL;

        CREATE TABLE snapshots(
          actor INTEGER PRIMARY KEY,
          body BLOB NOT NULL);

        CREATE TABLE journal(
          num INTEGER PRIMARY KEY,
          previous INTEGER,
          body BLOB NOT NULL);

        CREATE TABLE calls(
          num INTEGER PRIMARY KEY AUTOINCREMENT,
          key TEXT NOT NULL,
          began INTEGER NOT NULL,
          ended INTEGER NOT NULL,
          caller TEXT NOT NULL,
          dialled TEXT NOT NULL,
          caller_digits TEXT NOT NULL,
          dialled_digits TEXT NOT NULL,
          business TEXT NOT NULL,
          reason TEXT NOT NULL,
          words TEXT NOT NULL,
          transcript TEXT NOT NULL);
        CREATE UNIQUE INDEX calls_key ON calls(key, began);
        CREATE INDEX calls_began ON calls(began);
        CREATE INDEX calls_ended ON calls(ended);

        CREATE VIRTUAL TABLE call_words USING fts5(words, content='calls', content_rowid='num', tokenize='trigram');
        CREATE TABLE search_progress(
          one INTEGER PRIMARY KEY CHECK(one = 1),
          indexed_to INTEGER NOT NULL);
        INSERT INTO search_progress VALUES(1, 0);

        CREATE TABLE messages(
          num INTEGER PRIMARY KEY,
          key TEXT NOT NULL UNIQUE,
          call TEXT NOT NULL,
          at INTEGER NOT NULL,
          business TEXT NOT NULL,
          caller TEXT NOT NULL,
          text TEXT NOT NULL,
          recording TEXT);
        CREATE INDEX messages_at ON messages(at);
        CREATE INDEX messages_business ON messages(business, at);
        """;
}
