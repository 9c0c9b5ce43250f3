using System.Globalization;
using Xunit;
using YemotAi.Cluster.Programs;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Yemot;

namespace YemotAi.Cluster.Chaos;

/// <summary>Calls while Redis is away for half a minute.</summary>
public sealed class RedisAwayCallsTests
{
    private const int Callers = 20;

    /// <summary>How long Redis is away: a machine that restarts.</summary>
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_go_on_new_ones_are_answered_and_all_are_kept_when_it_is_back()
    {
        await using var cluster = await RunningCluster.StartAsync(new Dictionary<string, string> { ["CLUSTER_EFFECTS"] = "http://127.0.0.1:9/" });
        using var balancer = new Balancer { Targets = await Task.WhenAll(cluster.StartSiloAsync(endpoints: true), cluster.StartSiloAsync(endpoints: true)) };
        using var http = new HttpClient(balancer, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var line = new YemotLine(http, new YemotLineSettings
        {
            Url = new Uri("http://line.test" + cluster.Path),
            Extension = "2",
            AnswerLimit = TimeSpan.FromSeconds(9),
            SendsHangupAfterDisconnect = true,
        });

        var old = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => BeginAsync(line, i)));
        await cluster.Redis.KillAsync();
        var half = Task.Delay(Away / 2, Cancellation);
        await Task.WhenAll(old.Select(one => one.AnswerAsync("day")));
        var young = await Task.WhenAll(Enumerable.Range(Callers, Callers).Select(i => BeginAsync(line, i)));
        await half;
        half = Task.Delay(Away / 2, Cancellation);
        await Task.WhenAll(young.Select(one => one.AnswerAsync("day")));
        await half;
        await cluster.Redis.StartAgainAsync();
        await Task.WhenAll(old.Concat(young).Select(one => one.AnswerAsync("hour")));

        Assert.Empty(balancer.Faults);
        await using var archive = new ReadArchive(cluster.Redis);
        var archived = await Waiting.For("all calls are archived", archive.WhenHoldsAsync(2 * Callers, Cancellation));
        Assert.Equal(old.Concat(young).Select(one => one.Key).Order(), archived.Select(call => call.Key).Order());
        Assert.All(archived, call => Assert.Equal(7, call.Transcript.Count));
    }

    private static async Task<HalfDone> BeginAsync(YemotLine line, int number)
    {
        var caller = new HalfDone(line.NewCall(), number);
        await caller.BeginAsync();
        await caller.AnswerAsync("branch");
        return caller;
    }

    /// <summary>A caller with three answers to give; what is heard after each is checked.</summary>
    private sealed class HalfDone(YemotCall call, int number)
    {
        private readonly string _branch = (number + 10).ToString(CultureInfo.InvariantCulture);

        public string Key => "yemot:" + call.CallId;

        public async Task BeginAsync() => AssertHears("שלום", await call.DialAsync(Cancellation));

        public async Task AnswerAsync(string what)
        {
            var turn = await call.KeysAsync((what == "branch" ? _branch : "3") + "#", Cancellation);
            AssertHears(what switch { "branch" => $"סניף {_branch}", "day" => "יום 3", _ => $"נקבע בסניף {_branch} ביום 3" }, turn);
            if (what == "hour") await call.HangUpAsync(Cancellation);
        }

        private static void AssertHears(string words, YemotTurn turn)
        {
            Assert.False(turn.NoAnswer, "No answer came in time.");
            Assert.Contains(words, turn.HeardText, StringComparison.Ordinal);
        }
    }
}
