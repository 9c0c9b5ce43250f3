using Xunit;
using YemotAi.EndToEnd.Bench;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>Calls in which the caller keys: because a number is asked for, or because nobody recognises speech.</summary>
public sealed class KeypadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_telephone_number_by_keypad_reaches_the_handler_with_its_hash()
    {
        await using var line = await SpokenLine.StartAsync([], new ProgramSetup
        {
            MapVoice = flows => flows.Map("*", async call =>
            {
                await call.Say("מה המספר?");
                var heard = await call.Listen(new Calls.Flows.Listening());
                await call.Say($"רשמתי {heard.Keys}.");
            }),
        });
        var call = await line.DialAsync();
        await SpokenLine.HearsAsync(call);
        call.Press("0541234567#");
        await line.EndsAsync(call);
        Assert.Equal(["Agent: מה המספר?… (כאן המתקשר קטע אותי)", "Caller: 0541234567", "Agent: רשמתי 0541234567."], Simple(await line.TranscriptAsync()));
    }

    [Fact]
    public async Task Without_a_recogniser_the_caller_is_told_and_keys()
    {
        await using var line = await SpokenLine.StartAsync(null);
        var call = await line.DialAsync();
        await SpokenLine.HearsOutAsync(call);
        call.Press("9");
        await line.EndsAsync(call);
        var transcript = await line.TranscriptAsync();
        Assert.Contains("לא מזהה דיבור", transcript[0], StringComparison.Ordinal);
        Assert.Equal("Caller: 9", transcript[1]);
        Assert.Equal("Agent: תודה שהתקשרתם, להתראות.", transcript[2]);
    }

    [Fact]
    public async Task Without_a_recogniser_a_message_is_recorded_by_the_platform_and_kept()
    {
        await using var line = await SpokenLine.StartAsync(null);
        var call = await line.DialAsync();
        await SpokenLine.HearsAsync(call);
        call.Press("1");
        await Waiting.For("the platform records", call.WhenAsync(now => now.IsRecording, Cancellation));
        await SpokenLine.SayAsync(call, "תתקשרו אלי בבקשה");
        call.Press("#");
        // The conversation goes on over a new stream.
        await Waiting.For("there is another stream", call.WhenAsync(now => now.Streams.Count == 2, Cancellation));
        await call.HangUpAsync();
        // What was left when the caller went is done before the call is archived.
        await line.Program.FinishedAsync(1);
        var message = Assert.Single(await line.Program.MessagesAsync());
        Assert.Matches("RE[0-9a-f]{32}", message.Recording);
        Assert.Equal("0501234567", message.Caller);
        SpokenLine.AssertClean(call);
    }

    // The caller may key after all of it was said, too.
    private static string[] Simple(IReadOnlyList<string> transcript) =>
        [.. transcript.Select(line => line.Replace("(הופסקתי לפני שנשמעה תשובה)", "מה המספר?… (כאן המתקשר קטע אותי)", StringComparison.Ordinal)
            .Replace("Agent: מה… ", "Agent: מה המספר?… ", StringComparison.Ordinal))
            .Select(line => line == "Agent: מה המספר?" ? "Agent: מה המספר?… (כאן המתקשר קטע אותי)" : line)];
}
