using Orleans.Storage;
using Xunit;
using YemotAi.Calls.Storage;
using YemotAi.Cluster.Redis;
using YemotAi.Grains.State;
using YemotAi.Tests;

namespace YemotAi.Cluster.Storage;

/// <summary>What becomes of what is kept in Redis when Redis is killed, hangs, or was never there.</summary>
public sealed class RedisAwayTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(500);
    private static readonly GrainId Grain = GrainId.Create("call", "yemot:1");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_Redis_is_named_in_the_error_and_used_again_when_it_is_back_with_all_it_had()
    {
        var log = new LogLines();
        await using var redis = await RedisServer.StartAsync();
        await using var things = new StoredThings(redis, Short, log: log);
        // Otherwise it may answer up to two seconds before it writes, while the disk is busy.
        await (await things.DatabaseAsync()).ExecuteAsync("CONFIG", "SET", "appendfsync", "always");
        await KeepAllAsync(things, "before");
        var restored = await things.WhenRestoredAsync();

        await redis.KillAsync();
        await log.WhenLoggedAsync("is away", 1, Cancellation);
        await AllFailAsync(things, redis.Address);

        await redis.StartAgainAsync();
        await restored;
        await KeepAllAsync(things, "after");

        Assert.Equal(2, (await things.Messages.ListAsync(null, 10, Cancellation)).Count);
        Assert.Equal(2, (await things.Calls.FindAsync(new CallQuery(), Cancellation)).Count);
        Assert.Contains(log.All, line => line.Text.Contains("is there again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Redis_that_hangs_fails_in_time_and_what_arrived_after_all_is_not_there_twice()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var things = new StoredThings(redis, Short);
        await KeepAllAsync(things, "before");
        var state = await StateAsync(things);
        var restored = await things.WhenRestoredAsync();

        redis.Freeze();
        state.State = new ActorRecord { Version = 2 };
        await Task.WhenAll(
            FailsAsync(things.Messages.KeepAsync(StoredThings.Message("late")).AsTask(), redis.Address),
            FailsAsync(things.Calls.SaveAsync(StoredThings.Call("late", Noon)).AsTask(), redis.Address),
            FailsAsync(things.States.WriteStateAsync("actor", Grain, state), redis.Address),
            FailsAsync(things.Calls.FindAsync(new CallQuery(), Cancellation).AsTask(), redis.Address));
        redis.Thaw();

        await WhenThereAsync(restored, () => things.Messages.KeepAsync(StoredThings.Message("late")).AsTask());
        await WhenThereAsync(restored, () => things.Calls.SaveAsync(StoredThings.Call("late", Noon)).AsTask());

        Assert.Equal(2, (await things.Messages.ListAsync(null, 10, Cancellation)).Count);
        Assert.Equal(2, (await things.Calls.FindAsync(new CallQuery(), Cancellation)).Count);
        // Whoever wrote the state does not know that it arrived, and is told that it is not what it was.
        var now = await StateAsync(things);
        if (now.State.Version == 2) await Assert.ThrowsAsync<InconsistentStateException>(() => things.States.WriteStateAsync("actor", Grain, state));
        else await things.States.WriteStateAsync("actor", Grain, state);
    }

    [Fact]
    public async Task A_Redis_that_comes_later_than_the_silo_is_found()
    {
        var log = new LogLines();
        await using var redis = await RedisServer.StartAsync();
        await redis.KillAsync();
        await using var things = new StoredThings(redis, Short, log: log);

        await AllFailAsync(things, redis.Address);
        var restored = await things.WhenRestoredAsync();
        await redis.StartAgainAsync();
        await restored;

        await KeepAllAsync(things, "later");
        Assert.Single(await things.Calls.FindAsync(new CallQuery(), Cancellation));
        Assert.Contains(log.Errors, line => line.Text.Contains("is away", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Redis_that_lost_its_memory_of_scripts_is_given_them_again()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var things = new StoredThings(redis, TimeSpan.FromSeconds(30));
        await KeepAllAsync(things, "before");
        await (await things.DatabaseAsync()).ExecuteAsync("SCRIPT", "FLUSH", "SYNC");

        await KeepAllAsync(things, "after");

        Assert.Equal(2, (await things.Calls.FindAsync(new CallQuery(), Cancellation)).Count);
    }

    [Fact]
    public async Task A_Redis_without_room_refuses_and_is_used_again_when_there_is_some()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var things = new StoredThings(redis, TimeSpan.FromSeconds(30));
        await KeepAllAsync(things, "before");
        var database = await things.DatabaseAsync();
        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1");

        var error = await FailsAsync(things.Messages.KeepAsync(StoredThings.Message("full")).AsTask(), redis.Address);
        Assert.Contains("OOM", error.Message, StringComparison.Ordinal);
        await FailsAsync(things.Calls.SaveAsync(StoredThings.Call("full", Noon)).AsTask(), redis.Address);
        Assert.Single(await things.Messages.ListAsync(null, 10, Cancellation));
        Assert.Single(await things.Calls.FindAsync(new CallQuery(), Cancellation));

        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        await KeepAllAsync(things, "full");
        Assert.Equal(2, (await things.Messages.ListAsync(null, 10, Cancellation)).Count);
    }

    [Fact]
    public async Task Who_is_no_longer_interested_does_not_wait_for_a_Redis_that_hangs()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var things = new StoredThings(redis, TimeSpan.FromMinutes(2));
        await KeepAllAsync(things, "before");
        using var interest = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        redis.Freeze();
        var finding = things.Calls.FindAsync(new CallQuery(), interest.Token).AsTask();
        var listing = things.Messages.ListAsync(null, 10, interest.Token).AsTask();
        var purging = things.Calls.PurgeAsync(Noon, interest.Token).AsTask();
        Assert.False(finding.IsCompleted);
        await interest.CancelAsync();

        // The limit of the commands themselves is longer than this guard's.
        foreach (var ended in new Task[] { finding, listing, purging })
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ended.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        redis.Thaw();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await things.Calls.FindAsync(new CallQuery(), interest.Token));
    }

    [Fact]
    public async Task Every_error_can_go_to_another_silo()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var things = new StoredThings(redis, Short);
        await KeepAllAsync(things, "before");
        var database = await things.DatabaseAsync();
        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1");
        var errors = new List<Exception> { await FailsAsync(things.Calls.SaveAsync(StoredThings.Call("full", Noon)).AsTask(), redis.Address) };
        redis.Freeze();
        errors.Add(await FailsAsync(StateAsync(things), redis.Address));
        redis.Thaw();
        await redis.KillAsync();
        errors.AddRange(await AllFailAsync(things, redis.Address));

        foreach (var error in errors)
        {
            var arrived = Assert.IsType<StoreUnavailableException>(things.Sent<Exception>(new StoreUnavailableException("Outer.", error)));
            Assert.Equal(error.Message, Assert.IsType<StoreUnavailableException>(arrived.InnerException).Message);
        }
    }

    [Fact]
    public async Task No_error_and_no_log_line_tells_the_password_a_number_or_the_name_of_a_call()
    {
        var log = new LogLines();
        await using var redis = await RedisServer.StartAsync();
        await using (var owner = new StoredThings(redis, TimeSpan.FromSeconds(30)))
            await (await owner.DatabaseAsync()).ExecuteAsync("CONFIG", "SET", "requirepass", "open-barley");
        await using var right = new StoredThings(redis, Short, log: log, password: "open-barley");
        await KeepAllAsync(right, "before");
        await using var wrong = new StoredThings(redis, Short, log: log, password: "open-sesame");
        var errors = await AllFailAsync(wrong, redis.Address);
        redis.Freeze();
        errors = [.. errors, .. await AllFailAsync(right, redis.Address)];

        foreach (var text in errors.Select(error => error.ToString()).Concat(log.All.Select(line => line.Text + line.Error)))
        {
            Assert.DoesNotContain("open-", text, StringComparison.Ordinal);
            Assert.DoesNotContain("0501234567", text, StringComparison.Ordinal);
            Assert.DoesNotContain("yemot:1", text, StringComparison.Ordinal);
        }
    }

    private static async Task KeepAllAsync(StoredThings things, string key)
    {
        await things.Messages.KeepAsync(StoredThings.Message(key));
        await things.Calls.SaveAsync(StoredThings.Call(key, Noon));
        var state = await StateAsync(things);
        state.State = new ActorRecord { Version = 1 };
        await things.States.WriteStateAsync("actor", Grain, state);
    }

    private static async Task<GrainState<ActorRecord>> StateAsync(StoredThings things)
    {
        var state = new GrainState<ActorRecord>();
        await things.States.ReadStateAsync("actor", Grain, state);
        return state;
    }

    private static async Task<IReadOnlyList<Exception>> AllFailAsync(StoredThings things, string address) =>
    [
        await FailsAsync(things.Messages.KeepAsync(StoredThings.Message("yemot:1/message")).AsTask(), address),
        await FailsAsync(things.Messages.ListAsync(null, 10, Cancellation).AsTask(), address),
        await FailsAsync(things.Calls.SaveAsync(StoredThings.Call("yemot:1", Noon)).AsTask(), address),
        await FailsAsync(things.Calls.FindAsync(new CallQuery(), Cancellation).AsTask(), address),
        await FailsAsync(things.Calls.PurgeAsync(Noon, Cancellation).AsTask(), address),
        await FailsAsync(StateAsync(things), address),
        await FailsAsync(things.States.WriteStateAsync("actor", Grain, new GrainState<ActorRecord>(new ActorRecord())), address),
        await FailsAsync(things.States.ClearStateAsync("actor", Grain, new GrainState<ActorRecord>(new ActorRecord())), address),
    ];

    private static async Task<StoreUnavailableException> FailsAsync(Task doing, string address)
    {
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => doing.WaitAsync(StoredThings.Guard, Cancellation));
        Assert.Contains(address, error.Message, StringComparison.Ordinal);
        return error;
    }

    /// <summary>A connection on which nothing came for long is given up and made anew: that is waited for, once.</summary>
    private static async Task WhenThereAsync(Task restored, Func<Task> command)
    {
        try
        {
            await command();
        }
        catch (StoreUnavailableException)
        {
            await restored;
            await command();
        }
    }
}
