using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Simulators;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>What a caller hears when a socket, a recogniser, a mind or a voice fails.</summary>
public sealed class SpokenFaultTests
{
    private const string Hours = "מה שעות הפתיחה";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_socket_that_is_lost_at_a_callers_last_word_comes_back_and_answers_without_a_new_greeting()
    {
        await using var line = await SpokenLine.StartAsync([Hours, "להתראות"]);
        var call = await line.DialAsync();
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, Hours);
        call.Stream!.Break();
        await Waiting.For("there is another stream", call.WhenAsync(now => now.Streams.Count == 2, Cancellation));
        await Waiting.For("it starts", call.WhenStreamAsync(Cancellation));
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, "להתראות");
        await line.EndsAsync(call);
        var transcript = await line.TranscriptAsync();
        Assert.Single(transcript, said => said.StartsWith("Agent: שלום", StringComparison.Ordinal));
        Assert.Equal("Caller: " + Hours, transcript[1]);
        Assert.Equal(2, line.Ears!.Heard.All.Count);
    }

    [Theory]
    [InlineData(TranscriptionBehaviour.Holds)]
    [InlineData(TranscriptionBehaviour.ServerError)]
    [InlineData(TranscriptionBehaviour.Garbage)]
    public async Task When_recognition_fails_the_caller_is_asked_again_and_can_leave_a_message(TranscriptionBehaviour behaviour)
    {
        await using var line = await SpokenLine.StartAsync([Hours], new ProgramSetup { Args = ["--Conversation:RecognitionLimit", "00:00:01"] });
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
            Mind = new SilentMind(),
            Args = ["--TwilioAgents:0:MindSeconds", "3", "--TwilioAgents:0:Extension", "*", "--Turns:HintAfter", "00:00:00.8", "--Turns:AnswerWait", "00:00:06"],
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
        // What was left when the caller went is done before the call is archived.
        await line.Program.FinishedAsync(1);
        Assert.Single(await line.Program.MessagesAsync());
    }

    [Fact]
    public async Task A_mind_that_stops_in_the_middle_of_its_answer_leaves_no_dead_air()
    {
        await using var line = await SpokenLine.StartAsync([Hours], new ProgramSetup
        {
            Mind = new SilentMind("אנחנו פתוחים היום עד שבע בערב. "),
            // It is never given up here: what is heard next can only be the sign of life.
            Args = ["--TwilioAgents:0:MindSeconds", "600", "--TwilioAgents:0:Extension", "*", "--Calls:WorkLimit", "00:20:00", "--Turns:DeadAir", "00:00:02.5"],
        });
        var call = await line.DialAsync();
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.SayAsync(call, Hours);
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.HearsOutAsync(call);
        await SpokenLine.HearsAsync(call);
    }
}
