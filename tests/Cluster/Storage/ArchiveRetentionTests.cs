using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls.Storage;
using YemotAi.Silo.Storage;
using YemotAi.Tests;

namespace YemotAi.Cluster.Storage;

/// <summary>Finished calls go when they are as old as they may become.</summary>
public sealed class ArchiveRetentionTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_calls_go_while_the_silo_runs_whichever_silo_it_is()
    {
        var time = new ManualTime();
        await using var things = new StoredThings(await redis.ServerAsync(), TimeSpan.FromSeconds(30));
        await things.Calls.SaveAsync(StoredThings.Call("old", time.GetUtcNow().AddDays(-31)));
        await things.Calls.SaveAsync(StoredThings.Call("less old", time.GetUtcNow().AddDays(-30).AddMinutes(30)));
        var purges = new CountedArchive(things.Calls);
        using var one = Retention(purges, 30, time);
        using var other = Retention(purges, 30, time);

        await Task.WhenAll(one.StartAsync(Cancellation), other.StartAsync(Cancellation));
        await purges.WhenDoneAsync(2);
        Assert.Equal("less old", Assert.Single(await things.Calls.FindAsync(new CallQuery(), Cancellation)).Key);

        await time.WhenWaitingAsync(2, Cancellation);
        time.Advance(TimeSpan.FromHours(1));
        await purges.WhenDoneAsync(4);
        Assert.Empty(await things.Calls.FindAsync(new CallQuery(), Cancellation));
        await Task.WhenAll(one.StopAsync(Cancellation), other.StopAsync(Cancellation));
    }

    [Fact]
    public async Task An_archive_that_is_away_is_told_and_tried_again()
    {
        var time = new ManualTime();
        var log = new LogLines();
        await using var things = new StoredThings(await redis.ServerAsync(), TimeSpan.FromSeconds(30));
        var purges = new CountedArchive(things.Calls) { Away = true };
        using var retention = Retention(purges, 30, time, log);

        await retention.StartAsync(Cancellation);
        await log.WhenLoggedAsync("could not be removed", 1, Cancellation);
        purges.Away = false;
        await time.WhenWaitingAsync(1, Cancellation);
        time.Advance(TimeSpan.FromHours(1));
        await purges.WhenDoneAsync(1);

        await retention.StopAsync(Cancellation);
        Assert.Single(log.Errors);
    }

    [Fact]
    public async Task No_days_at_all_keep_calls_for_ever()
    {
        await using var things = new StoredThings(await redis.ServerAsync(), TimeSpan.FromSeconds(30));
        await things.Calls.SaveAsync(StoredThings.Call("old", DateTimeOffset.UnixEpoch));
        using var retention = Retention(things.Calls, 0, new ManualTime());

        await retention.StartAsync(Cancellation);
        await retention.ExecuteTask!.WaitAsync(StoredThings.Guard, Cancellation);

        Assert.Single(await things.Calls.FindAsync(new CallQuery(), Cancellation));
    }

    private static ArchiveRetention Retention(ICallArchive archive, int days, TimeProvider time, LogLines? log = null) =>
        new(archive, days, time, LoggerFactory.Create(logging => logging.AddProvider(log ?? new LogLines())).CreateLogger<ArchiveRetention>());

    /// <summary>An archive that says how often it was purged, and that may be away.</summary>
    private sealed class CountedArchive(ICallArchive inner) : ICallArchive
    {
        private readonly SemaphoreSlim _done = new(0);
        private int _waitedFor;

        public volatile bool Away;

        public ValueTask SaveAsync(FinishedCall call) => inner.SaveAsync(call);

        public ValueTask<IReadOnlyList<FinishedCall>> FindAsync(CallQuery query, CancellationToken cancellation) =>
            inner.FindAsync(query, cancellation);

        public async ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, CancellationToken cancellation)
        {
            if (Away) throw new StoreUnavailableException("Away.");
            var removed = await inner.PurgeAsync(endedBefore, cancellation);
            _done.Release();
            return removed;
        }

        /// <summary>Waits until it was purged so often in all.</summary>
        public async Task WhenDoneAsync(int times)
        {
            for (; _waitedFor < times; _waitedFor++)
                Assert.True(await _done.WaitAsync(StoredThings.Guard, Cancellation), "A purge has not come.");
        }
    }
}
