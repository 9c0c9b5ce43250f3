using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Storage;
using YemotAi.Calls.Voice;

namespace YemotAi.Unit.Spoken;

/// <summary>What a caller hears of a mind that is slow, fails in the middle, or is interrupted.</summary>
public sealed class SpokenMindFaultTests : IAsyncDisposable
{
    private readonly SpokenBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task One_that_never_answers_is_bridged_with_signs_of_life_and_given_up()
    {
        await AskAsync(waits: true);
        await _bench.HearsAsync(SpokenTalk.Failed);
        Assert.True(_bench.Voice.Asked.Count(asked => VoicePhrases.Hebrew.Hints.Contains(asked.Text)) > 3);
        await EndAsync();
    }

    [Fact]
    public async Task One_that_fails_after_its_first_sentence_is_heard_up_to_there_and_the_caller_is_told()
    {
        _bench.Mind.Replies = request =>
        {
            request.Ear!.Add(SpokenTalk.First + " ");
            return new MindReply("");
        };
        await AskAsync(waits: true);
        await _bench.HearsAsync(SpokenTalk.First);
        _bench.Mind.Fail(new MindException(MindFailure.Unavailable, "On purpose."));
        await _bench.HearsAsync(SpokenTalk.Failed);
        Assert.Equal([SpokenTalk.Greeting, SpokenTalk.Question, SpokenTalk.First, SpokenTalk.Failed], _bench.Said);
        // What was heard of it is known when the next question is thought about.
        _bench.Mind.Waits = false;
        _bench.Mind.Replies = null;
        await _bench.PassAsync(TimeSpan.FromSeconds(1));
        await _bench.SayAsync("ומה עוד");
        await _bench.UntilAsync(() => _bench.Mind.Requests.Count == 2, "the mind is asked the next");
        Assert.Equal((SpokenTalk.Hours, SpokenTalk.First), Assert.Single(_bench.Mind.Requests.Last().History.Select(one => (one.Said, one.Answered.Trim()))));
        await EndAsync();
    }

    [Fact]
    public async Task What_is_still_to_come_of_an_answer_is_heard_after_a_pause_over_a_second_line_too()
    {
        await _bench.BeginAsync();
        await _bench.HearsAsync(SpokenTalk.Question);
        await _bench.ComeBackAsync(SpokenLoss.Broken);
        await _bench.ConnectAsync();
        await _bench.PassAsync(TimeSpan.FromSeconds(1));
        _bench.Mind.Replies = request =>
        {
            request.Ear!.Add(SpokenTalk.First + " ");
            return new MindReply($"{SpokenTalk.First} {SpokenTalk.Second}");
        };
        _bench.Mind.Waits = true;
        await _bench.SayAsync(SpokenTalk.Hours);
        await _bench.HearsAsync(SpokenTalk.First);
        await _bench.PassAsync(TimeSpan.FromSeconds(1));
        _bench.Mind.Release();
        await _bench.HearsAsync(SpokenTalk.Second);
        Assert.Equal([SpokenTalk.Greeting, SpokenTalk.Question, SpokenTalk.First, SpokenTalk.Second], _bench.Said);
        // It was the same answer: the agent did not take itself for finished in between.
        Assert.DoesNotContain(_bench.Voice.Asked, asked => asked.Text == SpokenTalk.Silence);
        await EndAsync();
    }

    [Fact]
    public async Task Each_answer_that_is_interrupted_counts_as_far_as_it_was_heard_itself()
    {
        _bench.Mind.Replies = _ => new MindReply(
            $"זאת התשובה מספר {_bench.Mind.Requests.Count} שלנו. {string.Join(' ', Enumerable.Range(1, 30).Select(word => $"מילה{word}"))}.");
        await AskAsync(waits: false);
        var heard = new List<int>();
        for (var turn = 1; turn <= 3; turn++)
        {
            await _bench.HearsAsync($"זאת התשובה מספר {turn} שלנו.");
            await _bench.UntilAsync(() => Words(turn) >= 3 * turn, "some words were heard");
            // The next question is spoken over it.
            _bench.Ear.Knows($"שאלה אחרת לגמרי {turn}");
            await _bench.SpeakAsync(TimeSpan.FromSeconds(1.6));
            await _bench.UntilAsync(() => _bench.Mind.Requests.Count > turn, "the mind is asked the next");
            heard.Add(Words(turn));
        }

        var cut = (await EndAsync()).Transcript.Select(line => line.Text)
            .Where(text => text.EndsWith(VoicePhrases.Hebrew.CutHere, StringComparison.Ordinal)).ToList();
        Assert.Equal(3, cut.Count);
        for (var turn = 1; turn <= 3; turn++)
        {
            Assert.StartsWith($"זאת התשובה מספר {turn} שלנו.", cut[turn - 1], StringComparison.Ordinal);
            var words = cut[turn - 1].Split("מילה").Length - 1;
            // What was said again after a noise is not counted twice, and no more than was played.
            Assert.InRange(words, heard[turn - 1] - 1, heard[turn - 1]);
        }
    }

    /// <summary>How many words of the second sentence of an answer were heard.</summary>
    private int Words(int turn)
    {
        var asked = _bench.Voice.Asked;
        var first = asked.ToList().FindIndex(one => one.Text == $"זאת התשובה מספר {turn} שלנו.");
        return _bench.Heard.Where(frame => frame.Number == first + 1).Select(frame => frame.Frame).Distinct().Count() / SpokenVoice.FramesForWord;
    }

    private async Task AskAsync(bool waits)
    {
        await _bench.BeginAsync();
        await _bench.HearsAsync(SpokenTalk.Question);
        await _bench.PassAsync(TimeSpan.FromSeconds(1));
        _bench.Mind.Waits = waits;
        await _bench.SayAsync(SpokenTalk.Hours);
    }

    private async Task<FinishedCall> EndAsync()
    {
        await _bench.LoseAsync(isBroken: false);
        await _bench.HangUpAsync();
        return await _bench.IsOverAsync();
    }
}
