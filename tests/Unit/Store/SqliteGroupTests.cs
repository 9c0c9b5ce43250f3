using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Sqlite;
using YemotAi.Tests;

namespace YemotAi.Unit.Store;

/// <summary>Writes that are committed together, and what becomes of them when something goes wrong.</summary>
public sealed class SqliteGroupTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();
    private SqliteStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => OpenAsync(new StoreOptions());

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_stale_write_does_not_spoil_its_group()
    {
        await WriteAsync("2", 0);
        var hold = await HoldAsync();
        var group = Enumerable.Range(0, 5).Select(i => WriteAsync($"{i}", 0)).ToList();
        hold.LetGo();

        await Assert.ThrowsAsync<StaleStateException>(() => group[2]);
        foreach (var i in new[] { 0, 1, 3, 4 }) Assert.Equal(1, await group[i]);
        for (var i = 0; i < 5; i++) Assert.Equal(1, await VersionAsync($"{i}"));
    }

    [Fact]
    public async Task A_write_that_cannot_be_done_fails_alone()
    {
        var hold = await HoldAsync();
        var before = WriteAsync("before", 0);
        var bad = _store.Writer.Enqueue(new ActionWrite(() => throw new InvalidOperationException("a bad write")));
        var after = WriteAsync("after", 0);
        hold.LetGo();

        var failed = await Assert.ThrowsAsync<StoreUnavailableException>(() => bad);
        Assert.Contains("a bad write", failed.Message, StringComparison.Ordinal);
        Assert.Equal(1, await before);
        Assert.Equal(1, await after);
        Assert.Equal(1, await VersionAsync("before"));
    }

    [Fact]
    public async Task A_commit_that_fails_fails_its_whole_group_and_writes_nothing()
    {
        await WriteAsync("1", 0);
        var hold = await HoldAsync();
        var first = WriteAsync("1", 1);
        var spoiler = _store.Writer.Enqueue(new ActionWrite(SpoilCommit));
        var second = WriteAsync("2", 0);
        hold.LetGo();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => first);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => spoiler);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => second);
        Assert.Equal(1, await VersionAsync("1"));
        Assert.Null(await _store.Actors.LoadAsync(Key("2"), Cancellation));
        Assert.Equal(2, await WriteAsync("1", 1));
    }

    [Fact]
    public async Task A_full_disk_is_named_and_loses_nothing_that_was_acknowledged()
    {
        await WriteAsync("kept", 0);
        await LimitPagesAsync(1); // SQLite takes the present size for less.

        var full = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => _store.Actors.WriteAsync(Key("big"), 0, new ActorWrite { Append = new byte[1 << 20] }).AsTask());

        Assert.Contains(_directory.Database, full.Message, StringComparison.Ordinal);
        Assert.Contains("full", full.Message, StringComparison.Ordinal);
        Assert.Null(await _store.Actors.LoadAsync(Key("big"), Cancellation));
        Assert.Equal(1, await VersionAsync("kept"));

        await LimitPagesAsync(1_000_000);
        Assert.Equal(1, await _store.Actors.WriteAsync(Key("big"), 0, new ActorWrite { Append = new byte[1 << 20] }));
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_does_what_it_took()
    {
        await OpenAsync(new StoreOptions { QueueLength = 3 });
        var hold = await HoldAsync();
        var first = WriteAsync("1", 0);
        var second = WriteAsync("2", 0);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync("3", 0));
        Assert.Contains(_directory.Database, refused.Message, StringComparison.Ordinal);
        hold.LetGo();

        Assert.Equal(1, await first);
        Assert.Equal(1, await second);
        await RoomAsync();
        Assert.Equal(1, await WriteAsync("3", 0));
    }

    [Fact]
    public async Task A_queue_of_large_writes_is_full_sooner()
    {
        await OpenAsync(new StoreOptions { QueueBytes = 1 << 20 });
        var hold = await HoldAsync();
        var large = new ActorWrite { Append = new byte[700_000] };
        var first = _store.Actors.WriteAsync(Key("1"), 0, large).AsTask();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.Actors.WriteAsync(Key("2"), 0, large).AsTask());
        var small = WriteAsync("3", 0);
        hold.LetGo();

        Assert.Equal(1, await first);
        Assert.Equal(1, await small);
    }

    [Fact]
    public async Task A_disk_that_hangs_is_noticed_and_nobody_waits_behind_it()
    {
        var hold = await HoldAsync();
        var waiting = WriteAsync("waiting", 0);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(waiting.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(5));
        var given = await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
        Assert.Contains(_directory.Database, given.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync("coming", 0));
        Assert.Null(await _store.Actors.LoadAsync(Key("waiting"), Cancellation));

        hold.LetGo();
        Assert.Equal(0, await hold.Task);
        await RoomAsync();
        Assert.Equal(1, await WriteAsync("waiting", 0));
    }

    [Fact]
    public async Task A_lock_that_another_program_holds_is_waited_for()
    {
        using var other = SqliteDatabase.Open(_directory.Database, SqliteOpenMode.Write, TimeSpan.Zero);
        other.Execute("BEGIN IMMEDIATE");
        var write = WriteAsync("1", 0);
        other.Execute("COMMIT");

        Assert.Equal(1, await write);
    }

    [Fact]
    public async Task A_lock_that_another_program_keeps_is_named()
    {
        await OpenAsync(new StoreOptions { BusyTimeout = TimeSpan.FromMilliseconds(1) });
        using var other = SqliteDatabase.Open(_directory.Database, SqliteOpenMode.Write, TimeSpan.Zero);
        other.Execute("BEGIN IMMEDIATE");

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync("1", 0));

        Assert.Contains($"Another program keeps {_directory.Database} locked", refused.Message, StringComparison.Ordinal);
        other.Execute("ROLLBACK");
        Assert.Equal(1, await WriteAsync("1", 0));
    }

    [Fact]
    public void Waiting_for_a_lock_between_our_own_threads_takes_less_than_the_second_that_SQLite_would_sleep()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "SQLite sleeps milliseconds there by itself");

        Assert.Equal("short-sleep", ShortSleepVfs.Name);
    }

    [Fact]
    public async Task A_group_longer_than_a_commit_takes_is_done_in_several()
    {
        await OpenAsync(new StoreOptions { WritesPerCommit = 7 });
        var hold = await HoldAsync();
        var writes = Enumerable.Range(0, 100).Select(i => WriteAsync($"{i}", 0)).ToList();
        hold.LetGo();

        Assert.All(await Task.WhenAll(writes), version => Assert.Equal(1, version));
    }

    private static ActorKey Key(string id) => new("call", id);

    private Task<long> WriteAsync(string id, long expected) =>
        _store.Actors.WriteAsync(Key(id), expected, new ActorWrite { Append = new byte[] { 1 } }).AsTask();

    private async Task<long> VersionAsync(string id) => (await _store.Actors.LoadAsync(Key(id), Cancellation))!.Version;

    private async ValueTask OpenAsync(StoreOptions options)
    {
        if (_store is not null) await _store.DisposeAsync();
        _store = SqliteStore.Open(
            options with { Directory = _directory.Path }, _time, NullLogger<SqliteStore>.Instance);
    }

    /// <summary>Stops the writer, so that what comes next waits together.</summary>
    private async Task<HoldingWrite> HoldAsync()
    {
        var hold = new HoldingWrite();
        _ = _store.Writer.Enqueue(hold);
        await hold.Begun;
        return hold;
    }

    /// <summary>
    /// A write completes a moment before the writer counts it out of the queue. When the queue takes another one, it has.
    /// </summary>
    private Task RoomAsync() => Polling.UntilAsync("the queue has room", async () =>
    {
        try
        {
            await _store.Writer.Enqueue(new ActionWrite(() => { }));
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    });

    /// <summary>A row that must refer to another is checked at the commit.</summary>
    private void SpoilCommit()
    {
        _store.Database.Execute(
            """
            CREATE TABLE parent(num INTEGER PRIMARY KEY);
            CREATE TABLE child(parent INTEGER REFERENCES parent(num) DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO child VALUES(1);
            """);
    }

    private Task LimitPagesAsync(int pages) =>
        _store.Writer.Enqueue(new ActionWrite(() => _store.Database.ReadNumber($"PRAGMA max_page_count = {pages}")));
}
