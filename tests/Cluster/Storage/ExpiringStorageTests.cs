using Orleans.Storage;
using StackExchange.Redis;
using Xunit;
using YemotAi.Grains.State;
using YemotAi.Silo.Storage;

namespace YemotAi.Cluster.Storage;

/// <summary>States of actors in Redis: what is done goes by itself, what is not never does.</summary>
public sealed class ExpiringStorageTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private const string Name = "actor";
    private static readonly GrainId Call = GrainId.Create("call", "yemot:1");
    private static readonly DateTimeOffset Soon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_state_comes_back_as_it_went()
    {
        await using var things = await OpenAsync();
        var state = await ReadAsync(things.States, Call);
        Assert.Equal((false, null, 0L), (state.RecordExists, state.ETag, state.State.Version));

        state.State = new ActorRecord
        {
            Version = 7, Snapshot = [0, 1, 255], Journal = [[1], [], [2, 3]], WakeAt = Soon.AddTicks(3), Writer = Guid.NewGuid(),
        };
        await things.States.WriteStateAsync(Name, Call, state);
        var stored = await ReadAsync(things.States, Call);

        Assert.True(stored.RecordExists);
        Assert.Equal(state.ETag, stored.ETag);
        Assert.Equivalent(state.State, stored.State, strict: true);
        Assert.Equal(0, (await ReadAsync(things.States, GrainId.Create("call", "yemot:2"))).State.Version);
    }

    [Fact]
    public async Task What_is_done_expires_and_what_is_not_does_not()
    {
        await using var things = await OpenAsync();
        var state = await ReadAsync(things.States, Call);

        await WriteAsync(things.States, Call, state, wakeAt: Soon);
        Assert.Null(await ExpiryAsync(things, Call));
        await WriteAsync(things.States, Call, state, wakeAt: null);
        Assert.InRange((await ExpiryAsync(things, Call))!.Value, TimeSpan.FromMinutes(50), things.Settings.KeepFinished);
        await WriteAsync(things.States, Call, state, wakeAt: Soon);
        Assert.Null(await ExpiryAsync(things, Call));
    }

    [Theory]
    [InlineData("budget")]
    [InlineData("provider")]
    public async Task What_a_business_has_spent_outlives_the_day(string kind)
    {
        await using var things = await OpenAsync();
        var grain = GrainId.Create(kind, "clinic");
        var state = await ReadAsync(things.States, grain);

        await WriteAsync(things.States, grain, state, wakeAt: null);

        Assert.InRange((await ExpiryAsync(things, grain))!.Value, TimeSpan.FromHours(25), TimeSpan.FromDays(3));
    }

    [Fact]
    public async Task What_has_expired_is_gone_and_a_writer_who_remembers_it_writes_nothing()
    {
        await using var things = await OpenAsync();
        var states = things.StatesThatKeep(TimeSpan.FromMilliseconds(1));
        await using var connection = await ConnectionMultiplexer.ConnectAsync(things.Settings.Redis);
        var key = states.KeyOf(Name, Call).ToString();
        await connection.GetDatabase().ExecuteAsync("CONFIG", "SET", "notify-keyspace-events", "Ex");
        var expired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal("__keyevent@0__:expired"), (_, gone) =>
        {
            if (gone == key) expired.TrySetResult();
        });
        var state = await ReadAsync(states, Call);

        await WriteAsync(states, Call, state, wakeAt: null);
        await expired.Task.WaitAsync(StoredThings.Guard, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(states, Call, state, wakeAt: Soon));
        Assert.False((await ReadAsync(states, Call)).RecordExists);
        Assert.Empty(await things.KeysAsync());
    }

    [Fact]
    public async Task A_late_write_of_one_who_was_replaced_changes_neither_state_nor_expiry()
    {
        await using var things = await OpenAsync();
        var old = await ReadAsync(things.States, Call);
        await WriteAsync(things.States, Call, old, wakeAt: Soon);
        var current = await ReadAsync(things.States, Call);
        await WriteAsync(things.States, Call, current, wakeAt: Soon);

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(things.States, Call, old, wakeAt: null));
        Assert.Null(await ExpiryAsync(things, Call));

        await WriteAsync(things.States, Call, current, wakeAt: null);
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(things.States, Call, old, wakeAt: Soon));
        Assert.NotNull(await ExpiryAsync(things, Call));
        Assert.Equal(current.ETag, (await ReadAsync(things.States, Call)).ETag);
    }

    [Fact]
    public async Task Of_many_who_write_at_once_one_wins_each_time_and_the_expiry_is_the_winners()
    {
        await using var things = await OpenAsync();
        for (var round = 0; round < 50; round++)
        {
            var seen = await ReadAsync(things.States, Call);
            var writers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
            {
                var state = new GrainState<ActorRecord>(seen.State, seen.ETag) { RecordExists = seen.RecordExists };
                try
                {
                    await WriteAsync(things.States, Call, state, wakeAt: i % 2 == 0 ? Soon : null);
                    return 1;
                }
                catch (InconsistentStateException)
                {
                    return 0;
                }
            }));

            Assert.Equal(1, writers.Sum());
            var stored = await ReadAsync(things.States, Call);
            Assert.Equal(round + 1, stored.State.Version);
            Assert.Equal(stored.State.WakeAt is null, await ExpiryAsync(things, Call) is not null);
        }
    }

    [Fact]
    public async Task A_state_that_is_cleared_is_gone_unless_someone_else_wrote_it()
    {
        await using var things = await OpenAsync();
        var state = await ReadAsync(things.States, Call);
        await WriteAsync(things.States, Call, state, wakeAt: Soon);
        var other = await ReadAsync(things.States, Call);
        await WriteAsync(things.States, Call, other, wakeAt: Soon);

        await Assert.ThrowsAsync<InconsistentStateException>(() => things.States.ClearStateAsync(Name, Call, state));
        Assert.True((await ReadAsync(things.States, Call)).RecordExists);
        await things.States.ClearStateAsync(Name, Call, other);

        Assert.Equal((false, null, 0L), (other.RecordExists, other.ETag, other.State.Version));
        Assert.Empty(await things.KeysAsync());
        await WriteAsync(things.States, Call, other, wakeAt: null);
    }

    private async Task<StoredThings> OpenAsync() => new(await redis.ServerAsync(), TimeSpan.FromSeconds(30));

    private static async Task<GrainState<ActorRecord>> ReadAsync(ExpiringStorage states, GrainId grain)
    {
        var state = new GrainState<ActorRecord>();
        await states.ReadStateAsync(Name, grain, state);
        return state;
    }

    private static async Task WriteAsync(ExpiringStorage states, GrainId grain, GrainState<ActorRecord> state, DateTimeOffset? wakeAt)
    {
        state.State = new ActorRecord { Version = state.State.Version + 1, WakeAt = wakeAt };
        await states.WriteStateAsync(Name, grain, state);
    }

    private static async Task<TimeSpan?> ExpiryAsync(StoredThings things, GrainId grain) =>
        await (await things.DatabaseAsync()).KeyTimeToLiveAsync(things.States.KeyOf(Name, grain));
}
