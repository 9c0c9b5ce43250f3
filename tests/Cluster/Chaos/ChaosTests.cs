using System.Globalization;
using Xunit;
using YemotAi.Calls;
using YemotAi.Cluster.Programs;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Yemot;

namespace YemotAi.Cluster.Chaos;

/// <summary>Calls go on while everything that they run on dies, one after another.</summary>
public sealed class ChaosTests
{
    private const int Callers = 200;

    /// <summary>How long callers think on the average: so that a call lasts over all that happens to the cluster.</summary>
    private static readonly TimeSpan Thinking = TimeSpan.FromSeconds(9);

    /// <summary>How long the cluster is left alone between two things that happen to it.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly List<(string What, DateTimeOffset At)> _events = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_gateways_and_Redis_die_and_every_call_ends_as_it_should()
    {
        await using var effects = await EffectServer.StartAsync();
        await using var cluster = await RunningCluster.StartAsync(
            new Dictionary<string, string> { ["CLUSTER_EFFECTS"] = effects.Address.ToString() });
        var silos = new List<RunningProcess>(await Task.WhenAll(cluster.StartSiloAsync(), cluster.StartSiloAsync()));
        using var balancer = new Balancer { Targets = await Task.WhenAll(cluster.StartGatewayAsync(), cluster.StartGatewayAsync()) };
        using var http = new HttpClient(balancer, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var callers = Enumerable.Range(1, Callers).Select(i => new SteadyCaller(LineOf(cluster, http), i)).ToList();
        var calling = Task.WhenAll(callers.Select(caller => caller.CallAsync(Thinking, Cancellation)));

        await BreakEverythingAsync(cluster, silos, balancer, calling);
        await calling;
        Report(balancer, callers);
        Assert.Empty(balancer.Faults);
        AssertEffects(effects, callers);
        await AssertArchiveAsync(cluster, callers);
    }

    private static YemotLine LineOf(RunningCluster cluster, HttpClient http) => new(http, new YemotLineSettings
    {
        Url = new Uri("http://line.test" + cluster.Path),
        AnswerLimit = TimeSpan.FromSeconds(60),
        SendsHangupAfterDisconnect = true,
        ReadsBackWords = false,
    });

    private async Task BreakEverythingAsync(RunningCluster cluster, List<RunningProcess> silos, Balancer balancer, Task calling)
    {
        await QuietAsync("before", calling);
        await silos[0].KillAsync();
        await QuietAsync("kill -9 of a silo", calling);
        silos[0] = await cluster.StartSiloAsync();
        await QuietAsync("a silo joins", calling);

        silos[1].Freeze();
        await QuietAsync("SIGSTOP of a silo", calling, TimeSpan.FromSeconds(10));
        // Taken for dead meanwhile, it ends itself as soon as it learns of it.
        silos[1].Thaw();
        await silos[1].WhenEndedAsync();
        silos[1] = await cluster.StartSiloAsync();
        await QuietAsync("the frozen silo is replaced", calling);

        var gateways = balancer.Targets;
        await gateways[0].KillAsync();
        await QuietAsync("kill -9 of a gateway", calling);
        balancer.Targets = [await cluster.StartGatewayAsync(), gateways[1]];

        await cluster.Redis.KillAsync();
        await QuietAsync("kill -9 of Redis", calling, TimeSpan.FromSeconds(3));
        await cluster.Redis.StartAgainAsync();
        await QuietAsync("Redis is back", calling);

        for (var i = 0; i < silos.Count; i++)
        {
            var old = silos[i];
            silos[i] = await cluster.StartSiloAsync();
            Note("SIGTERM of a silo");
            Assert.Equal(0, await old.StopAsync());
            await QuietAsync("a silo was replaced", calling);
        }

        for (var i = 0; i < 2; i++)
        {
            var old = balancer.Targets[i];
            var fresh = await cluster.StartGatewayAsync();
            balancer.Targets = [fresh, balancer.Targets[1 - i]];
            Note("SIGTERM of a gateway");
            Assert.Equal(0, await old.StopAsync());
            balancer.Targets = i == 0 ? [fresh, balancer.Targets[1]] : [balancer.Targets[1], fresh];
        }

        await QuietAsync("all gateways were replaced", calling);
    }

    private async Task QuietAsync(string what, Task calling, TimeSpan? length = null)
    {
        Note(what);
        await Task.WhenAny(calling, Task.Delay(length ?? Quiet, Cancellation));
        // A caller who heard something wrong is told now and not at the end.
        if (calling.IsFaulted) await calling;
        Assert.False(calling.IsCompleted, $"All calls had ended before '{what}' was over.");
    }

    private void Note(string what) => _events.Add((what, DateTimeOffset.UtcNow));

    /// <summary>The longest time that a request took, by what happened last before its answer.</summary>
    private void Report(Balancer balancer, List<SteadyCaller> callers)
    {
        var output = TestContext.Current.TestOutputHelper!;
        for (var i = 0; i < _events.Count; i++)
        {
            var until = i + 1 < _events.Count ? _events[i + 1].At : DateTimeOffset.MaxValue;
            var took = balancer.Answered
                .Where(request => request.Sent + request.Took >= _events[i].At && request.Sent + request.Took < until)
                .Select(request => request.Took.TotalMilliseconds).Order().ToList();
            if (took.Count == 0) continue;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{_events[i].What,-32} {took.Count,5} requests  median {took[took.Count / 2],6:0} ms  p99 {took[took.Count * 99 / 100],6:0} ms  longest {took[^1],6:0} ms"));
        }

        output.WriteLine($"{callers.Count} calls, {balancer.Answered.Count} requests, {callers.Sum(caller => caller.Moments)} times 'one moment'");
    }

    /// <summary>Each effect is there once, with the number that the caller was told, and there is no other.</summary>
    private static void AssertEffects(EffectServer effects, List<SteadyCaller> callers)
    {
        Assert.Equal(Callers * SteadyCaller.Orders, effects.Effects.Count);
        foreach (var caller in callers)
        {
            var own = effects.Effects.Where(effect => effect.Key.StartsWith(caller.Key + "#", StringComparison.Ordinal))
                .Select(effect => (effect.Value.Said, effect.Value.Receipt.ToString(CultureInfo.InvariantCulture)));
            Assert.Equal(caller.Told.Order(), own.Order());
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{effects.Effects.Count} effects, {effects.Effects.Values.Sum(effect => effect.Executions - 1)} of them asked for again");
    }

    /// <summary>Each call is in the archive once, with what its caller heard and said.</summary>
    private static async Task AssertArchiveAsync(RunningCluster cluster, List<SteadyCaller> callers)
    {
        await using var archive = new ReadArchive(cluster.Redis);
        var archived = await Waiting.For("all calls are archived", archive.WhenHoldsAsync(callers.Count, Cancellation));
        Assert.Equal(callers.Select(caller => caller.Key).Order(), archived.Select(call => call.Key).Order());
        var byKey = archived.ToDictionary(call => call.Key);
        foreach (var caller in callers)
        {
            Assert.Equal(caller.Transcript, byKey[caller.Key].Transcript.Select(line => (line.Speaker, line.Text)));
            Assert.Equal(nameof(CallEndReason.AgentHungUp), byKey[caller.Key].Reason);
        }
    }
}
