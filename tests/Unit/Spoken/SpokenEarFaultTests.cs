using Xunit;
using YemotAi.Calls.Minds;

namespace YemotAi.Unit.Spoken;

/// <summary>What becomes of a conversation whose recogniser is slow, late, or fails.</summary>
public sealed class SpokenEarFaultTests : IAsyncDisposable
{
    private readonly SpokenBench _bench = new();

    public SpokenEarFaultTests() => _bench.Mind.Replies = request => new MindReply($"אתם שאלתם אותי {request.Said}.");

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task One_that_never_answers_is_given_up_told_so_and_asked_again_for_the_next_utterance()
    {
        await GreetAsync();
        _bench.Ear.Waits = true;
        await _bench.SpeakAsync(TimeSpan.FromSeconds(1));
        await _bench.HearsAsync(SpokenTalk.Silence);
        var asked = Assert.Single(_bench.Ear.Asked);
        Assert.True(asked.Cancellation.IsCancellationRequested);
        _bench.Ear.Waits = false;
        await AnswersAsync(SpokenTalk.Hours);
        // What it was late with answers nothing any more.
        asked.Words.SetResult("מילים מאוחרות");
        await _bench.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal([SpokenTalk.Hours], _bench.Asked);
    }

    [Fact]
    public async Task One_that_died_in_a_long_silence_fails_once_and_hears_the_next_utterance()
    {
        await GreetAsync();
        await _bench.PassAsync(TimeSpan.FromSeconds(75));
        _bench.Ear.Throws = new IOException("The connection is closed.");
        var silences = Silences;
        await _bench.SpeakAsync(TimeSpan.FromSeconds(1));
        await _bench.UntilAsync(() => Silences > silences, "the caller is asked again");
        _bench.Ear.Throws = null;
        await _bench.HearsAsync(SpokenTalk.Silence);
        await AnswersAsync(SpokenTalk.Hours);
    }

    [Fact]
    public async Task Words_that_come_after_the_caller_has_spoken_again_are_one_question_with_what_was_said_then()
    {
        await GreetAsync();
        _bench.Ear.Waits = true;
        await _bench.SayAsync(SpokenTalk.Hours);
        await _bench.UntilAsync(() => _bench.Ear.UnderWay == 1, "it is recognised");
        await _bench.SayAsync("ביום שישי");
        await _bench.UntilAsync(() => _bench.Ear.UnderWay == 2, "both are recognised");
        // The later words are known first: they wait for the earlier ones.
        var (first, second) = (_bench.Ear.Asked[0], _bench.Ear.Asked[1]);
        second.Words.SetResult("ביום שישי");
        await _bench.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Empty(_bench.Asked);
        first.Words.SetResult(SpokenTalk.Hours);
        await _bench.UntilAsync(() => _bench.Asked.Any(), "the mind is asked");
        Assert.Equal([$"{SpokenTalk.Hours} ביום שישי"], _bench.Asked);
    }

    [Fact]
    public async Task Words_of_a_sound_before_the_caller_keyed_do_not_answer_the_turn_after_it()
    {
        await GreetAsync();
        _bench.Ear.Waits = true;
        await _bench.SpeakAsync(TimeSpan.FromSeconds(1));
        await _bench.UntilAsync(() => _bench.Ear.UnderWay == 1, "it is recognised");
        foreach (var key in "77#") await _bench.PressAsync(key);
        await _bench.HearsAsync("רשמתי את המספר 77.");
        _bench.Ear.Asked[0].Words.SetResult("מילים מאוחרות");
        _bench.Ear.Waits = false;
        await AnswersAsync(SpokenTalk.Hours);
        Assert.Equal([SpokenTalk.Hours], _bench.Asked);
    }

    [Fact]
    public async Task A_voice_on_the_line_that_never_ends_holds_an_answer_back_for_a_while_and_not_for_ever()
    {
        await GreetAsync();
        _bench.Mind.Waits = true;
        await _bench.SayAsync(SpokenTalk.Hours);
        await _bench.UntilAsync(() => _bench.Mind.Requests.Count == 1, "the mind thinks");
        await _bench.SpeakAsync(TimeSpan.FromSeconds(1));
        _bench.Mind.Release();
        // From here on there is somebody's voice in every frame.
        var before = _bench.Phone.Played.Count;
        await _bench.UntilAsync(() => _bench.IsSpeaking, "the answer is heard", isSpeaking: true);
        Assert.InRange(_bench.Phone.Played.Count - before, 100, 250);
    }

    private int Silences => _bench.Voice.Asked.Count(asked => asked.Text == SpokenTalk.Silence);

    private async Task GreetAsync()
    {
        await _bench.BeginAsync();
        await _bench.HearsAsync(SpokenTalk.Question);
        await _bench.PassAsync(TimeSpan.FromSeconds(1));
    }

    private async Task AnswersAsync(string words)
    {
        await _bench.PassAsync(TimeSpan.FromSeconds(1));
        await _bench.SayAsync(words);
        await _bench.HearsAsync($"אתם שאלתם אותי {words}.");
    }
}
