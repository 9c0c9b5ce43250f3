using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Simulators.Models;

namespace YemotAi.Minds;

/// <content>Turns, words and figures.</content>
public abstract partial class TextMindContract
{
    [Fact]
    public async Task The_first_turn_is_answered()
    {
        var reply = await Caller().SayAsync(Question(1), Cancellation);
        Assert.Equal(("הנה תשובה_01.", AgentAct.Continue), (reply.Text, reply.Act));
        Remembers(Last, [], Question(1));
    }

    [Fact]
    public async Task It_says_that_it_could_answer() => Assert.True((await Bench.Mind.CheckAsync(Cancellation)).IsReady);

    [Fact]
    public async Task Instructions_and_business_reach_the_model_as_system_text_the_same_each_turn()
    {
        var caller = Caller();
        await TalkAsync(caller, 3);
        Assert.All(Model.Requests.All, request => Assert.Contains("system:be kind|salon", request.System, StringComparison.Ordinal));
        Assert.Single(Model.Requests.All.Select(request => request.System).Distinct());
    }

    [Fact]
    public async Task Words_come_while_the_model_still_speaks()
    {
        NeedsStreaming();
        var ear = new TestEar();
        Model.Next(ModelAnswer.Of("אחת שתיים שלוש ארבע.") with { AfterFirst = stop => ear.First.WaitAsync(Guard, stop) });
        var reply = await Bench.Mind.ReplyAsync(Caller().Ask("ספור") with { Ear = ear }, Cancellation);
        Assert.Equal("אחת שתיים שלוש ארבע.", reply.Text);
        Assert.NotEmpty(ear.Words);
        Assert.StartsWith(ear.Words, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_ear_took_in_is_the_beginning_of_the_text()
    {
        var ear = new TestEar();
        Model.Next(ModelAnswer.Of(string.Join(' ', Enumerable.Range(1, 300).Select(i => $"מילה{i}"))));
        var reply = await Bench.Mind.ReplyAsync(Caller().Ask("דבר") with { Ear = ear }, Cancellation);
        Assert.EndsWith("מילה300", reply.Text, StringComparison.Ordinal);
        Assert.StartsWith(ear.Words, reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("שלום, מה שלומך? בסדר.")]
    [InlineData("\"quotes\" 'single' `back` \\ slash \\n $HOME %PATH% {json: [1]} </stdin>")]
    [InlineData("one\ntwo\n\nthree\tfour")]
    [InlineData("😀👩‍👩‍👧 ✓ ₪")]
    [InlineData("-leading --dash")]
    [InlineData("\u202Bright\u202C to \u200Fleft\u200E")]
    [InlineData("/help")]
    [InlineData("@file.txt !ls #note")]
    public async Task What_is_said_and_answered_stays_exact(string text)
    {
        var caller = Caller();
        Model.Next(ModelAnswer.Of(text));
        Assert.Equal(text, (await caller.SayAsync(text, Cancellation)).Text);
        Assert.Equal(text, Last.Said);
        await caller.SayAsync(Question(2), Cancellation);
        Assert.Contains(Last.Messages, message => message.Role == "user" && message.Text.Contains(text, StringComparison.Ordinal));
        Assert.Contains(Last.Messages, message => message.Role == "assistant" && message.Text.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_used_is_told()
    {
        var caller = Caller();
        foreach (var question in new[] { Question(1), Question(2) })
        {
            var usage = (await caller.SayAsync(question, Cancellation)).Usage;
            Assert.True(usage.InputTokens > 0, "No input was counted.");
            Assert.True(usage.OutputTokens > 0, "No output was counted.");
            Assert.InRange(usage.CachedInputTokens, 0, usage.InputTokens);
        }
    }

    [Fact]
    public async Task Many_conversations_at_once_never_mix()
    {
        Model.Answers(request => ModelAnswer.Of($"ענה_{Name(request.Said)}_{request.Turns:00}."));
        var callers = Enumerable.Range(10, Bench.AtOnce).Select(number => (Number: number, Caller: Caller())).ToList();
        await Task.WhenAll(callers.Select(async one =>
        {
            for (var turn = 1; turn <= 3; turn++)
            {
                var reply = await one.Caller.SayAsync($"אמר_{one.Number}_{turn:00}?", Cancellation);
                Assert.StartsWith($"ענה_{one.Number}_", reply.Text, StringComparison.Ordinal);
            }
        }));
        foreach (var (number, caller) in callers)
        {
            var last = Model.Requests.All.Single(request => request.Said.EndsWith($"אמר_{number}_03?", StringComparison.Ordinal));
            Remembers(last, caller.History.Take(2), $"אמר_{number}_03?");
            Assert.DoesNotContain(
                callers.Where(other => other.Number != number),
                other => last.Messages.Any(message => message.Text.Contains($"אמר_{other.Number}_", StringComparison.Ordinal)));
        }

        // The number of the conversation, from what was said last.
        static string Name(string said) => said.Split("אמר_")[^1].Split('_')[0];
    }

    [Fact]
    public async Task An_answer_of_two_million_signs_is_bounded()
    {
        var ear = new TestEar();
        Model.Next(ModelAnswer.Of("") with { Pieces = [.. Enumerable.Repeat(new string('א', 999) + " ", 2_000)] });
        var reply = await AnswerOrFailureAsync(Caller().Ask("דבר") with { Ear = ear }, MindFailure.Unusable);
        Assert.InRange(reply?.Text.Length ?? 0, 0, 100_000);
        Assert.InRange(ear.Words.Length, 0, 100_000);
        await NothingRunsAsync();
    }

    [Fact]
    public async Task An_answer_of_two_million_signs_in_one_piece_is_bounded()
    {
        Model.Next(ModelAnswer.Of("") with { Pieces = [new string('א', 2_000_000)] });
        var reply = await AnswerOrFailureAsync(Caller().Ask("דבר"), MindFailure.Unusable);
        Assert.InRange(reply?.Text.Length ?? 0, 0, 100_000);
        await NothingRunsAsync();
    }

    private protected async Task<MindReply?> AnswerOrFailureAsync(MindRequest request, params MindFailure[] allowed)
    {
        try
        {
            return await Bench.Mind.ReplyAsync(request, Cancellation).WaitAsync(Guard, Cancellation);
        }
        catch (MindException e)
        {
            Assert.Contains(e.Failure, allowed);
            return null;
        }
    }
}
