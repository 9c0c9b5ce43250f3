using System.Collections.Concurrent;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Simulators.Models;
using YemotAi.Tests;

namespace YemotAi.Minds.Claude;

/// <summary>The real Claude Code CLI, beyond what every mind promises.</summary>
public sealed class ClaudeCodeTests
{
    private static readonly AgentAct[] Acts = [AgentAct.HangUp, AgentAct.Transfer];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<ClaudeCodeBench> StartAsync() => ClaudeCodeBench.StartAsync(ClaudeBinaries.Need());

    [Fact]
    public async Task The_model_is_told_our_words_alone_and_has_no_tools()
    {
        await using var bench = await StartAsync();
        await new TestCaller(bench.Mind).SayAsync("שלום", Cancellation);
        var request = Assert.Single(bench.Model.Requests.All);
        Assert.Empty(request.Tools);
        Assert.InRange(request.Body.Length, 1, 1200);
        Assert.Equal(["שלום"], request.Messages.Select(message => message.Text));
        Assert.Equal("claude-haiku-5-5", request.Model);
        Assert.DoesNotContain("thinking", request.Body, StringComparison.Ordinal);
        Assert.Contains("\"max_tokens\":4096", request.Body, StringComparison.Ordinal);
        Assert.True(request.Caches);
    }

    [Fact]
    public async Task A_later_turn_asks_once_in_the_same_session_after_a_restart_too()
    {
        await using var bench = await StartAsync();
        var caller = new TestCaller(bench.Mind);
        var first = await caller.SayAsync("אחת", Cancellation);
        caller.Mind = bench.Restarted();
        var second = await caller.SayAsync("שתיים", Cancellation);
        Assert.Equal(first.Session!.Split(':')[0], second.Session!.Split(':')[0]);
        Assert.Equal(["user", "assistant", "user"], bench.Model.Requests.All[^1].Messages.Select(message => message.Role));
        Assert.Equal(2, bench.Model.Requests.All.Count);
    }

    [Fact]
    public async Task Words_of_an_answer_with_an_act_come_while_the_model_still_speaks()
    {
        await using var bench = await StartAsync();
        var ear = new TestEar();
        bench.Model.Next(bench.Acting(AgentAct.HangUp, "תודה ולהתראות."));
        var caller = new TestCaller(bench.Mind);
        var reply = await caller.SayAsync(caller.Ask("ביי") with { Acts = Acts, Ear = ear }, Cancellation);
        Assert.Equal(("תודה ולהתראות.", AgentAct.HangUp, "תודה ולהתראות."), (reply.Text, reply.Act, ear.Words));
        Assert.Single(bench.Model.Requests.All);
    }

    [Fact]
    public async Task After_an_answer_with_an_act_the_model_remembers_nothing_that_nobody_said()
    {
        await using var bench = await StartAsync();
        var caller = new TestCaller(bench.Mind);
        foreach (var (said, answered) in new[] { ("אחת", "ראשון."), ("שתיים", "שני."), ("שלוש", "שלישי.") })
        {
            bench.Model.Next(bench.Acting(AgentAct.Continue, answered));
            await caller.SayAsync(caller.Ask(said) with { Acts = Acts }, Cancellation);
        }

        Assert.Equal(3, bench.Model.Requests.All.Count);
        Assert.Equal("caller: אחת\nagent: ראשון.\ncaller: שתיים\nagent: שני.\nשלוש", Assert.Single(bench.Model.Requests.All[^1].Messages).Text);
    }

    [Fact]
    public async Task An_answer_without_the_form_is_taken_as_it_is_and_no_other_is_waited_for()
    {
        await using var bench = await StartAsync();
        var caller = new TestCaller(bench.Mind);
        string[] questions = ["מתי?", "ומחר?"];
        var asked = new ConcurrentDictionary<string, bool>();
        // The program asks the model again by itself at once, and may have done so before it is stopped.
        bench.Model.Answers(request => questions.FirstOrDefault(question => request.Said.EndsWith(question, StringComparison.Ordinal)) is { } question
            && asked.TryAdd(question, true) ? ModelAnswer.Of("פתוח עד שש.") : ModelAnswer.Of(ModelFault.Hangs));
        foreach (var said in questions)
        {
            var reply = await caller.SayAsync(caller.Ask(said) with { Acts = Acts }, Cancellation);
            Assert.Equal(("פתוח עד שש.", AgentAct.Continue, null), (reply.Text, reply.Act, reply.Session));
        }

        await bench.Model.WhenIdleAsync(Cancellation);
        var second = bench.Model.Requests.All.First(request => request.Said.EndsWith(questions[1], StringComparison.Ordinal));
        Assert.Contains("agent: פתוח עד שש.", second.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelFault.ServerError)]
    [InlineData(ModelFault.DropsMidStream)]
    public async Task A_fault_is_not_tried_again_by_the_program(ModelFault fault)
    {
        await using var bench = await StartAsync();
        bench.Model.Fails(fault);
        await Assert.ThrowsAsync<MindException>(() => new TestCaller(bench.Mind).SayAsync("שלום", Cancellation));
        await bench.Model.WhenIdleAsync(Cancellation);
        Assert.Single(bench.Model.Requests.All);
    }

    // The program asks again at once, and may have done so before it is stopped.
    [Theory]
    [InlineData(ModelFault.Forbidden, MindFailure.Safety)]
    [InlineData(ModelFault.CutShort, MindFailure.Unusable)]
    public async Task What_the_program_asks_the_model_by_itself_is_no_answer(ModelFault fault, MindFailure expected)
    {
        await using var bench = await StartAsync();
        bench.Model.Fails(fault, times: 1);
        var failure = await Assert.ThrowsAsync<MindException>(() => new TestCaller(bench.Mind).SayAsync("שלום", Cancellation));
        Assert.Equal(expected, failure.Failure);
        await bench.Model.WhenIdleAsync(Cancellation);
        // It is gone at once; what it started is killed with it, and may take a moment.
        Assert.DoesNotContain(bench.RunningForTurns(), RunningProcesses.IsStartedHere);
        await Polling.UntilAsync("nothing runs for a turn", () => bench.RunningForTurns().Count == 0);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_conversation_that_was_ended()
    {
        await using var bench = await StartAsync();
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("שלום", Cancellation);
        Assert.Single(Directory.GetDirectories(bench.Calls));
        await bench.Mind.EndAsync(caller.Conversation);
        Assert.Empty(Directory.GetDirectories(bench.Calls));
    }

    [Fact]
    public async Task Where_it_is_missing_it_says_so()
    {
        await using var bench = await StartAsync();
        bench.Options.Path = Path.Combine(bench.Folder, "nothing");
        var missing = await bench.Restarted().CheckAsync(Cancellation);
        Assert.False(missing.IsReady);
        Assert.Contains("nothing", missing.Detail, StringComparison.Ordinal);
        var failure = await Assert.ThrowsAsync<MindException>(() => new TestCaller(bench.Restarted()).SayAsync("שלום", Cancellation));
        Assert.Equal(MindFailure.Unavailable, failure.Failure);
    }
}
