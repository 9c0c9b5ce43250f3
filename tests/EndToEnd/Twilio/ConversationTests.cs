using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;
using YemotAi.Phone.Twilio;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>Spoken Hebrew calls over the whole program, with no account anywhere: espeak-ng speaks on both sides.</summary>
public sealed class ConversationTests
{
    private const string Hours = "מה שעות הפתיחה";

    [Fact]
    public async Task A_caller_asks_is_answered_says_goodbye_and_the_agent_hangs_up()
    {
        await using var line = await SpokenLine.StartAsync([Hours, "תודה להתראות"]);
        var call = await line.DialAsync();
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, Hours);
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, "תודה להתראות");
        await line.EndsAsync(call);

        Assert.Equal(TwilioCallState.EndedByLine, call.State);
        Assert.Single(call.Streams);
        SpokenLine.AssertClean(call);
        var transcript = await line.TranscriptAsync();
        Assert.StartsWith("Agent: שלום", transcript[0], StringComparison.Ordinal);
        Assert.Equal("Caller: " + Hours, transcript[1]);
        Assert.StartsWith("Agent: ", transcript[2], StringComparison.Ordinal);
        Assert.Equal("Caller: תודה להתראות", transcript[3]);
        Assert.Equal("Agent: תודה שהתקשרתם, להתראות.", transcript[4]);
        Assert.Equal("AgentHungUp", Assert.Single(await line.Program.FinishedAsync(1)).Reason);
        // What was recognised was all that the caller said, and nothing that the agent said.
        Assert.Equal(2, line.Ears!.Heard.All.Count);
        // One line for each thing the caller said, with what the caller waited for.
        Assert.Equal(2, line.Program.Log.All.Select(entry => entry.Text).Where(text => text.Contains("TOTAL_TURN", StringComparison.Ordinal)).Select(TurnOf).Distinct().Count());
    }

    [Fact]
    public async Task A_caller_who_speaks_over_the_agent_is_heard_and_the_transcript_has_only_what_was_heard()
    {
        await using var line = await SpokenLine.StartAsync([Hours, "רגע לא זה אני רוצה לדעת איפה אתם נמצאים", "להתראות"]);
        var call = await line.DialAsync();
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, Hours);
        await SpokenLine.HearsAsync(call);
        await SpokenLine.SayAsync(call, "רגע לא זה אני רוצה לדעת איפה אתם נמצאים");
        await SpokenLine.HearsOutAsync(call);
        await call.HangUpAsync();

        var transcript = await line.TranscriptAsync();
        Assert.Equal("Caller: רגע לא זה אני רוצה לדעת איפה אתם נמצאים", transcript[3]);
        Assert.EndsWith("(כאן המתקשר קטע אותי)", transcript[2].Replace("(הופסקתי לפני שנשמעה תשובה)", "(כאן המתקשר קטע אותי)", StringComparison.Ordinal), StringComparison.Ordinal);
        SpokenLine.AssertClean(call);
    }

    [Fact]
    public async Task A_nod_does_not_stop_the_agent()
    {
        await using var line = await SpokenLine.StartAsync([Hours, "הבנתי", "להתראות"]);
        var call = await line.DialAsync();
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, Hours);
        await SpokenLine.HearsAsync(call);
        await SpokenLine.SayAsync(call, "הבנתי");
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, "להתראות");
        await line.EndsAsync(call);

        var transcript = await line.TranscriptAsync();
        Assert.True(transcript.Count == 5, string.Join('\n', transcript));
        Assert.DoesNotContain("קטע", transcript[2], StringComparison.Ordinal);
    }

    private static string TurnOf(string entry)
    {
        var told = Regex.Match(entry, @"twilio:CA\w+: (answer \d+) is heard, ASR_LATENCY (\d+) ms, AI_LATENCY (\d+) ms, TTS_LATENCY (\d+) ms, TOTAL_TURN (\d+) ms");
        Assert.True(told.Success, entry);
        var parts = told.Groups.Values.Skip(2).Select(group => int.Parse(group.Value, CultureInfo.InvariantCulture)).ToList();
        Assert.True(parts[3] >= parts[0] + parts[1], entry);
        return told.Groups[1].Value;
    }
}
