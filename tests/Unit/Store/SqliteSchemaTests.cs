using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Opening;

namespace YemotAi.Unit.Store;

public sealed class SqliteSchemaTests : IDisposable
{
    private static readonly ActorKey Key = new("call", "yemot:77");

    private readonly TemporaryDirectory _directory = new();

    private static IReadOnlyList<string> Next { get; } =
        [.. Schema.Steps, "ALTER TABLE messages ADD COLUMN heard INTEGER; CREATE TABLE more(x); INSERT INTO more VALUES(7)"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_older_file_is_brought_forward_with_all_that_is_in_it()
    {
        await using (var old = Open(Schema.Steps)) await old.Actors.WriteAsync(Key, 0, default);

        for (var i = 0; i < 2; i++)
        {
            await using var store = Open(Next);
            Assert.Equal(1, (await store.Actors.LoadAsync(Key, TestContext.Current.CancellationToken))!.Version);
            Assert.Equal(7, await ReadAsync(store, "SELECT sum(x) FROM more"));
            Assert.Equal(Next.Count, await ReadAsync(store, "PRAGMA user_version"));
        }
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused_and_left_alone()
    {
        await using (var newer = Open(Next)) await newer.Actors.WriteAsync(Key, 0, default);
        var before = File.ReadAllBytes(_directory.Database);

        foreach (var open in new Action[] { () => Open(Schema.Steps), () => SqliteStore.OpenForReading(Options) })
        {
            var refused = Assert.Throws<StoreOpenException>(open);
            Assert.Contains(_directory.Database, refused.Message, StringComparison.Ordinal);
            Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, File.ReadAllBytes(_directory.Database));
    }

    [Fact]
    public async Task A_file_of_an_older_program_is_not_read_before_it_is_brought_forward()
    {
        await using (Open(Schema.Steps))
        {
        }

        using (var old = Standalone.Store.Sqlite.SqliteDatabase.Open(
                   _directory.Database, Standalone.Store.Sqlite.SqliteOpenMode.Write, TimeSpan.Zero))
            old.Execute("PRAGMA user_version = 0");

        var refused = Assert.Throws<StoreOpenException>(() => SqliteStore.OpenForReading(Options));
        Assert.Contains("older version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_file_at_the_step_before()
    {
        await using (var old = Open(Schema.Steps)) await old.Actors.WriteAsync(Key, 0, default);

        var refused = Assert.Throws<StoreOpenException>(() => Open([.. Schema.Steps, "CREATE TABLE half(x); CREATE TABLE actors(x)"]));
        Assert.Contains(_directory.Database, refused.Message, StringComparison.Ordinal);

        await using var store = Open(Schema.Steps);
        Assert.Equal(0, await ReadAsync(store, "SELECT count(*) FROM sqlite_master WHERE name = 'half'"));
        Assert.Equal(2, await store.Actors.WriteAsync(Key, 1, default));
    }

    private StoreOptions Options => new() { Directory = _directory.Path };

    private static async Task<long> ReadAsync(SqliteStore store, string sql)
    {
        long result = 0;
        await store.Writer.Enqueue(new ActionWrite(() => result = store.Database.ReadNumber(sql)));
        return result;
    }

    private SqliteStore Open(IReadOnlyList<string> steps) =>
        SqliteStore.Open(Options, steps, TimeProvider.System, NullLogger<SqliteStore>.Instance);
}
