using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Voice;

namespace YemotAi.Unit.Spoken;

/// <summary>The stream of a call is lost, in every state of the conversation and in each way, and what becomes of the call.</summary>
public sealed class LostStreamTests : IAsyncDisposable
{
    private static readonly string Answer = $"{SpokenTalk.First} {SpokenTalk.Second} {SpokenTalk.Third}";

    private readonly SpokenBench _bench = new();

    public LostStreamTests() => _bench.Mind.Replies = _ => new MindReply(Answer);

    /// <summary>Where a conversation can be.</summary>
    public enum Moment
    {
        /// <summary>The call came in, and no stream has begun.</summary>
        Ringing,

        /// <summary>The first words are being said.</summary>
        Greeting,

        /// <summary>Nobody speaks.</summary>
        Waiting,

        /// <summary>The caller is speaking.</summary>
        CallerSpeaks,

        /// <summary>What the caller said is being recognised.</summary>
        Recognising,

        /// <summary>The mind thinks about it.</summary>
        Thinking,

        /// <summary>The agent says a sentence of its answer.</summary>
        Answering,

        /// <summary>The agent has just said a sentence of its answer.</summary>
        BetweenSentences,

        /// <summary>The caller is keying.</summary>
        Keying,
    }

    public static TheoryData<Moment, SpokenLoss> All => new(
        Enum.GetValues<Moment>().SelectMany(moment => Enum.GetValues<SpokenLoss>().Select(how => (moment, how))));

