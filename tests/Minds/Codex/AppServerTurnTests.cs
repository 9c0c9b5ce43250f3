using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Codex.AppServer;
using YemotAi.Providers.Tools;
using YemotAi.Tests;

namespace YemotAi.Minds.Codex;

/// <summary>What is made of the events of a turn, without a process.</summary>
public sealed class AppServerTurnTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private readonly TestEar _ear = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_message_is_the_answer_and_what_came_before_it_is_void()
    {
        var turn = Turn();
        Say(turn, "a", "רגע, ", "אבדוק.");
        Say(turn, "b", "פתוח ", "עד שש.");
        turn.Take(new AppServerEvent.Ended("now", null));
        Assert.Equal("פתוח עד שש.", (await RunAsync(turn)).Text);
        Assert.Equal("פתוח עד שש.", _ear.Words);
    }

    [Fact]
    public async Task Commentary_is_not_said()
    {
        var turn = Turn();
        turn.Take(new AppServerEvent.MessageBegan("now", "a", IsCommentary: true));
        turn.Take(new AppServerEvent.Words("now", "a", "I look it up"));
        turn.Take(new AppServerEvent.MessageEnded("now", "I look it up", IsCommentary: true));
        Say(turn, "b", "פתוח.");
        turn.Take(new AppServerEvent.MessageBegan("now", "c", IsCommentary: true));
        turn.Take(new AppServerEvent.Words("now", "c", "done"));
        turn.Take(new AppServerEvent.MessageEnded("now", "done", IsCommentary: true));
        turn.Take(new AppServerEvent.Ended("now", null));
        Assert.Equal("פתוח.", (await RunAsync(turn)).Text);
        Assert.Equal("פתוח.", _ear.Words);
    }

    [Fact]
    public async Task Words_that_do_not_begin_the_whole_message_are_replaced()
    {
        var turn = Turn();
        turn.Take(new AppServerEvent.Words("now", "a", "משהו אחר"));
        turn.Take(new AppServerEvent.MessageEnded("now", "פתוח.", IsCommentary: false));
        turn.Take(new AppServerEvent.Ended("now", null));
        Assert.Equal("פתוח.", (await RunAsync(turn)).Text);
        Assert.Equal("פתוח.", _ear.Words);
    }

    [Fact]
    public async Task What_still_comes_of_the_turn_before_is_not_of_this_one()
    {
        var turn = Turn();
        turn.Take(new AppServerEvent.Used("before", new MindUsage(900, 0, 90)));
        turn.Take(new AppServerEvent.Ended("before", new MindException(MindFailure.Bug, "old")));
        Assert.False(turn.IsOver);
        Say(turn, "a", "פתוח.");
        turn.Take(new AppServerEvent.Used("now", new MindUsage(10, 4, 2)));
        turn.Take(new AppServerEvent.Used("now", new MindUsage(20, 8, 3)));
        turn.Take(new AppServerEvent.Ended("now", null));
        Assert.True(turn.IsOver);
        var reply = await RunAsync(turn);
        Assert.Equal(("פתוח.", new MindUsage(30, 12, 5)), (reply.Text, reply.Usage));
    }

    [Fact]
    public async Task A_failure_tells_what_was_used()
    {
        var turn = Turn();
        turn.Take(new AppServerEvent.Used("now", new MindUsage(10, 4, 2)));
        turn.Take(new AppServerEvent.Ended("now", new MindException(MindFailure.Safety, "no")));
        var failure = await Assert.ThrowsAsync<MindException>(() => RunAsync(turn));
        Assert.Equal((MindFailure.Safety, new MindUsage(10, 4, 2)), (failure.Failure, failure.Usage));
    }

    [Fact]
    public async Task An_ear_that_is_slow_holds_up_nobody_and_what_waits_for_it_is_bounded()
    {
        var turn = Turn(limits: new AppServerLimits { Answer = 1_000 });
        for (var i = 0; i < 100_000; i++) turn.Take(new AppServerEvent.Words("now", "a", "מילה "));
        Assert.Equal(MindFailure.Unusable, (await Assert.ThrowsAsync<MindException>(() => RunAsync(turn))).Failure);
        Assert.InRange(_ear.Words.Length, 1, 1_000);
        Assert.False(turn.IsOver);
    }

    [Fact]
    public async Task Tools_run_one_after_the_other_while_words_go_on()
    {
        var answered = new List<string>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = 0;
        var tool = new MindTool("look", "Looks.", JsonElement.Parse("{}"), async (arguments, _) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            if (arguments.GetProperty("n").GetInt32() == 1) await first.Task.WaitAsync(Guard, Cancellation);
            Interlocked.Decrement(ref running);
            return "r" + arguments.GetProperty("n").GetInt32();
        });
        var turn = Turn([tool], (id, text) =>
        {
            answered.Add($"{id}={text}");
            if (answered.Count == 2) done.SetResult();
        });
        var run = RunAsync(turn);
        turn.Take(new AppServerEvent.ToolCalled("now", "0", "look", JsonElement.Parse("""{"n":1}""")));
        turn.Take(new AppServerEvent.ToolCalled("now", "1", "look", JsonElement.Parse("""{"n":2}""")));
        turn.Take(new AppServerEvent.Words("now", "a", "כן"));
        await _ear.First.WaitAsync(Guard, Cancellation);
        first.SetResult();
        await done.Task.WaitAsync(Guard, Cancellation);
        Assert.Equal(["0=r1", "1=r2"], answered);
        Say(turn, "b", "מצאתי.");
        turn.Take(new AppServerEvent.Ended("now", null));
        Assert.Equal("מצאתי.", (await run).Text);
    }

    [Fact]
    public async Task A_process_that_goes_ends_the_turn()
    {
        var turn = Turn();
        turn.Take(new AppServerEvent.Words("now", "a", "חצי"));
        turn.Take(new AppServerEvent.Gone());
        await Assert.ThrowsAsync<AppServerGoneException>(() => RunAsync(turn));
        turn.StartOver();
        Assert.Equal("", _ear.Words);
    }

    [Fact]
    public async Task A_message_around_an_act_is_heard_to_its_end()
    {
        var time = new ManualTime();
        var turn = Turn(acts: [AgentAct.HangUp], time: time);
        var run = RunAsync(turn);
        turn.Take(new AppServerEvent.MessageBegan("now", "m", IsCommentary: false));
        turn.Take(new AppServerEvent.ToolCalled("now", "1", "end_call", default));
        turn.Take(new AppServerEvent.Words("now", "m", "תודה "));
        await _ear.First.WaitAsync(Guard, Cancellation);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(run.IsCompleted);
        turn.Take(new AppServerEvent.Words("now", "m", "ולהתראות."));
        turn.Take(new AppServerEvent.MessageEnded("now", "תודה ולהתראות.", IsCommentary: false));
        turn.Take(new AppServerEvent.Ended("now", null));
        var reply = await run;
        Assert.Equal(("תודה ולהתראות.", AgentAct.HangUp, "תודה ולהתראות."), (reply.Text, reply.Act, _ear.Words));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Words_around_an_act_are_kept_when_nothing_tells_that_they_are_whole(bool fails)
    {
        var turn = Turn(acts: [AgentAct.HangUp]);
        turn.Take(new AppServerEvent.ToolCalled("now", "1", "end_call", default));
        turn.Take(new AppServerEvent.MessageBegan("now", "m", IsCommentary: false));
        turn.Take(new AppServerEvent.Words("now", "m", "תודה ולהת"));
        turn.Take(fails ? new AppServerEvent.Ended("now", new MindException(MindFailure.Unavailable, "x")) : new AppServerEvent.Gone());
        var reply = await RunAsync(turn);
        Assert.Equal(("תודה ולהת", AgentAct.HangUp, "תודה ולהת"), (reply.Text, reply.Act, _ear.Words));
    }

    [Fact]
    public async Task A_tool_that_does_not_stop_with_its_turn_is_known_to_run()
    {
        var time = new ManualTime();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var tool = new MindTool("look", "Looks.", JsonElement.Parse("{}"), (_, _) =>
        {
            began.SetResult();
            return work.Task;
        });
        var turn = Turn([tool], time: time);
        var run = RunAsync(turn);
        turn.Take(new AppServerEvent.ToolCalled("now", "0", "look", JsonElement.Parse("{}")));
        await began.Task.WaitAsync(Guard, Cancellation);
        turn.Take(new AppServerEvent.Gone());
        await Assert.ThrowsAsync<AppServerGoneException>(() => run);
        using var impatient = new CancellationTokenSource();
        var over = turn.AreToolsOverAsync(impatient.Token);
        Assert.False(over.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => over);
        work.SetResult("done");
        Assert.True(await turn.AreToolsOverAsync(Cancellation).WaitAsync(Guard, Cancellation));
    }

    private static void Say(AppServerTurn turn, string item, params string[] pieces)
    {
        turn.Take(new AppServerEvent.MessageBegan("now", item, IsCommentary: false));
        foreach (var piece in pieces) turn.Take(new AppServerEvent.Words("now", item, piece));
        turn.Take(new AppServerEvent.MessageEnded("now", string.Concat(pieces), IsCommentary: false));
    }

    private static Task<MindReply> RunAsync(AppServerTurn turn) => turn.RunAsync(Cancellation).WaitAsync(Guard, Cancellation);

    private AppServerTurn Turn(
        IReadOnlyList<MindTool>? tools = null, Action<string, string>? answer = null, AppServerLimits? limits = null,
        IReadOnlyList<AgentAct>? acts = null, TimeProvider? time = null) => new(
        new MindRequest { Conversation = "yemot:1", Said = "מתי?", Now = DateTimeOffset.UnixEpoch, Ear = _ear, Tools = tools ?? [], Acts = acts ?? [] },
        "before",
        answer ?? ((_, _) => { }),
        new ToolRunner(1_000, NullLogger.Instance),
        limits ?? new AppServerLimits(),
        time ?? TimeProvider.System);
}
