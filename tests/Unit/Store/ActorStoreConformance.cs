using System.Text;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;

namespace YemotAi.Unit.Store;

/// <summary>What every <see cref="IActorStore"/> must do.</summary>
public abstract class ActorStoreConformance : StoreConformance<IActorStore>
{
    private static readonly ActorKey Key = new("call", "yemot:77");

    private IActorStore Actors => Port;

    [Fact]
    public async Task An_actor_that_was_never_written_is_not_there()
    {
        Assert.Null(await Actors.LoadAsync(Key, Cancellation));
    }

    [Fact]
    public async Task What_was_written_is_loaded_in_order()
    {
        Assert.Equal(1, await Actors.WriteAsync(Key, 0, new ActorWrite { Append = Bytes("ring") }));
        Assert.Equal(2, await Actors.WriteAsync(Key, 1, new ActorWrite { Append = Bytes("said") }));
        Assert.Equal(3, await Actors.WriteAsync(Key, 2, new ActorWrite { Append = Bytes("heard") }));

        var stored = await Actors.LoadAsync(Key, Cancellation);

        Assert.NotNull(stored);
        Assert.Equal(3, stored.Version);
        Assert.Null(stored.Snapshot);
        Assert.Equal(["ring", "said", "heard"], stored.Journal.Select(Text));
    }

    [Fact]
    public async Task A_snapshot_replaces_the_one_before_and_stays_when_none_is_given()
    {
        await Actors.WriteAsync(Key, 0, new ActorWrite { Snapshot = Bytes("first") });
        await Actors.WriteAsync(Key, 1, new ActorWrite { Snapshot = Bytes("second"), Append = Bytes("entry") });
        await Actors.WriteAsync(Key, 2, new ActorWrite { Append = Bytes("later") });
        await Actors.WriteAsync(Key, 3, default);

        var stored = await Actors.LoadAsync(Key, Cancellation);

        Assert.NotNull(stored);
        Assert.Equal(4, stored.Version);
        Assert.Equal("second", Text(stored.Snapshot!.Value));
        Assert.Equal(["entry", "later"], stored.Journal.Select(Text));
    }

    [Fact]
    public async Task Nothing_at_all_and_an_empty_piece_are_two_things()
    {
        await Actors.WriteAsync(Key, 0, new ActorWrite { Snapshot = Array.Empty<byte>(), Append = Array.Empty<byte>() });

        var stored = await Actors.LoadAsync(Key, Cancellation);

        Assert.NotNull(stored);
        Assert.True(stored.Snapshot is { Length: 0 });
        Assert.Equal(0, Assert.Single(stored.Journal).Length);
    }

    [Fact]
    public async Task A_large_piece_comes_back_as_it_went()
    {
        var large = new byte[1_500_000];
        new Random(7).NextBytes(large);
        await Actors.WriteAsync(Key, 0, new ActorWrite { Snapshot = large, Append = large });

        var stored = await Actors.LoadAsync(Key, Cancellation);

        Assert.Equal(large, stored!.Snapshot!.Value.ToArray());
        Assert.Equal(large, stored.Journal[0].ToArray());
    }

