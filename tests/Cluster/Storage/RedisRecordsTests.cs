using StackExchange.Redis;
using Xunit;
using YemotAi.Calls.Storage;
using YemotAi.Silo.Storage;
using YemotAi.Tests;

namespace YemotAi.Cluster.Storage;

/// <summary>What is particular about messages and finished calls in Redis.</summary>
public sealed class RedisRecordsTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_calls_are_found_by_what_was_said_some_at_a_time()
    {
        const int calls = 10_000;
        await using var things = await OpenAsync();
        var archive = things.Calls;
        var filler = string.Join(' ', Enumerable.Repeat("רציתי לקבוע תור לתספורת ביום רביעי", 8));
        await Parallel.ForAsync(0, calls, Cancellation, async (i, _) => await archive.SaveAsync(
            StoredThings.Call($"yemot:{i}", Noon.AddSeconds(i), filler, i % 1_000 == 77 ? "ג׳ירפה" : filler, filler) with
            {
                Business = i % 100 == 0 ? "garage" : "clinic",
            }));
        var database = await things.DatabaseAsync();
        var size = (await database.HashValuesAsync(things.Settings.ServiceId + "/{calls}")).Sum(record => record.Length());

        var (steps, sent) = await CountedAsync(things, async () =>
        {
            var found = await archive.FindAsync(new CallQuery { Text = "ג'ירפה" }, Cancellation);
            Assert.Equal(Enumerable.Range(0, 10).Select(i => $"yemot:{((9 - i) * 1_000) + 77}"), found.Select(call => call.Key));
        });
        Assert.InRange(sent, size, size * 1.2);
        Assert.InRange(steps, size / (2 * NewestFirst.BytesAtOnce), calls);
        Assert.True(sent / steps < 2 * NewestFirst.BytesAtOnce, $"{sent} bytes in {steps} steps");

        (steps, sent) = await CountedAsync(things, async () => Assert.Equal(
            1_000, (await archive.FindAsync(new CallQuery { Most = int.MaxValue }, Cancellation)).Count));
        Assert.True(sent < size / 4, $"{sent} bytes for the newest tenth of {size}");

        (steps, sent) = await CountedAsync(things, async () => Assert.Equal(
            100, (await archive.FindAsync(new CallQuery { Business = "garage", Most = 1_000 }, Cancellation)).Count));
        Assert.True(sent < size / 50, $"{sent} bytes for a hundredth of {size}");

        Assert.Equal(calls, await archive.PurgeAsync(Noon.AddDays(1), Cancellation));
        Assert.Empty(await things.KeysAsync());
    }

    [Fact]
    public async Task A_call_that_is_kept_again_leaves_every_index_of_the_first()
    {
        await using var things = await OpenAsync();
        await things.Calls.SaveAsync(StoredThings.Call("yemot:1", Noon) with { Business = "" });
        await things.Calls.SaveAsync(StoredThings.Call("yemot:1", Noon) with { Business = "garage", Ended = Noon.AddDays(1) });

        var database = await things.DatabaseAsync();
        foreach (var index in new[] { "began", "business", "ended" })
            Assert.Equal(1, await database.SortedSetLengthAsync($"{things.Settings.ServiceId}/{{calls}}/{index}"));
        Assert.Empty(await things.Calls.FindAsync(new CallQuery { Business = "" }, Cancellation));
        Assert.Equal(0, await things.Calls.PurgeAsync(Noon.AddHours(1), Cancellation));
        Assert.Equal(1, await things.Calls.PurgeAsync(Noon.AddDays(2), Cancellation));
        Assert.Empty(await things.KeysAsync());
    }

    [Fact]
    public async Task Calls_of_one_moment_are_all_found_over_many_steps()
    {
        await using var things = await OpenAsync();
        var keys = Enumerable.Range(0, (NewestFirst.MostAtOnce * 2) + 1).Select(i => $"{i:D4}").ToList();
        foreach (var key in keys) await things.Calls.SaveAsync(StoredThings.Call(key, Noon));

        var found = await things.Calls.FindAsync(new CallQuery { Most = 1_000, From = Noon, Before = Noon.AddTicks(1) }, Cancellation);

        Assert.Equal(keys.AsEnumerable().Reverse(), found.Select(call => call.Key));
    }

    [Fact]
    public async Task A_business_whose_name_begins_like_another_ones_is_another()
    {
        await using var things = await OpenAsync();
        foreach (var business in new[] { "", "a", "ab", "a\0b", "שיחה" })
        {
            await things.Calls.SaveAsync(StoredThings.Call("call of " + business, Noon) with { Business = business });
            await things.Messages.KeepAsync(StoredThings.Message("message of " + business) with { Business = business });
        }

        foreach (var business in new[] { "", "a", "ab", "שיחה" })
        {
            var calls = await things.Calls.FindAsync(new CallQuery { Business = business, From = Noon }, Cancellation);
            Assert.Equal("call of " + business, Assert.Single(calls).Key);
            Assert.Equal("message of " + business, Assert.Single(await things.Messages.ListAsync(business, 10, Cancellation)).Key);
        }
    }

    [Fact]
    public async Task A_record_of_a_newer_version_is_read_and_one_that_is_none_is_left_out_and_told()
    {
        var log = new LogLines();
        await using var things = await OpenAsync(log: log);
        foreach (var i in new[] { 1, 2, 3 })
        {
            await things.Calls.SaveAsync(StoredThings.Call($"{i}", Noon.AddMinutes(i), "שלום"));
            await things.Messages.KeepAsync(StoredThings.Message($"{i}") with { At = Noon.AddMinutes(i) });
        }

        var database = await things.DatabaseAsync();
        foreach (var records in new RedisKey[] { things.Settings.ServiceId + "/{calls}", things.Settings.ServiceId + "/{messages}" })
        {
            var fields = (await database.HashKeysAsync(records)).Order().ToList();
            var newer = ((string)(await database.HashGetAsync(records, fields[0]))!).Replace("{\"key\"", "{\"mood\":{\"is\":[1]},\"key\"", StringComparison.Ordinal);
            Assert.Contains("mood", newer, StringComparison.Ordinal);
            await database.HashSetAsync(records, fields[0], newer);
            await database.HashSetAsync(records, fields[1], "7");
        }

        Assert.Equal(["3", "1"], (await things.Calls.FindAsync(new CallQuery(), Cancellation)).Select(call => call.Key));
        Assert.Equal(["3", "1"], (await things.Messages.ListAsync(null, 10, Cancellation)).Select(message => message.Key));
        Assert.Equal(2, log.Errors.Count());
        await things.Calls.SaveAsync(StoredThings.Call("2", Noon.AddMinutes(2)));
        Assert.Equal(3, (await things.Calls.FindAsync(new CallQuery(), Cancellation)).Count);
        Assert.Equal(3, await things.Calls.PurgeAsync(Noon.AddDays(1), Cancellation));
    }

    [Fact]
    public async Task A_full_box_says_so_instead_of_losing_a_message()
    {
        await using var things = await OpenAsync(new StoreLimits { Messages = 1 });
        await things.Messages.KeepAsync(StoredThings.Message("1"));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await things.Messages.KeepAsync(StoredThings.Message("2")));
        await things.Messages.KeepAsync(StoredThings.Message("1"));

        Assert.Equal(StoredThings.Message("1"), Assert.Single(await things.Messages.ListAsync(null, 10, Cancellation)));
        Assert.Single(await things.Messages.ListAsync("clinic", 10, Cancellation));
    }

    [Fact]
    public async Task Two_services_on_one_Redis_do_not_see_each_other()
    {
        await using var one = await OpenAsync();
        await using var other = await OpenAsync();
        await one.Calls.SaveAsync(StoredThings.Call("1", Noon));
        await one.Messages.KeepAsync(StoredThings.Message("1"));

        Assert.Empty(await other.Calls.FindAsync(new CallQuery(), Cancellation));
        Assert.Empty(await other.Messages.ListAsync(null, 10, Cancellation));
        Assert.Equal(0, await other.Calls.PurgeAsync(Noon.AddDays(1), Cancellation));
        Assert.Single(await one.Calls.FindAsync(new CallQuery(), Cancellation));
    }

    private async Task<StoredThings> OpenAsync(StoreLimits? limits = null, LogLines? log = null) =>
        new(await redis.ServerAsync(), TimeSpan.FromSeconds(30), limits, log);

    /// <summary>In how many steps something was read, and how many bytes Redis sent for it.</summary>
    private static async Task<(long Steps, long Sent)> CountedAsync(StoredThings things, Func<Task> read)
    {
        var (steps, sent) = await TotalsAsync(things);
        await read();
        var (stepsAfter, sentAfter) = await TotalsAsync(things);
        return (stepsAfter - steps, sentAfter - sent);
    }

    private static async Task<(long Steps, long Sent)> TotalsAsync(StoredThings things)
    {
        await using var asking = await ConnectionMultiplexer.ConnectAsync(things.Settings.Redis + ",allowAdmin=true");
        var server = asking.GetServers()[0];
        var all = (await server.InfoAsync()).Concat(await server.InfoAsync("commandstats")).SelectMany(section => section).ToLookup(line => line.Key, line => line.Value);
        long CallsOf(string command) => all[command].Select(text => long.Parse(text.Split('=', ',')[1], null)).FirstOrDefault();
        return (CallsOf("cmdstat_evalsha") + CallsOf("cmdstat_eval"), long.Parse(all["total_net_output_bytes"].First(), null));
    }
}
