using Xunit;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Flows;

namespace YemotAi.Unit.Spoken;

/// <summary>What the platform does for a spoken call, and what becomes of it when that comes to nothing.</summary>
public sealed class SpokenStepTests
{
    private const string Kept = "ההודעה שלכם נשמרה אצלנו.";
    private const string NotKept = "לא שמענו שום הודעה מכם.";

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task A_recording_that_was_asked_for_is_the_answer_and_without_one_the_call_goes_on(int seconds)
    {
        await using var bench = new SpokenBench(RecordAsync);
        await bench.BeginAsync();
        await bench.UntilAsync(() => bench.Phone.Ended == SoundEnd.Finished, "the line is left");
        Assert.Equal((LineStepKind.Record, 30), await StepAsync(bench.LeftAsync()));
        Assert.Equal((LineStepKind.Connect, 120), await StepAsync(bench.RecordedAsync(seconds > 0 ? "RE1" : "", TimeSpan.FromSeconds(seconds))));
        await bench.ConnectAsync();
        await bench.HearsAsync(seconds > 0 ? Kept : NotKept);
        await bench.UntilAsync(() => bench.Phone.Ended == SoundEnd.Finished, "the line is left again");
        Assert.Equal(LineStepKind.HangUp, (await bench.LeftAsync()).Kind);
        await bench.HangUpAsync();
        Assert.Equal("AgentHungUp", (await bench.IsOverAsync()).Reason);
        Assert.Equal([SpokenTalk.Greeting, seconds > 0 ? Kept : NotKept], bench.Said);
    }

    [Fact]
    public async Task Nothing_recorded_twice_is_nothing_twice()
    {
        await using var bench = new SpokenBench(async call =>
        {
            for (var i = 1; i <= 2; i++)
            {
                await call.Say($"אנא הקליטו הודעה מספר {i}.");
                await call.Record(new Recording());
            }

            await call.Say(NotKept);
        });
        await bench.RingAsync();
        for (var i = 1; i <= 2; i++)
        {
            await bench.ConnectAsync();
            await bench.HearsAsync($"אנא הקליטו הודעה מספר {i}.");
            await bench.UntilAsync(() => bench.Phone.Ended == SoundEnd.Finished, "the line is left");
            Assert.Equal(LineStepKind.Record, (await bench.LeftAsync()).Kind);
            Assert.Equal(LineStepKind.Connect, (await bench.RecordedAsync("", TimeSpan.Zero)).Kind);
        }

        await bench.ConnectAsync();
        await bench.HearsAsync(NotKept);
    }

    [Fact]
    public async Task A_stream_that_is_lost_before_the_question_was_heard_is_opened_again_before_anything_is_recorded()
    {
        await using var bench = new SpokenBench(RecordAsync);
        await bench.BeginAsync();
        Assert.Equal(LineStepKind.Connect, (await bench.ComeBackAsync(SpokenLoss.Broken)).Kind);
        await bench.ConnectAsync();
        await bench.UntilAsync(() => bench.Phone.Ended == SoundEnd.Finished, "the line is left");
        Assert.Equal([SpokenTalk.Greeting], bench.Said);
        Assert.Equal(LineStepKind.Record, (await bench.LeftAsync()).Kind);
    }

    [Fact]
    public async Task A_greeting_that_the_platform_plays_is_not_said_again()
    {
        await using var bench = new SpokenBench();
        Assert.Equal(LineStepKind.Connect, (await bench.RingAsync(greetingFirst: true)).Kind);
        await bench.PassAsync(TimeSpan.FromSeconds(5));
        await bench.ConnectAsync();
        await bench.PassAsync(TimeSpan.FromSeconds(1));
        await bench.SayAsync(SpokenTalk.Hours);
        await bench.UntilAsync(() => bench.Said.Count == 1, "the question is answered");
        Assert.DoesNotContain(bench.Voice.Asked, asked => asked.Text is SpokenTalk.Greeting or SpokenTalk.Question);
        Assert.Equal([SpokenTalk.Hours], bench.Asked);
    }