    public static TheoryData<Moment> Moments => new(Enum.GetValues<Moment>());

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_comes_back_and_goes_on_and_nothing_is_said_twice_or_lost(Moment moment, SpokenLoss how)
    {
        await ComeToAsync(moment);
        if (moment == Moment.Ringing) Assert.Equal(LineStepKind.Connect, (await _bench.RingAsync()).Kind);
        else Assert.Equal(LineStepKind.Connect, (await _bench.ComeBackAsync(how)).Kind);
        await _bench.ConnectAsync();
        await GoOnAsync(moment);

        // From wherever it was, it is a conversation as any other.
        _bench.Mind.Replies = _ => new MindReply("זה היה הכול בשבילי.");
        await _bench.SayAsync("ועוד שאלה אחת");
        await _bench.HearsAsync("זה היה הכול בשבילי.");
        await _bench.SayAsync(SpokenTalk.Goodbye);
        await _bench.UntilAsync(() => _bench.Phone.Ended is not null, "the agent ends the line");
        Assert.Equal(LineStepKind.HangUp, (await _bench.LeftAsync()).Kind);
        await _bench.HangUpAsync();
        var call = await _bench.IsOverAsync();

        Assert.Equal("AgentHungUp", call.Reason);
        string[] keyed = moment == Moment.Keying ? ["רשמתי את המספר 0541234567."] : [];
        string[] answered = HasQuestion(moment) ? [SpokenTalk.First, SpokenTalk.Second, SpokenTalk.Third] : [];
        Assert.Equal([SpokenTalk.Greeting, SpokenTalk.Question, .. keyed, .. answered, "זה היה הכול בשבילי.", SpokenTalk.Farewell], _bench.Said);
        Assert.Equal([.. HasQuestion(moment) ? [SpokenTalk.Hours] : Array.Empty<string>(), "ועוד שאלה אחת"], _bench.Asked);
        // Each sentence was asked of a voice again only where it was cut.
        Assert.InRange(_bench.Voice.Asked.Count(asked => asked.Text == SpokenTalk.Greeting), 1, moment == Moment.Greeting ? 2 : 1);
        Assert.Empty(_bench.Log.Errors);
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_program_that_dies_and_is_started_again_goes_on_with_the_call(Moment moment)
    {
        await ComeToAsync(moment);
        await _bench.CrashAsync();
        Assert.Equal(LineStepKind.Connect, (await _bench.RingAsync()).Kind);
        await _bench.ConnectAsync();
        // What was on its way to be understood is gone with the program: the caller says it again.
        if (moment is Moment.CallerSpeaks or Moment.Recognising or Moment.Keying)
        {
            _bench.Ear.Waits = false;
            _bench.Ear.Forget();
            await _bench.PassAsync(TimeSpan.FromSeconds(2));
            await _bench.SayAsync(SpokenTalk.Hours);
        }

        if (moment == Moment.Thinking)
        {
            // The mind is asked again for what it was thinking about.
            await _bench.UntilAsync(() => _bench.Mind.Requests.Count == 2, "the mind thinks again");
            _bench.Mind.Waits = false;
            _bench.Mind.Release();
            _bench.Mind.Release();
        }

        var hasAnswer = moment == Moment.Keying || HasQuestion(moment);
        await _bench.HearsAsync(hasAnswer ? SpokenTalk.Third : SpokenTalk.Question);
        await _bench.PassAsync(TimeSpan.FromSeconds(1));
        await _bench.SayAsync(SpokenTalk.Goodbye);
        await _bench.UntilAsync(() => _bench.Phone.Ended is not null, "the agent ends the line");
        await _bench.HangUpAsync();
        Assert.Equal("AgentHungUp", (await _bench.IsOverAsync()).Reason);
        string[] answered = hasAnswer ? [SpokenTalk.First, SpokenTalk.Second, SpokenTalk.Third] : [];
        Assert.Equal([SpokenTalk.Greeting, SpokenTalk.Question, .. answered, SpokenTalk.Farewell], _bench.Said);
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_caller_who_hangs_up_leaves_nothing_behind(Moment moment)
    {
        await ComeToAsync(moment);
        if (moment != Moment.Ringing) await _bench.LoseAsync(isBroken: false);
        await _bench.HangUpAsync();
        Assert.Equal(LineStepKind.HangUp, (await _bench.LeftAsync()).Kind);
        await NothingIsLeftAsync();
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_caller_who_hangs_up_while_the_stream_goes_on_leaves_nothing_behind(Moment moment)
    {
        await ComeToAsync(moment);
        await _bench.HangUpAsync();
        if (moment != Moment.Ringing) await _bench.UntilAsync(() => _bench.Phone.Ended == SoundEnd.Finished, "the line is ended");
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_stream_that_begins_when_its_call_is_over_is_ended_at_once()
    {
        await ComeToAsync(Moment.Waiting);
        await _bench.LoseAsync(isBroken: false);
        await _bench.HangUpAsync();
        await NothingIsLeftAsync();
        var said = _bench.Voice.Asked.Count;
        await _bench.ConnectAsync();
        await _bench.UntilAsync(() => _bench.Phone.Ended == SoundEnd.Finished, "the line is ended");
        await NothingIsLeftAsync();
        Assert.Equal(said, _bench.Voice.Asked.Count);
    }

    [Theory]
    [InlineData(SpokenLoss.Stopped)]
    [InlineData(SpokenLoss.Broken)]
    public async Task In_the_farewell_it_is_over_and_the_farewell_is_not_begun_again(SpokenLoss how)
    {
        await _bench.BeginAsync();
        await _bench.HearsAsync(SpokenTalk.Question);
        await _bench.SayAsync(SpokenTalk.Goodbye);
        await _bench.HearsBeginAsync(SpokenTalk.Farewell);
        Assert.Equal(LineStepKind.HangUp, (await _bench.ComeBackAsync(how)).Kind);
        await _bench.HangUpAsync();
        Assert.Equal("AgentHungUp", (await _bench.IsOverAsync()).Reason);
        Assert.Single(_bench.Voice.Asked, asked => asked.Text == SpokenTalk.Farewell);
    }

    [Fact]
    public async Task A_stream_that_is_lost_again_and_again_is_not_opened_for_ever()
    {
        await _bench.BeginAsync();
        for (var i = 1; i <= _bench.Services.Options.MaxReopenings; i++)
        {
            Assert.Equal(LineStepKind.Connect, (await _bench.ComeBackAsync(SpokenLoss.Broken)).Kind);
            await _bench.ConnectAsync();
        }

        var last = await _bench.ComeBackAsync(SpokenLoss.Broken);
        Assert.Equal((LineStepKind.Record, VoicePhrases.Hebrew.Apology), (last.Kind, last.Say));
        Assert.Equal(LineStepKind.HangUp, (await _bench.RecordedAsync("RE1", TimeSpan.FromSeconds(5))).Kind);
        await _bench.HangUpAsync();
        await _bench.IsOverAsync();
        var message = Assert.Single(await _bench.MessagesAsync());
        Assert.Equal("RE1", message.Recording);
    }

    [Fact]
    public async Task A_stream_that_held_after_many_that_did_not_may_be_lost()
    {
        await _bench.BeginAsync();
        for (var i = 0; i <= _bench.Services.Options.MaxReopenings; i++)
        {
            if (i == _bench.Services.Options.MaxReopenings) await _bench.PassAsync(TimeSpan.FromSeconds(61));
            Assert.Equal(LineStepKind.Connect, (await _bench.ComeBackAsync(SpokenLoss.Broken)).Kind);
            await _bench.ConnectAsync();
        }
    }

    [Fact]
    public async Task What_is_said_over_the_next_line_while_the_mind_still_thinks_is_answered_once_and_nothing_is_rewritten()
    {
        _bench.Mind.Waits = true;
        await ComeToAsync(Moment.Thinking);
        await _bench.ComeBackAsync(SpokenLoss.Broken);
        await _bench.ConnectAsync();
        await _bench.SayAsync("הלו אתם שם");
        _bench.Mind.Waits = false;
        _bench.Mind.Replies = _ => new MindReply(SpokenTalk.Third);
        await _bench.HearsAsync(SpokenTalk.Third);
        await _bench.SayAsync(SpokenTalk.Goodbye);
        await _bench.UntilAsync(() => _bench.Phone.Ended is not null, "the agent ends the line");
        await _bench.HangUpAsync();
        var call = await _bench.IsOverAsync();
        Assert.Equal([SpokenTalk.Greeting, SpokenTalk.Question, SpokenTalk.Third, SpokenTalk.Farewell], _bench.Said);
        Assert.Equal([SpokenTalk.Hours, "הלו אתם שם"], _bench.Asked);
        var told = call.Transcript.Select(line => line.Text).ToList();
        Assert.StartsWith(SpokenTalk.Greeting, told[0], StringComparison.Ordinal);
        Assert.DoesNotContain(VoicePhrases.Hebrew.CutHere, told[0], StringComparison.Ordinal);
        Assert.Contains(SpokenTalk.Hours, told);
        Assert.Contains("הלו אתם שם", told);
    }

    [Fact]
    public async Task Who_was_interrupting_the_agent_is_heard_out_over_the_next_line_before_the_agent_speaks()
    {
        await ComeToAsync(Moment.Answering);
        _bench.Mind.Replies = _ => new MindReply("בסדר גמור, נעשה כך.");
        _bench.Ear.Knows("רגע לא זה שאלתי");
        await _bench.SpeakAsync(TimeSpan.FromSeconds(2));
        await _bench.ComeBackAsync(SpokenLoss.Broken);
        await _bench.ConnectAsync();
        await _bench.HearsAsync("בסדר גמור, נעשה כך.");
        Assert.Equal([SpokenTalk.Hours, "רגע לא זה שאלתי"], _bench.Asked);
        // Of the answer that was interrupted nothing is said again.
        Assert.Equal([SpokenTalk.Greeting, SpokenTalk.Question, "בסדר גמור, נעשה כך."], _bench.Said.Except([SpokenTalk.First]));
    }

    [Fact]
    public async Task A_nod_over_the_agent_when_a_line_is_lost_is_no_interruption_over_the_next()
    {
        await ComeToAsync(Moment.Answering);
        _bench.Ear.Knows("כן");
        await _bench.SpeakAsync(TimeSpan.FromMilliseconds(600));
        await _bench.ComeBackAsync(SpokenLoss.Broken);
        await _bench.ConnectAsync();
        await _bench.HearsAsync(SpokenTalk.Third);
        Assert.Equal([SpokenTalk.Hours], _bench.Asked);
    }

    [Fact]
    public async Task Streams_that_hold_for_long_may_be_lost_as_often_as_they_are()
    {
        await _bench.BeginAsync();
        for (var i = 0; i <= _bench.Services.Options.MaxReopenings; i++)
        {
            await _bench.PassAsync(TimeSpan.FromSeconds(61));
            Assert.Equal(LineStepKind.Connect, (await _bench.ComeBackAsync(SpokenLoss.Broken)).Kind);
            await _bench.ConnectAsync();
        }
    }

    [Fact]
    public async Task What_was_heard_over_an_earlier_line_counts_when_the_answer_is_interrupted_over_the_next()
    {
        await ComeToAsync(Moment.Answering);
        await _bench.HearsBeginAsync(SpokenTalk.Second);
        await _bench.ComeBackAsync(SpokenLoss.Broken);
        await _bench.ConnectAsync();
        await _bench.HearsBeginAsync(SpokenTalk.Third);
        await _bench.SpeakAsync(TimeSpan.FromSeconds(6));
        await _bench.LoseAsync(isBroken: false);
        await _bench.HangUpAsync();
        var said = (await _bench.IsOverAsync()).Transcript[2].Text;
        Assert.StartsWith($"{SpokenTalk.First} {SpokenTalk.Second}", said, StringComparison.Ordinal);
        Assert.EndsWith(VoicePhrases.Hebrew.CutHere, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_whose_place_in_memory_is_not_the_newest_goes_on_in_the_newest()
    {
        await ComeToAsync(Moment.Answering);
        await _bench.OvertakeAsync();
        await _bench.HearsAsync(SpokenTalk.Third);
        Assert.Equal([SpokenTalk.Greeting, SpokenTalk.Question, SpokenTalk.First, SpokenTalk.Second, SpokenTalk.Third], _bench.Said);
        Assert.Equal([SpokenTalk.Hours], _bench.Asked);
        await _bench.SayAsync(SpokenTalk.Goodbye);
        await _bench.HearsAsync(SpokenTalk.Farewell);
        await _bench.HangUpAsync();
        await _bench.IsOverAsync();
    }

    private async Task NothingIsLeftAsync()
    {
        var call = await _bench.IsOverAsync();
        Assert.Equal("CallerHungUp", call.Reason);
        Assert.All(_bench.Ear.Asked.Where(asked => !asked.Words.Task.IsCompleted), asked => Assert.True(asked.Cancellation.IsCancellationRequested));
        // What comes late brings nothing back.
        await _bench.AskAsync(new LineClosed("MZ1", true));
        Assert.Equal(LineStepKind.HangUp, (await _bench.RingAsync()).Kind);
        await _bench.UntilAsync(() => _bench.Active == 0 && _bench.Time.Waiting == 0, "it is out of memory again");
        Assert.Empty(_bench.Log.Errors);
    }

    private static bool HasQuestion(Moment moment) => moment is not (Moment.Ringing or Moment.Greeting or Moment.Waiting or Moment.Keying);

    /// <summary>Brings a call to a moment.</summary>
    private async Task ComeToAsync(Moment moment)
    {
        if (moment == Moment.Ringing)
        {
            await _bench.RingAsync();
            return;
        }

        await _bench.BeginAsync();
        if (moment == Moment.Greeting) return;
        await _bench.HearsAsync(SpokenTalk.Question);
        await _bench.PassAsync(TimeSpan.FromSeconds(1));
        switch (moment)
        {
            case Moment.Waiting:
                return;
            case Moment.CallerSpeaks:
                _bench.Ear.Knows("מה שעות", "הפתיחה");
                await _bench.SpeakAsync(TimeSpan.FromSeconds(1));
                return;
            case Moment.Keying:
                foreach (var key in "05412") await _bench.PressAsync(key);
                return;
        }

        _bench.Ear.Waits = moment == Moment.Recognising;
        _bench.Mind.Waits = moment == Moment.Thinking;
        await _bench.SayAsync(SpokenTalk.Hours);
        if (moment == Moment.Recognising) await _bench.UntilAsync(() => _bench.Ear.UnderWay == 1, "it is recognised");
        else if (moment == Moment.Thinking) await _bench.UntilAsync(() => _bench.Mind.Requests.Count == 1, "the mind thinks");
        else if (moment == Moment.Answering) await _bench.HearsBeginAsync(SpokenTalk.First);
        else await _bench.HearsAsync(SpokenTalk.First);
    }

    /// <summary>What was begun before the stream was lost comes to its end over the next.</summary>
    private async Task GoOnAsync(Moment moment)
    {
        switch (moment)
        {
            case Moment.CallerSpeaks:
                await _bench.SpeakAsync(TimeSpan.FromSeconds(1));
                break;
            case Moment.Recognising:
                await _bench.PassAsync(TimeSpan.FromSeconds(1));
                _bench.Ear.Waits = false;
                _bench.Ear.Release();
                break;
            case Moment.Thinking:
                await _bench.PassAsync(TimeSpan.FromSeconds(1));
                _bench.Mind.Waits = false;
                _bench.Mind.Release();
                break;
            case Moment.Keying:
                foreach (var key in "34567#") await _bench.PressAsync(key);
                await _bench.HearsAsync("רשמתי את המספר 0541234567.");
                return;
        }

        await _bench.HearsAsync(HasQuestion(moment) ? SpokenTalk.Third : SpokenTalk.Question);
    }
}
