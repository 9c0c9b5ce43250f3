using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store;
using YemotAi.Tests;

namespace YemotAi.Unit.Store;

public sealed class SqliteStoreTests : IDisposable
{
    private static readonly ActorKey Key = new("call", "yemot:77");

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Reopening_keeps_everything()
    {
        var now = _time.GetUtcNow();
        await using (var store = Open())
        {
            await store.Actors.WriteAsync(Key, 0, new ActorWrite { Append = new byte[] { 1 }, Snapshot = new byte[] { 9 } });
            await store.Actors.WriteAsync(Key, 1, new ActorWrite { Append = new byte[] { 2 }, WakeAt = now });
            await store.Calls.SaveAsync(Call("yemot:1", "שלום וברכה"));
            await store.Messages.KeepAsync(Message("m"));
        }

        await using var again = Open();
        var stored = await again.Actors.LoadAsync(Key, Cancellation);
        Assert.Equal(2, stored!.Version);
        Assert.Equal([9], stored.Snapshot!.Value.ToArray());
        Assert.Equal([1, 2], stored.Journal.Select(entry => Assert.Single(entry.ToArray())));
        Assert.Equal([Key], await again.Actors.FindDueAsync(now, 10, Cancellation));
        Assert.Single(await again.Calls.FindAsync(new CallQuery { Text = "ברכה" }, Cancellation));
        Assert.Equal(Message("m"), Assert.Single(await again.Messages.ListAsync(null, 10, Cancellation)));
        Assert.Equal(3, await again.Actors.WriteAsync(Key, 2, default));
    }

    [Fact]
    public async Task A_missing_directory_is_made()
    {
        var options = new StoreOptions { Directory = Path.Combine(_directory.Path, "a", "נתונים") };
        await using var store = Open(options);

        Assert.Equal(1, await store.Actors.WriteAsync(Key, 0, default));
    }

    [Fact]
    public async Task Closing_finishes_what_was_accepted_and_leaves_one_whole_file()
    {
        var store = Open();
        var writes = Enumerable.Range(0, 500)
            .Select(i => store.Actors.WriteAsync(new ActorKey("call", $"{i}"), 0, new ActorWrite { Append = new byte[100] }).AsTask())
            .ToList();
        await store.DisposeAsync();
        await store.DisposeAsync();

        Assert.All(await Task.WhenAll(writes), version => Assert.Equal(1, version));
        Assert.Equal(["yemotai.db", "yemotai.lock"], Directory.GetFiles(_directory.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_closed_store_refuses()
    {
        var store = Open();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Actors.WriteAsync(Key, 0, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Actors.LoadAsync(Key, Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Messages.KeepAsync(Message("m")));
    }

    [Fact]
    public async Task Full_durability_keeps_as_well()
    {
        await using (var store = Open(Options with { Durability = StoreDurability.Full }))
            await store.Actors.WriteAsync(Key, 0, new ActorWrite { Append = new byte[] { 1 } });

        await using var again = Open();
        Assert.NotNull(await again.Actors.LoadAsync(Key, Cancellation));
    }

    [Fact]
    public async Task A_second_program_is_refused_and_told_where()
    {
        await using (Open())
        {
            var refused = Assert.Throws<StoreOpenException>(() => Open());
            Assert.Contains("Another program", refused.Message, StringComparison.Ordinal);
            Assert.Contains(_directory.Path, refused.Message, StringComparison.Ordinal);
        }

        await Open().DisposeAsync();
    }

    [Fact]
    public async Task Another_reads_while_the_program_writes()
    {
        await using var store = Open();
        using var reader = SqliteStore.OpenForReading(Options);
        await store.Messages.KeepAsync(Message("m"));
        await store.Calls.SaveAsync(Call("yemot:1", "שלום וברכה"));

        Assert.Single(await reader.ListMessagesAsync("clinic", 10, Cancellation));
        Assert.Single(await reader.FindCallsAsync(new CallQuery { Text = "ברכה" }, Cancellation));

        using var second = SqliteStore.OpenForReading(Options);
        Assert.Single(await second.ListMessagesAsync(null, 10, Cancellation));
        Assert.Equal(1, await store.Actors.WriteAsync(Key, 0, default));
    }

    [Fact]
    public async Task Another_reads_when_the_program_has_ended()
    {
        await using (var store = Open()) await store.Messages.KeepAsync(Message("m"));

        using (var reader = SqliteStore.OpenForReading(Options))
            Assert.Single(await reader.ListMessagesAsync(null, 10, Cancellation));

        await using var again = Open();
        Assert.Single(await again.Messages.ListAsync(null, 10, Cancellation));
    }

    [Fact]
    public void Reading_where_nothing_was_written_makes_nothing()
    {
        var refused = Assert.Throws<StoreOpenException>(() => SqliteStore.OpenForReading(Options));

        Assert.Contains(_directory.Database, refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task Searches_run_while_thousands_write()
    {
        await using var store = Open(Options with { UnindexedCalls = 10 });
        var writing = Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => Task.Run(async () =>
        {
            await store.Actors.WriteAsync(new ActorKey("call", $"{i}"), 0, new ActorWrite { Append = new byte[200] });
            await store.Calls.SaveAsync(Call($"yemot:{i}", $"שלום וברכה {i}"));
        })));
        while (!writing.IsCompleted)
        {
            var found = await store.Calls.FindAsync(new CallQuery { Text = "ברכה", Most = 1_000 }, Cancellation);
            Assert.Equal(found.Count, found.DistinctBy(call => call.Key).Count());
        }

        await writing;
        Assert.Equal(1_000, (await store.Calls.FindAsync(new CallQuery { Text = "ברכה", Most = 1_000 }, Cancellation)).Count);
        Assert.Single(await store.Calls.FindAsync(new CallQuery { Text = "ברכה 987" }, Cancellation));
    }

    [Fact]
    public async Task The_log_stays_within_its_limit_while_it_is_written_to_without_a_pause()
    {
        const int page = 4096;
        await using var store = Open(Options with { CheckpointPages = 50, LogPages = 200 });
        for (var i = 0; i < 3_000; i++)
            await store.Actors.WriteAsync(Key, i, new ActorWrite { Append = new byte[page] });

        var log = new FileInfo(_directory.Database + "-wal").Length;
        Assert.InRange(log, 1, 3 * 200 * page);
        Assert.Equal(3_000, (await store.Actors.LoadAsync(Key, Cancellation))!.Journal.Count);
    }

    [Fact]
    public async Task A_search_that_nobody_waits_for_ends()
    {
        await using var store = Open();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.Calls.FindAsync(new CallQuery(), cancelled.Token));
        Assert.Empty(await store.Calls.FindAsync(new CallQuery(), Cancellation));
    }

    private StoreOptions Options => new() { Directory = _directory.Path };

    private static FinishedCall Call(string key, string said) => new()
    {
        Key = key,
        Began = DateTimeOffset.UnixEpoch,
        Ended = DateTimeOffset.UnixEpoch.AddMinutes(1),
        Reason = "Idle",
        Transcript = [new TranscriptLine(DateTimeOffset.UnixEpoch, Speaker.Caller, said)],
    };

    private static CallerMessage Message(string key) => new()
    {
        Key = key,
        Call = "yemot:77",
        At = DateTimeOffset.UnixEpoch,
        Business = "clinic",
        Caller = "0501234567",
    };

    private SqliteStore Open(StoreOptions? options = null) =>
        SqliteStore.Open(options ?? Options, _time, NullLogger<SqliteStore>.Instance);
}