    [Fact]
    public async Task What_is_said_beside_a_greeting_that_the_platform_plays_is_said()
    {
        await using var bench = new SpokenBench(async call =>
        {
            await call.Say(SpokenTalk.Greeting);
            await call.Say("להשאיר הודעה, הקישו 1.");
            await call.Listen(new Listening());
        });
        await bench.RingAsync(greetingFirst: true);
        await bench.ConnectAsync();
        await bench.HearsAsync("להשאיר הודעה, הקישו 1.");
        Assert.DoesNotContain(bench.Voice.Asked, asked => asked.Text == SpokenTalk.Greeting);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_without_a_stream_or_with_one_that_falls_silent_is_sent_to_leave_a_message(bool hasStream)
    {
        await using var bench = new SpokenBench();
        await bench.RingAsync();
        if (hasStream)
        {
            await bench.ConnectAsync();
            await bench.HearsAsync(SpokenTalk.Question);
            bench.Phone.IsStalled = true;
        }

        await bench.UntilAsync(() => bench.SentToMessage == 1, "the platform is asked");
        // Once is enough, however long it takes the platform.
        await bench.PassAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1, bench.SentToMessage);
        if (hasStream) await bench.LoseAsync(isBroken: false);
        Assert.Equal(LineStepKind.Record, (await bench.LeftAsync()).Kind);
        Assert.Equal(LineStepKind.HangUp, (await bench.RecordedAsync("RE1", TimeSpan.FromSeconds(3))).Kind);
        await bench.HangUpAsync();
        await bench.IsOverAsync();
        Assert.Equal("RE1", Assert.Single(await bench.MessagesAsync()).Recording);
    }

    [Fact]
    public async Task A_store_that_is_away_is_not_noticed_by_who_speaks_nor_when_the_stream_is_lost_meanwhile()
    {
        await using var bench = new SpokenBench();
        await bench.BeginAsync();
        bench.Store.Down = true;
        await bench.HearsAsync(SpokenTalk.Question);
        await bench.PassAsync(TimeSpan.FromSeconds(1));
        bench.Mind.Replies = _ => new(SpokenTalk.First);
        await bench.SayAsync(SpokenTalk.Hours);
        await bench.HearsAsync(SpokenTalk.First);
        Assert.Equal(LineStepKind.Connect, (await bench.ComeBackAsync(SpokenLoss.Broken)).Kind);
        await bench.ConnectAsync();
        await bench.PassAsync(TimeSpan.FromSeconds(1));
        await bench.SayAsync(SpokenTalk.Goodbye);
        await bench.HearsAsync(SpokenTalk.Farewell);
        bench.Store.Down = false;
        await bench.HangUpAsync();
        await bench.IsOverAsync();
        Assert.Equal([SpokenTalk.Greeting, SpokenTalk.Question, SpokenTalk.First, SpokenTalk.Farewell], bench.Said);
    }

    [Fact]
    public async Task Calls_that_are_over_leave_no_timer_no_actor_and_nothing_under_way_however_many_they_were()
    {
        for (var i = 0; i < 20; i++)
        {
            await using var bench = new SpokenBench();
            await bench.BeginAsync();
            await bench.PassAsync(TimeSpan.FromMilliseconds(400 * i));
            bench.Ear.Waits = i % 2 == 0;
            await bench.SpeakAsync(TimeSpan.FromMilliseconds(100 * i));
            await bench.LoseAsync(isBroken: i % 3 == 0);
            await bench.HangUpAsync();
            await bench.IsOverAsync();
        }
    }

    private static async Task<(LineStepKind Kind, int MaxSeconds)> StepAsync(Task<LineStep> asked)
    {
        var step = await asked;
        return (step.Kind, step.MaxSeconds);
    }

    private static async Task RecordAsync(VoiceCall call)
    {
        await call.Say(SpokenTalk.Greeting);
        var heard = await call.Record(new Recording { MaxSeconds = 30 });
        await call.Say(heard.IsSilence ? NotKept : Kept);
    }
}
