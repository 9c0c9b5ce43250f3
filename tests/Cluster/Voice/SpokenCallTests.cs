using System.Net.WebSockets;
using Xunit;
using YemotAi.Calls;
using YemotAi.Phone.Twilio;
using YemotAi.Phone.Twilio.Media;

namespace YemotAi.Cluster.Voice;

/// <summary>Whole Twilio calls over gateways and silos, of which no request need come to the same gateway as the one before.</summary>
public sealed class SpokenCallTests
{
    private const string Hours = "מה שעות הפתיחה", Goodbye = "תודה להתראות";

    [Fact]
    public async Task A_caller_asks_is_answered_says_goodbye_and_the_agent_hangs_up()
    {
        await using var cluster = await SpokenCluster.StartAsync(Hours, Goodbye);
        var call = await cluster.DialAsync();
        await SpokenCluster.HearsOutAsync(call);
        await SpokenCluster.SayAsync(call, Hours);
        await SpokenCluster.HearsOutAsync(call);
        await SpokenCluster.SayAsync(call, Goodbye);
        await cluster.EndsAsync(call);

        AssertEndedByTheBook(call);
        var transcript = await cluster.TranscriptAsync();
        Assert.Equal(5, transcript.Count);
        Assert.StartsWith("Agent: שלום, הגעתם", transcript[0], StringComparison.Ordinal);
        Assert.Equal("Caller: " + Hours, transcript[1]);
        Assert.StartsWith("Agent: ", transcript[2], StringComparison.Ordinal);
        Assert.Equal("Caller: " + Goodbye, transcript[3]);
        Assert.Equal("Agent: תודה שהתקשרתם, להתראות.", transcript[4]);
        Assert.Equal(nameof(CallEndReason.AgentHungUp), (await cluster.FinishedAsync()).Reason);
        // What was recognised was all that the caller said, and nothing that the agent said.
        Assert.Equal([Hours, Goodbye], cluster.Ears!.Heard.All.Select(heard => heard.Words));
    }

    [Fact]
    public async Task Without_a_recogniser_the_caller_is_told_and_keys()
    {
        await using var cluster = await SpokenCluster.StartAsync(null);
        var call = await cluster.DialAsync();
        await SpokenCluster.HearsOutAsync(call);
        call.Press("9");
        await cluster.EndsAsync(call);

        AssertEndedByTheBook(call);
        var transcript = await cluster.TranscriptAsync();
        Assert.Equal(3, transcript.Count);
        Assert.Contains("לא מזהה דיבור", transcript[0], StringComparison.Ordinal);
        Assert.Equal("Caller: 9", transcript[1]);
        Assert.Equal("Agent: תודה שהתקשרתם, להתראות.", transcript[2]);
    }

    private static void AssertEndedByTheBook(TwilioCall call)
    {
        SpokenCluster.AssertClean(call);
        Assert.Equal(TwilioCallState.EndedByLine, call.State);
        var stream = Assert.Single(call.Streams);
        Assert.Equal((StreamEnd.ClosedByLine, WebSocketCloseStatus.NormalClosure), (stream.End, stream.CloseStatus));
    }
}
