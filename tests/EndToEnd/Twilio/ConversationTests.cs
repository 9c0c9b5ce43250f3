using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Twilio;
using YemotAi.Simulators;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>Spoken Hebrew calls over the whole program, with no account anywhere: espeak-ng speaks on both sides.</summary>
public sealed class ConversationTests
{
    private const string Hours = "מה שעות הפתיחה";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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
        await using var line = await SpokenLine.StartAsync([Hours, "אהה", "להתראות"]);
        var call = await line.DialAsync();
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, Hours);
        await SpokenLine.HearsAsync(call);
        await SpokenLine.SayAsync(call, "אהה");
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, "להתראות");
        await line.EndsAsync(call);

        var transcript = await line.TranscriptAsync();
        Assert.True(transcript.Count == 5, string.Join('\n', transcript));
        Assert.DoesNotContain("קטע", transcript[2], StringComparison.Ordinal);
    }

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
        await SpokenLine.HearsAsync(call);
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
        var message = Assert.Single(await line.Program.MessagesAsync());
        Assert.Matches("RE[0-9a-f]{32}", message.Recording);
        Assert.Equal("0501234567", message.Caller);
        SpokenLine.AssertClean(call);
    }

    [Fact]
    public async Task A_socket_that_is_lost_comes_back_and_goes_on_without_a_new_greeting()
    {
        await using var line = await SpokenLine.StartAsync([Hours, "להתראות"]);
        var call = await line.DialAsync();
        await SpokenLine.HearsOutAsync(call);
        call.Stream!.Break();
        await Waiting.For("there is another stream", call.WhenAsync(now => now.Streams.Count == 2, Cancellation));
        await Waiting.For("it starts", call.WhenStreamAsync(Cancellation));
        await SpokenLine.SayAsync(call, Hours);
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, "להתראות");
        await line.EndsAsync(call);
        var transcript = await line.TranscriptAsync();
        Assert.Single(transcript, said => said.StartsWith("Agent: שלום", StringComparison.Ordinal));
        Assert.Equal("Caller: " + Hours, transcript[1]);
    }

    [Theory]
    [InlineData(TranscriptionBehaviour.Holds)]
    [InlineData(TranscriptionBehaviour.ServerError)]
    [InlineData(TranscriptionBehaviour.Garbage)]
    public async Task When_recognition_fails_the_caller_is_asked_again_and_can_leave_a_message(TranscriptionBehaviour behaviour)
    {
        await using var line = await SpokenLine.StartAsync([Hours], new ProgramSetup { Args = ["--Conversation:RecognitionLimit", "00:00:02"] });
        line.Ears!.Server.Behave(behaviour);
        var call = await line.DialAsync();
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, Hours);
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, Hours);
        await Waiting.For("the platform records", call.WhenAsync(now => now.IsRecording, Cancellation));
        await call.HangUpAsync();
        var transcript = await line.TranscriptAsync();
        Assert.Contains("Agent: סליחה, לא הבנתי. אפשר לומר את זה שוב?", transcript);
    }

    [Fact]
    public async Task A_mind_that_never_answers_is_bridged_with_signs_of_life_and_given_up()
    {
        await using var line = await SpokenLine.StartAsync([Hours], new ProgramSetup
        {
            Mind = new SilentMind(), Args = ["--TwilioAgents:0:MindSeconds", "3", "--TwilioAgents:0:Extension", "*"],
        });
        var call = await line.DialAsync();
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, Hours);
        await SpokenLine.HearsAsync(call);
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.HearsOutAsync(call);
        await call.HangUpAsync();
        Assert.Contains("Agent: סליחה, לא הצלחתי למצוא תשובה עכשיו. להשאיר הודעה, ויחזרו אליכם?", await line.TranscriptAsync());
    }

    [Fact]
    public async Task When_no_voice_speaks_the_platform_takes_a_message()
    {
        await using var line = await SpokenLine.StartAsync([Hours], new ProgramSetup { Voice = new MuteVoice() });
        var call = line.NewCall();
        await Waiting.For("the line answers", call.DialAsync(Cancellation));
        await Waiting.For("the platform records", call.WhenAsync(now => now.IsRecording, Cancellation));
        await SpokenLine.SayAsync(call, "הודעה");
        call.Press("#");
        await Waiting.For("the call ends", call.Ended);
        Assert.Single(await line.Program.MessagesAsync());
    }

    private static string[] Simple(IReadOnlyList<string> transcript) =>
        [.. transcript.Select(line => line.Replace("(הופסקתי לפני שנשמעה תשובה)", "מה המספר?… (כאן המתקשר קטע אותי)", StringComparison.Ordinal)
            .Replace("Agent: מה… ", "Agent: מה המספר?… ", StringComparison.Ordinal))];
}
