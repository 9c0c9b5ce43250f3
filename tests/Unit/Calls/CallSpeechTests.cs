using Xunit;
using YemotAi.Calls.Minds;

namespace YemotAi.Unit.Calls;

/// <summary>What a caller hears of an answer before its end is known, and what a mind is told of that.</summary>
public sealed class CallSpeechTests : CallTests
{
    private const string First = "הנה משפט ראשון.";

    [Fact]
    public async Task The_whole_sentences_of_a_slow_answer_are_said_while_its_end_is_awaited()
    {
        _mind.Replies = request => Spoken(request, $"{First} הנה שני", ". והסוף.");
        await HearFirstAsync();
        _mind.Release();
        Assert.Equal("ask v3:  הנה שני. והסוף.", await _bench.Turn("a", "v1=hi&v2=None"));
        Assert.Single(_mind.Requests);
        await _bench.HangUp("a");
        var told = Assert.Single(await _bench.FinishedAsync(1)).Transcript.Select(line => line.Text);
        Assert.Contains(First, told);
    }

    [Fact]
    public async Task What_was_said_of_an_answer_before_a_crash_is_known_when_it_is_asked_for_again()
    {
        _mind.Replies = request => Spoken(request, $"{First} ", "ועוד.");
        await HearFirstAsync();
        _bench.Crash();
        _mind.Waits = false;
        _mind.Replies = request => new MindReply($"heard: {request.Ear!.Heard}") { Session = "s1" };
        Assert.Equal($"ask v3: heard: {First}", await _bench.Turn("a", "v1=hi&v2=None"));
        // What the caller has heard in all is remembered, and no session goes on that knows less.
        await _bench.Turn("a", "v1=hi&v2=None&v3=more");
        var last = _mind.Requests.Last();
        Assert.Equal($"{First} heard: {First}", Assert.Single(last.History).Answered);
        Assert.Null(last.Session);
    }

    [Fact]
    public async Task An_answer_that_begins_anew_as_before_is_not_said_twice()
    {
        _mind.Replies = request => Spoken(request, $"{First} ", "");
        await HearFirstAsync();
        _bench.Crash();
        _mind.Waits = false;
        _mind.Replies = _ => new MindReply($"{First} וכעת השני.");
        Assert.Equal("ask v3:  וכעת השני.", await _bench.Turn("a", "v1=hi&v2=None"));
    }

    [Fact]
    public async Task An_answer_that_begins_anew_is_said_whole()
    {
        _mind.Replies = request =>
        {
            Spoken(request, $"{First} ", "");
            return new MindReply("תשובה אחרת.");
        };
        await HearFirstAsync();
        _mind.Release();
        Assert.Equal("ask v3: תשובה אחרת.", await _bench.Turn("a", "v1=hi&v2=None"));
    }

    [Fact]
    public async Task A_mind_gets_its_session_back_after_a_crash_until_the_caller_begins_anew()
    {
        _mind.Replies = request => new MindReply("ok") { Mind = "codex", Session = $"s{request.History.Count + 1}" };
        _bench.Wire.On("", async call =>
        {
            while (true)
            {
                var said = await call.Ask("?");
                if (said == "anew") await call.Run.ForgetAsync();
                else await call.Run.AskMindAsync(said, request => request, _mind, TimeSpan.FromSeconds(30));
            }
        });
        await _bench.Turn("a");
        await _bench.Turn("a", "v1=x");
        _bench.Crash();
        await _bench.Turn("a", "v1=x&v2=y");
        await _bench.Turn("a", "v1=x&v2=y&v3=anew");
        await _bench.Turn("a", "v1=x&v2=y&v3=anew&v4=z");
        Assert.Equal(
            [null, new MindSession("codex", "s1"), null], _mind.Requests.Select(request => request.Session));
    }

    /// <summary>A call whose mind has said its first sentence and is slow with the rest.</summary>
    private async Task HearFirstAsync()
    {
        _mind.Waits = true;
        Talk();
        await _bench.Turn("a");
        var slow = _bench.Turn("a", "v1=hi");
        await _mind.WhenAskedAsync(Cancellation);
        await _bench.Time.WhenWaitingAsync(4, Cancellation);
        _bench.Time.Advance(_bench.Options.PartPatience);
        Assert.Equal($"ask v2: {First}", await slow);
    }

    /// <summary>Gives the beginning of an answer to the caller's ear, and the whole as the answer.</summary>
    private static MindReply Spoken(MindRequest request, string begins, string ends)
    {
        foreach (var word in begins.Split(' ')) request.Ear!.Add(word + " ");
        return new MindReply(begins + ends);
    }
}
