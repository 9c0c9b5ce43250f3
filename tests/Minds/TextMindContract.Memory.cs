using Xunit;
using YemotAi.Calls.Minds;

namespace YemotAi.Minds;

/// <content>What is remembered, and by what.</content>
public abstract partial class TextMindContract
{
    [Fact]
    public async Task A_later_turn_remembers_all_that_was_said()
    {
        var caller = Caller();
        await TalkAsync(caller, 4);
        Remembers(Last, caller.History.Take(3), Question(4));
        Assert.Equal(4, Model.Requests.All.Count);
    }

    [Fact]
    public async Task Without_its_session_it_remembers_all()
    {
        var caller = Caller();
        await TalkAsync(caller, 2);
        caller.Session = null;
        await TalkAsync(caller, 2);
        Remembers(Last, caller.History.Take(3), Question(4));
    }

    [Fact]
    public async Task With_another_minds_session_it_remembers_all()
    {
        var caller = Caller();
        await TalkAsync(caller, 2);
        caller.Answered(Question(3), "ענה_אחר.", new MindSession("other", "1f0c2c1e-0000-7000-8000-000000000001"));
        await TalkAsync(caller, 2);
        Remembers(Last, caller.History.Take(4), Question(5));
    }

    [Fact]
    public async Task What_another_mind_answered_is_remembered()
    {
        var caller = Caller();
        caller.Answered(Question(1), "ענה_אחר_01.");
        caller.Answered(Question(2), "ענה_אחר_02.", new MindSession("other", "x"));
        await TalkAsync(caller, 1);
        Remembers(Last, caller.History.Take(2), Question(3));
        Assert.Contains(Last.Messages, message => message.Text.Contains("ענה_אחר_02.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_restart_it_remembers_all()
    {
        var caller = Caller();
        await TalkAsync(caller, 2);
        caller.Mind = await Bench.FreshMindAsync();
        await TalkAsync(caller, 2);
        Remembers(Last, caller.History.Take(3), Question(4));
    }

    [Theory]
    [InlineData("1f0c2c1e-0000-7000-8000-000000000001")]
    [InlineData("no such session")]
    [InlineData("../../../etc/passwd")]
    [InlineData("--last")]
    [InlineData("{\"thread\":\"1f0c2c1e-0000-7000-8000-000000000001\"}")]
    [InlineData("")]
    public async Task With_a_session_that_does_not_exist_it_remembers_all(string session)
    {
        var caller = Caller();
        await TalkAsync(caller, 1);
        caller.Session = new MindSession(Bench.Mind.Name, session);
        await TalkAsync(caller, 1);
        Remembers(Last, caller.History.Take(1), Question(2));
        await TalkAsync(caller, 1);
        Remembers(Last, caller.History.Take(2), Question(3));
    }

    [Fact]
    public async Task An_answer_without_words_in_the_history_does_no_harm()
    {
        var caller = Caller();
        caller.Answered(Question(1), "");
        caller.Answered(Question(2), "ענה_אחר.");
        await TalkAsync(caller, 1);
        foreach (var text in new[] { Question(1), Question(2), "ענה_אחר.", Question(3) })
            Assert.Single(Last.Messages, message => message.Text.Contains(text, StringComparison.Ordinal));
        Assert.All(Last.Messages, (message, i) => Assert.Equal(i % 2 == 0 ? "user" : "assistant", message.Role));
    }

    [Fact]
    public async Task A_conversation_that_was_ended_can_be_taken_up_again()
    {
        var caller = Caller();
        await TalkAsync(caller, 2);
        await Bench.Mind.EndAsync(caller.Conversation);
        await NothingRunsAsync();
        await TalkAsync(caller, 1);
        Remembers(Last, caller.History.Take(2), Question(3));
        await Bench.Mind.EndAsync(caller.Conversation);
        await Bench.Mind.EndAsync(caller.Conversation);
    }

    [Fact]
    public async Task To_end_a_conversation_that_never_was_is_no_error()
    {
        await Bench.Mind.EndAsync("yemot:never-heard-of");
        await Bench.Mind.EndAsync("../..");
        Assert.Equal("הנה תשובה_01.", (await Caller().SayAsync(Question(1), Cancellation)).Text);
    }
}
