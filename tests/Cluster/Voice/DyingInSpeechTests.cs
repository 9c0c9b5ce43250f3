using System.Globalization;
using System.Net.WebSockets;
using Xunit;
using YemotAi.Calls;
using YemotAi.Cluster.Programs;
using YemotAi.Phone.Twilio;
using YemotAi.Phone.Twilio.Media;

namespace YemotAi.Cluster.Voice;

/// <summary>
/// What a spoken call runs on is killed or stopped while the agent speaks: the call goes on with the sentence that was cut.
/// What a call needs to be kept is away: nobody notices.
/// </summary>
public sealed class DyingInSpeechTests
{
    private const string Hours = "מה שעות הפתיחה", Place = "איפה אתם נמצאים", Goodbye = "תודה להתראות";

    [Fact]
    public async Task A_silo_is_killed_and_the_call_goes_on_over_the_same_socket()
    {
        await using var cluster = await SpokenCluster.StartAsync(Hours, Place, Goodbye);
        var (call, greeting, answer) = await UntilAnsweringAsync(cluster);
        await (await cluster.SiloOfCallAsync()).KillAsync();
        await GoesOnAsync(call, answer);
        await UntilTheEndAsync(cluster, call);

        SpokenCluster.AssertClean(call);
        var stream = Assert.Single(call.Streams);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, stream.CloseStatus);
        await AssertToldOnceAsync(cluster, call, greeting);
    }

    [Fact]
    public async Task A_silo_is_told_to_stop_and_the_call_goes_on_over_the_same_socket()
    {
        await using var cluster = await SpokenCluster.StartAsync(Hours, Place, Goodbye);
        var (call, greeting, _) = await UntilAnsweringAsync(cluster);
        var stopped = call.Now;
        Assert.Equal(0, await (await cluster.SiloOfCallAsync()).StopAsync());
        // The other silo goes on after a pause, which may be too short to be noticed.
        var gone = call.Now;
        await SpokenCluster.WhenAsync(
            call, "the agent goes on", now => SilenceSince(now, stopped) > TimeSpan.FromMilliseconds(60) || now.Now > gone + TimeSpan.FromSeconds(3));
        ReportSilence(call, stopped);
        await UntilTheEndAsync(cluster, call);

        SpokenCluster.AssertClean(call);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, Assert.Single(call.Streams).CloseStatus);
        await AssertToldOnceAsync(cluster, call, greeting);
    }

    [Fact]
    public Task A_gateway_is_killed_and_the_call_comes_back_by_the_other() =>
        ComesBackByTheOtherAsync(gateway => gateway.KillAsync(), StreamEnd.Lost, null);

    [Fact]
    public Task A_gateway_is_told_to_stop_and_the_call_comes_back_by_the_other() => ComesBackByTheOtherAsync(
        async gateway => Assert.Equal(0, await gateway.StopAsync()), StreamEnd.ClosedByLine, WebSocketCloseStatus.EndpointUnavailable);

    [Fact]
    public async Task Redis_is_killed_and_the_call_goes_on_as_if_nothing_were()
    {
        await using var cluster = await SpokenCluster.StartAsync(Hours, Place, Goodbye);
        var (call, greeting, answer) = await UntilAnsweringAsync(cluster);
        await cluster.Redis.KillAsync();
        await NobodyNoticesAsync(cluster, call, greeting, answer);
    }

    [Fact]
    public async Task Redis_is_away_and_a_call_begins_as_if_nothing_were()
    {
        await using var cluster = await SpokenCluster.StartAsync(Hours, Place, Goodbye);
        await cluster.Redis.KillAsync();
        var (call, greeting, answer) = await UntilAnsweringAsync(cluster);
        await NobodyNoticesAsync(cluster, call, greeting, answer);
    }

    private static async Task ComesBackByTheOtherAsync(Func<RunningProcess, Task> end, StreamEnd how, WebSocketCloseStatus? status)
    {
        await using var cluster = await SpokenCluster.StartAsync(Hours, Place, Goodbye);
        var (call, greeting, answer) = await UntilAnsweringAsync(cluster);
        var gateway = await cluster.GatewayOfSocketAsync();
        cluster.LeadPast(gateway);
        var ended = end(gateway);
        await GoesOnAsync(call, answer);
        await ended;
        await UntilTheEndAsync(cluster, call);

        // Twilio's debugger shows the socket that did not end with 1000, and nothing else.
        Assert.Equal([31921], call.Troubles.Select(trouble => trouble.Code));
        Assert.Equal([how, StreamEnd.ClosedByLine], call.Streams.Select(stream => stream.End!.Value));
        Assert.Equal([status, WebSocketCloseStatus.NormalClosure], call.Streams.Select(stream => stream.CloseStatus));
        await AssertToldOnceAsync(cluster, call, greeting);
    }

    /// <summary>The rest of a call while Redis is away; it is back when the call is over.</summary>
    private static async Task NobodyNoticesAsync(SpokenCluster cluster, TwilioCall call, HeardSample greeting, HeardSample answer)
    {
        await UntilTheEndAsync(cluster, call);
        await cluster.Redis.StartAgainAsync();

        SpokenCluster.AssertClean(call);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, Assert.Single(call.Streams).CloseStatus);
        Assert.Equal(1, answer.TimesHeard(call));
        await AssertToldOnceAsync(cluster, call, greeting);
    }

    /// <summary>A call until a second of its first answer was heard; how its greeting and its answer begin.</summary>
    private static async Task<(TwilioCall Call, HeardSample Greeting, HeardSample Answer)> UntilAnsweringAsync(SpokenCluster cluster)
    {
        var call = await cluster.DialAsync();
        var greeting = await SpokenCluster.HearsOutAsync(call);
        await SpokenCluster.SayAsync(call, Hours);
        var answer = await SpokenCluster.HearsAsync(call);
        await SpokenCluster.WhenAsync(call, "some of the answer is heard", now => now.Now > answer.From + TimeSpan.FromSeconds(1));
        return (call, HeardSample.Of(call, greeting), HeardSample.Of(call, answer));
    }

    /// <summary>Waits until the sentence that was cut is begun again; reports how long nothing was heard.</summary>
    private static async Task GoesOnAsync(TwilioCall call, HeardSample answer)
    {
        var cut = call.Now;
        await SpokenCluster.WhenAsync(call, "the sentence that was cut is begun again", now => answer.TimesHeard(now) == 2);
        ReportSilence(call, cut - TimeSpan.FromSeconds(1));
    }

    private static void ReportSilence(TwilioCall call, TimeSpan since) => TestContext.Current.TestOutputHelper!.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"Nothing was heard for {SilenceSince(call, since).TotalMilliseconds:0} ms."));

    /// <summary>The longest time for which nothing was played, between sound that was.</summary>
    private static TimeSpan SilenceSince(TwilioCall call, TimeSpan since)
    {
        var heard = call.Heard.Where(piece => piece.End > since).ToList();
        return heard.Zip(heard.Skip(1), (one, next) => next.At - one.End).DefaultIfEmpty().Max();
    }

    /// <summary>The answer is heard out, another question asked and answered, and goodbye said.</summary>
    private static async Task UntilTheEndAsync(SpokenCluster cluster, TwilioCall call)
    {
        await SpokenCluster.IsSilentAsync(call);
        await SpokenCluster.SayAsync(call, Place);
        await SpokenCluster.HearsOutAsync(call);
        await SpokenCluster.SayAsync(call, Goodbye);
        await cluster.EndsAsync(call);
        Assert.Equal(TwilioCallState.EndedByLine, call.State);
    }

    /// <summary>Nothing was said, asked or recognised a second time.</summary>
    private static async Task AssertToldOnceAsync(SpokenCluster cluster, TwilioCall call, HeardSample greeting)
    {
        Assert.Equal(1, greeting.TimesHeard(call));
        Assert.Equal([Hours, Place, Goodbye], cluster.Ears!.Heard.All.Select(heard => heard.Words));
        var transcript = await cluster.TranscriptAsync();
        Assert.True(transcript.Count == 7, string.Join('\n', transcript));
        Assert.StartsWith("Agent: שלום, הגעתם", transcript[0], StringComparison.Ordinal);
        Assert.Equal("Caller: " + Hours, transcript[1]);
        Assert.Equal("Caller: " + Place, transcript[3]);
        Assert.Contains("עמק רפאים", transcript[4], StringComparison.Ordinal);
        Assert.Equal("Caller: " + Goodbye, transcript[5]);
        Assert.Equal("Agent: תודה שהתקשרתם, להתראות.", transcript[6]);
        Assert.Equal(nameof(CallEndReason.AgentHungUp), (await cluster.FinishedAsync()).Reason);
    }
}