    [Fact]
    public async Task What_was_written_does_not_follow_later_changes_of_the_callers_buffer()
    {
        var buffer = Bytes("abc");
        await Actors.WriteAsync(Key, 0, new ActorWrite { Snapshot = buffer, Append = buffer });
        buffer.AsSpan().Clear();

        var stored = await Actors.LoadAsync(Key, Cancellation);

        Assert.Equal("abc", Text(stored!.Snapshot!.Value));
        Assert.Equal("abc", Text(stored.Journal[0]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-1)]
    public async Task A_write_that_names_another_version_than_the_stored_one_changes_nothing(long expected)
    {
        var wake = Time.GetUtcNow();
        await Actors.WriteAsync(Key, 0, new ActorWrite { Append = Bytes("one") });
        await Actors.WriteAsync(Key, 1, new ActorWrite { Append = Bytes("two"), Snapshot = Bytes("kept") });

        var stale = await Assert.ThrowsAsync<StaleStateException>(async () => await Actors.WriteAsync(
            Key, expected, new ActorWrite { Append = Bytes("lost"), Snapshot = Bytes("lost"), WakeAt = wake }));

        Assert.Equal(Key, stale.Key);
        Assert.Equal(expected, stale.Expected);
        var stored = await Actors.LoadAsync(Key, Cancellation);
        Assert.Equal(2, stored!.Version);
        Assert.Equal("kept", Text(stored.Snapshot!.Value));
        Assert.Equal(["one", "two"], stored.Journal.Select(Text));
        Assert.Empty(await Actors.FindDueAsync(wake, 10, Cancellation));
    }

    [Fact]
    public async Task A_write_that_expects_something_where_nothing_is_creates_nothing()
    {
        await Assert.ThrowsAsync<StaleStateException>(
            async () => await Actors.WriteAsync(Key, 1, new ActorWrite { Append = Bytes("lost") }));

        Assert.Null(await Actors.LoadAsync(Key, Cancellation));
    }

    [Fact]
    public async Task Of_two_who_write_the_same_version_one_wins()
    {
        var writes = Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await Actors.WriteAsync(Key, 0, new ActorWrite { Append = Bytes($"{i}") });
                return 1;
            }
            catch (StaleStateException)
            {
                return 0;
            }
        });

        Assert.Equal(1, (await Task.WhenAll(writes)).Sum());
        Assert.Single((await Actors.LoadAsync(Key, Cancellation))!.Journal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("'; DROP TABLE actors; --")]
    [InlineData("a\0b")]
    [InlineData("שיחה 🙂")]
    public async Task An_id_is_opaque(string id)
    {
        await Actors.WriteAsync(new ActorKey("call", id), 0, new ActorWrite { Append = Bytes("x") });
        await Actors.WriteAsync(new ActorKey("call", id + "x"), 0, new ActorWrite { WakeAt = Time.GetUtcNow() });

        Assert.Single((await Actors.LoadAsync(new ActorKey("call", id), Cancellation))!.Journal);
        Assert.Equal([new ActorKey("call", id + "x")], await Actors.FindDueAsync(Time.GetUtcNow(), 10, Cancellation));
    }

    [Fact]
    public async Task An_id_of_a_megabyte_is_one_like_any_other()
    {
        var key = new ActorKey("call", new string('9', 1 << 20));
        await Actors.WriteAsync(key, 0, new ActorWrite { Append = Bytes("x") });

        Assert.Equal(1, (await Actors.LoadAsync(key, Cancellation))!.Version);
        Assert.Null(await Actors.LoadAsync(key with { Id = key.Id[1..] }, Cancellation));
    }

    [Fact]
    public async Task Actors_of_two_kinds_with_one_id_are_two()
    {
        await Actors.WriteAsync(new ActorKey("call", "1"), 0, new ActorWrite { Append = Bytes("call") });
        await Actors.WriteAsync(new ActorKey("mind", "1"), 0, new ActorWrite { Append = Bytes("mind") });

        Assert.Equal("mind", Text((await Actors.LoadAsync(new ActorKey("mind", "1"), Cancellation))!.Journal[0]));
        Assert.Null(await Actors.LoadAsync(new ActorKey("Call", "1"), Cancellation));
    }

    [Fact]
    public async Task Due_are_those_whose_time_has_come_the_longest_due_first()
    {
        var now = Time.GetUtcNow();
        await WakeAsync("later", now.AddSeconds(1));
        await WakeAsync("now", now);
        await WakeAsync("long ago", now.AddDays(-2));
        await WakeAsync("never", null);
        await WakeAsync("before", now.AddMinutes(-1));

        Assert.Equal(["long ago", "before", "now"], await DueAsync(now, 10));
        Assert.Equal(["long ago", "before"], await DueAsync(now, 2));
        Assert.Empty(await DueAsync(now, 0));
    }

    [Fact]
    public async Task A_wake_up_comes_up_to_a_second_late_and_never_early()
    {
        var now = Time.GetUtcNow();
        await WakeAsync("half", now.AddMilliseconds(500));

        Assert.Empty(await DueAsync(now.AddMilliseconds(499), 10));
        Assert.Equal(["half"], await DueAsync(now.AddSeconds(1), 10));
    }

    [Fact]
    public async Task Every_write_sets_the_wake_up_anew()
    {
        var now = Time.GetUtcNow();
        await Actors.WriteAsync(Key, 0, new ActorWrite { WakeAt = now });
        await Actors.WriteAsync(Key, 1, new ActorWrite { WakeAt = now });
        Assert.Equal([Key.Id], await DueAsync(now, 10));

        await Actors.WriteAsync(Key, 2, new ActorWrite { WakeAt = now.AddHours(1) });
        Assert.Empty(await DueAsync(now, 10));
        Assert.Equal([Key.Id], await DueAsync(now.AddHours(1), 10));

        await Actors.WriteAsync(Key, 3, new ActorWrite { Append = Bytes("no wake-up") });
        Assert.Empty(await DueAsync(now.AddHours(1), 10));
    }

    [Fact]
    public async Task Purged_are_those_that_are_old_and_want_no_wake_up()
    {
        await WakeAsync("old", null);
        await WakeAsync("old with a wake-up", Time.GetUtcNow());
        await WakeAsync("written again", null);
        Time.Advance(TimeSpan.FromHours(1));
        var moment = Time.GetUtcNow();
        await Actors.WriteAsync(new ActorKey("call", "written again"), 1, new ActorWrite { Append = Bytes("x") });
        await WakeAsync("new", null);

        Assert.Equal(1, await Actors.PurgeAsync(moment, Cancellation));

        Assert.Null(await Actors.LoadAsync(new ActorKey("call", "old"), Cancellation));
        foreach (var id in new[] { "old with a wake-up", "written again", "new" })
            Assert.NotNull(await Actors.LoadAsync(new ActorKey("call", id), Cancellation));
        Assert.Equal(0, await Actors.PurgeAsync(moment, Cancellation));
    }

    [Fact]
    public async Task Hundreds_are_purged_at_once()
    {
        for (var i = 0; i < 300; i++)
            await Actors.WriteAsync(new ActorKey("call", $"{i}"), 0, new ActorWrite { Append = Bytes("x"), Snapshot = Bytes("y") });
        Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(300, await Actors.PurgeAsync(Time.GetUtcNow(), Cancellation));
        Assert.Null(await Actors.LoadAsync(new ActorKey("call", "299"), Cancellation));
    }

    [Fact]
    public async Task A_purged_actor_begins_anew_with_nothing_of_the_old_one()
    {
        await Actors.WriteAsync(Key, 0, new ActorWrite { Append = Bytes("old"), Snapshot = Bytes("old") });
        Time.Advance(TimeSpan.FromHours(1));
        await Actors.PurgeAsync(Time.GetUtcNow(), Cancellation);

        await Assert.ThrowsAsync<StaleStateException>(async () => await Actors.WriteAsync(Key, 1, default));
        await Actors.WriteAsync(Key, 0, new ActorWrite { Append = Bytes("new") });

        var stored = await Actors.LoadAsync(Key, Cancellation);
        Assert.Equal(1, stored!.Version);
        Assert.Null(stored.Snapshot);
        Assert.Equal("new", Text(Assert.Single(stored.Journal)));
    }

    [Fact]
    public async Task Thousands_of_writers_do_not_disturb_each_other()
    {
        const int writers = 2_000;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var key = new ActorKey("call", $"{writer}");
            for (var i = 0; i < 5; i++)
                Assert.Equal(i + 1, await Actors.WriteAsync(key, i, new ActorWrite { Append = Bytes($"{writer}/{i}") }));
        }, Cancellation)));

        for (var writer = 0; writer < writers; writer++)
        {
            var stored = await Actors.LoadAsync(new ActorKey("call", $"{writer}"), Cancellation);
            Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{writer}/{i}"), stored!.Journal.Select(Text));
        }
    }

    [Fact]
    public async Task A_reader_sees_a_whole_write_or_none_of_it()
    {
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
                await Actors.WriteAsync(Key, i, new ActorWrite { Append = Bytes($"{i}"), Snapshot = Bytes($"{i}") });
        }, Cancellation);
        while (!writing.IsCompleted)
        {
            if (await Actors.LoadAsync(Key, Cancellation) is not { } stored) continue;
            Assert.Equal(stored.Version, stored.Journal.Count);
            Assert.Equal($"{stored.Version - 1}", Text(stored.Snapshot!.Value));
            Assert.Equal($"{stored.Version - 1}", Text(stored.Journal[^1]));
        }

        await writing;
    }

    [Fact]
    public async Task A_cancelled_load_says_so()
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Actors.LoadAsync(Key, cancelled.Token));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private async Task WakeAsync(string id, DateTimeOffset? at) =>
        await Actors.WriteAsync(new ActorKey("call", id), 0, new ActorWrite { WakeAt = at });

    private async Task<IEnumerable<string>> DueAsync(DateTimeOffset now, int most) =>
        (await Actors.FindDueAsync(now, most, Cancellation)).Select(key => key.Id);
}
