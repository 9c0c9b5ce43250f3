using System.Globalization;
using Xunit;
using YemotAi.Cluster.Redis;
using YemotAi.Hosting.Listing;
using YemotAi.Silo.Storage;

namespace YemotAi.Cluster.Storage;

/// <summary>The commands that print what a cluster has kept.</summary>
public sealed class ListingTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_and_messages_are_listed_as_on_one_machine()
    {
        await using var things = new StoredThings(await redis.ServerAsync(), TimeSpan.FromSeconds(30));
        Assert.Equal("", await ListAsync(Listed.Calls, things));
        await things.Calls.SaveAsync(StoredThings.Call("yemot:1", Noon, "כמה עולה תספורת גבר"));
        await things.Messages.KeepAsync(StoredThings.Message("1") with { At = Noon, Recording = "/1/v1.wav", Caller = "" });

        var day = Noon.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var calls = $"{day}  0501234567 -> 0771234567  clinic  0:02:00  CallerHungUp{Environment.NewLine}    > כמה עולה תספורת גבר{Environment.NewLine}";
        var messages = $"{day}  withheld  clinic    [recording /1/v1.wav]{Environment.NewLine}";
        Assert.Equal(messages, await ListAsync(Listed.Messages, things));
        Assert.Equal("", await ListAsync(Listed.Messages, things, "--Business=other"));
        foreach (var found in new[] { "--Text=תספורת", "--Number=050-123", "--From=2026-11-21", "--To=2026-11-23", "--Business=clinic", "--Most=1" })
            Assert.Equal(calls, await ListAsync(Listed.Calls, things, found));
        foreach (var missed in new[] { "--Text=חתולים", "--Number=0541111111", "--From=2026-11-24", "--To=2026-11-20", "--Business=other" })
            Assert.Equal("", await ListAsync(Listed.Calls, things, missed));
    }

    [Theory]
    [InlineData("--Most=0", "1 to 1000")]
    [InlineData("--From=yesterday", "2026-11-21")]
    [InlineData("--Bogus=1", "Business")]
    [InlineData("all", "--Name")]
    [InlineData("--Cluster:Bogus=1", "ServiceId")]
    [InlineData("--Cluster:RedisLimit=9.00:00:00", "00:00:30")]
    [InlineData("--Cluster:Redis=127.0.0.1:1,sesame=open", "Cluster:Redis")]
    [InlineData("--Cluster:Redis=password=open", "Cluster:Redis")]
    public async Task A_wrong_argument_is_named_with_what_is_allowed(string wrong, string allowed)
    {
        using var errors = new StringWriter();

        Assert.Equal(2, await ListingCommand.RunAsync(Listed.Calls, [wrong], TextWriter.Null, errors, Cancellation));

        Assert.Contains(allowed, errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("open", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Listed.Calls)]
    [InlineData(Listed.Messages)]
    public async Task A_Redis_that_is_away_is_named_without_its_password(Listed what)
    {
        await using var away = await RedisServer.StartAsync();
        await away.KillAsync();
        using var errors = new StringWriter();

        Assert.Equal(2, await ListingCommand.RunAsync(
            what, [$"--Cluster:Redis={away.Address},password=sesame", "--Cluster:RedisLimit=00:00:00.500"], TextWriter.Null, errors, Cancellation));

        Assert.Contains(away.Address, errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", errors.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> ListAsync(Listed what, StoredThings things, params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await ListingCommand.RunAsync(
            what, [.. args, $"--Cluster:Redis={things.Settings.Redis}", $"--Cluster:ServiceId={things.Settings.ServiceId}"], output, errors, Cancellation);
        Assert.Equal((0, ""), (code, errors.ToString()));
        return output.ToString();
    }
}
