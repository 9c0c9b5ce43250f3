using System.Text;
using Xunit;
using YemotAi.Cluster.Programs;

namespace YemotAi.Cluster.Dashboard;

/// <summary>The dashboard of a real silo, and whoever wants to get to it around its door.</summary>
public sealed class GrainDashboardTests
{
    private const string Password = "correct-horse-battery";

    private static readonly string Right = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"operator:{Password}"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_settings_it_is_not_there()
    {
        await using var cluster = await StartAsync();
        var silo = await cluster.StartSiloAsync(endpoints: true);
        foreach (var target in (string[])["/grains", "/grains/", "/grains/index.html", "/grains/version", "/grains/DashboardCounters", "/"])
            Assert.Equal(404, (await RawHttp.GetAsync(silo.Address, target, Right, Cancellation)).Status);
    }

    [Fact]
    public async Task With_settings_it_is_there_for_who_signs_in_and_for_nobody_else()
    {
        await using var cluster = await StartAsync();
        var silo = await cluster.StartSiloAsync(endpoints: true, "--Cluster:DashboardUser", "operator", "--Cluster:DashboardPassword", Password);

        foreach (var target in (string[])
            [
                "/grains", "/grains/", "/grains/index.html", "/grains/index.min.js", "/grains/version", "/grains/DashboardCounters",
                "/grains/ClusterStats", "/grains/Reminders", "/grains/Reminders/1", "/grains/HistoricalStats/x", "/grains/GrainStats/call",
                "/grains/GrainState?grainId=x&grainType=call", "/grains/GrainTypes", "/grains/Trace", "/grains/fonts/x", "/grains/img/x",
                "/grains/nothing", "/GRAINS/version", "/gRaInS/ClusterStats", "/%67rains/version", "/grains/%76ersion", "/grains/./version",
                "/x/../grains/version", "/yemot/%2e%2e/grains/version", "/grains/version/", "/grains//version",
            ])
        {
            var (status, answer) = await RawHttp.GetAsync(silo.Address, target, null, Cancellation);
            Assert.True(status == 401, $"{target}: {answer}");
            Assert.Contains("WWW-Authenticate: Basic", answer, StringComparison.OrdinalIgnoreCase);
        }

        // These are other paths: there is nothing behind them, door or no door.
        foreach (var target in (string[])
            [
                "//grains/version", "///grains//version", "/grains./version", "/grains%2fversion", "/grains%5cversion", "/grains;x/version",
                "/grains%00/version", "/grains%20/version", "/%2fgrains/version", "/g%2572ains/version", "/grainsx", "/./%2f/grains/version",
                "*", "http://other.example/grains/version",
            ])
        {
            var (status, answer) = await RawHttp.GetAsync(silo.Address, target, null, Cancellation);
            Assert.True(status is 400 or 401 or 404 or 405, $"{target}: {answer}");
        }

        foreach (var target in (string[])["/grains/", "/grains/version", "/grains/ClusterStats", "/grains/GrainTypes", "/GRAINS/version"])
        {
            var (status, answer) = await RawHttp.GetAsync(silo.Address, target, Right, Cancellation);
            Assert.True(status == 200, $"{target}: {answer}");
        }

        Assert.Equal(401, (await RawHttp.GetAsync(silo.Address, "/grains/version", Right[..^4], Cancellation)).Status);
        Assert.Equal(200, (await RawHttp.GetAsync(silo.Address, "/healthz", null, Cancellation)).Status);
    }

    private static Task<RunningCluster> StartAsync() =>
        RunningCluster.StartAsync(new Dictionary<string, string> { ["CLUSTER_EFFECTS"] = "http://127.0.0.1:9/" });
}
