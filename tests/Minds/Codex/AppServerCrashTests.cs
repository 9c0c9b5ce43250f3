using System.Diagnostics;
using System.Globalization;
using Xunit;
using YemotAi.Providers.Codex.AppServer;
using YemotAi.Simulators.Models;
using YemotAi.Tests;

namespace YemotAi.Minds.Codex;

/// <summary>Processes that die or hang under their conversations: no turn is lost, and nothing of the memory.</summary>
public sealed class AppServerCrashTests
{
    private const int Calls = 40;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_between_turns_and_in_the_middle_of_a_turn_every_conversation_goes_on_with_all_its_memory()
    {
        await using var bench = await StartAsync();
        bench.Model.Answers(request => ModelAnswer.Of($"ענה:{request.Said}."));
        var callers = Enumerable.Range(10, Calls).Select(number => (Number: number, Caller: new TestCaller(bench.Mind))).ToList();
        await AllSayAsync(1);

        Kill(bench.AppServer.ProcessIds);
        await AllSayAsync(2);

        // All forty are with the model when the processes go.
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = bench.Model.Requests.All.Count;
        bench.Model.Answers(request => ModelAnswer.Of($"ענה:{request.Said}.") with { Before = stop => gate.Task.WaitAsync(Guard, stop) });
        var third = AllSayAsync(3);
        await bench.Model.Requests.WhenCountAsync(arrived + Calls, Cancellation);
        var before = bench.AppServer.ProcessIds;
        Kill(before);
        gate.SetResult();
        await third.WaitAsync(Guard, Cancellation);
        Assert.Empty(bench.AppServer.ProcessIds.Intersect(before));

        await AllSayAsync(4);
        foreach (var (number, caller) in callers)
        {
            var last = bench.Model.Requests.All.Last(request => request.Said == Said(number, 4));
            Assert.Equal(
                caller.History.Take(3).SelectMany(turn => new[] { turn.Said, turn.Answered }).Append(Said(number, 4)),
                last.Messages.Select(message => message.Text));
        }

        async Task AllSayAsync(int turn) =>
            await Task.WhenAll(callers.Select(one => one.Caller.SayAsync(Said(one.Number, turn), Cancellation)));

        static string Said(int number, int turn) => string.Create(CultureInfo.InvariantCulture, $"אמר_{number}_{turn:00}");
    }

    [Fact]
    public async Task Words_of_an_answer_that_died_are_void()
    {
        await using var bench = await StartAsync();
        var ear = new TestEar();
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Model.Next(ModelAnswer.Of("ישן ישן.") with { AfterFirst = stop => died.Task.WaitAsync(Guard, stop) });
        var turn = bench.Mind.ReplyAsync(new TestCaller(bench.Mind).Ask("שלום") with { Ear = ear }, Cancellation);
        await ear.First.WaitAsync(Guard, Cancellation);
        bench.Model.Answers(_ => ModelAnswer.Of("חדש."));
        Kill(bench.AppServer.ProcessIds);
        died.SetResult();
        Assert.Equal("חדש.", (await turn.WaitAsync(Guard, Cancellation)).Text);
        Assert.Equal("חדש.", ear.Words);
    }

    [Fact]
    public async Task A_new_turn_right_after_a_cancelled_one_never_joins_it()
    {
        await using var bench = await StartAsync();
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("אחת", Cancellation);
        for (var round = 0; round < 5; round++)
        {
            bench.Model.Answers(_ => ModelAnswer.Of(ModelFault.Hangs));
            var count = bench.Model.Requests.All.Count;
            using var hungUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var cancelled = bench.Mind.ReplyAsync(caller.Ask("מבוטל"), hungUp.Token);
            await bench.Model.Requests.WhenCountAsync(count + 1, Cancellation);
            bench.Model.Answers(request => ModelAnswer.Of($"ענה:{request.Said}."));
            await hungUp.CancelAsync();
            var next = caller.SayAsync($"הבא {round}", Cancellation);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Guard, Cancellation));
            Assert.Equal($"ענה:הבא {round}.", (await next.WaitAsync(Guard, Cancellation)).Text);
            Assert.DoesNotContain(bench.Model.Requests.All[^1].Messages, message => message.Text.Contains("מבוטל", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_process_that_hangs_is_replaced_and_its_turn_ends_when_it_is_cancelled()
    {
        await using var bench = await StartAsync(AppServerBench.Patient with { Interrupt = TimeSpan.FromMilliseconds(300) });
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("אחת", Cancellation);
        var hanging = Assert.Single(bench.AppServer.ProcessIds);
        Signal(hanging, "STOP");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var turn = bench.Mind.ReplyAsync(caller.Ask("שתיים"), patience.Token);
        Assert.False(turn.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn.WaitAsync(Guard, Cancellation));
        var reply = await caller.SayAsync("שתיים", Cancellation).WaitAsync(Guard, Cancellation);
        Assert.Equal("תשובה 2: שתיים", reply.Text);
        Assert.DoesNotContain(hanging, bench.AppServer.ProcessIds);
        await RunningProcesses.WhenEndedAsync([hanging], Cancellation);
    }

    [Fact]
    public async Task A_turn_in_a_process_that_hangs_is_carried_over_when_that_is_noticed()
    {
        var time = new ManualTime();
        var limits = AppServerBench.Patient with { Request = TimeSpan.FromSeconds(2) };
        await using var bench = await StartAsync(limits, time: time);
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("אחת", Cancellation);
        Signal(Assert.Single(bench.AppServer.ProcessIds), "STOP");
        time.Advance(TimeSpan.FromMilliseconds(1));
        var turn = caller.SayAsync("שתיים", Cancellation);
        await time.WhenDueInAsync(limits.Request, Cancellation);
        time.Advance(limits.Request);
        Assert.Equal("תשובה 2: שתיים", (await turn.WaitAsync(Guard, Cancellation)).Text);
    }

    [Fact]
    public async Task A_process_that_hangs_is_replaced_when_those_who_begin_in_it_do_not_wait_for_it()
    {
        await using var bench = await StartAsync(AppServerBench.Patient with { Interrupt = TimeSpan.FromSeconds(1) });
        await new TestCaller(bench.Mind).SayAsync("אחת", Cancellation);
        var hanging = Assert.Single(bench.AppServer.ProcessIds);
        Signal(hanging, "STOP");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var turn = bench.Mind.ReplyAsync(new TestCaller(bench.Mind).Ask("שלום"), patience.Token);
        Assert.False(turn.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn.WaitAsync(Guard, Cancellation));
        await RunningProcesses.WhenEndedAsync([hanging], Cancellation);
        Assert.Equal("תשובה 1: שתיים", (await new TestCaller(bench.Mind).SayAsync("שתיים", Cancellation).WaitAsync(Guard, Cancellation)).Text);
    }

    [Fact]
    public async Task Disposed_it_leaves_no_process_even_in_the_middle_of_turns()
    {
        await using var bench = await StartAsync(processes: 2);
        bench.Model.Answers(_ => ModelAnswer.Of(ModelFault.Hangs));
        var turns = Enumerable.Range(0, 5)
            .Select(_ => bench.Mind.ReplyAsync(new TestCaller(bench.Mind).Ask("שלום"), Cancellation)).ToList();
        await bench.Model.Requests.WhenCountAsync(5, Cancellation);
        Assert.NotEmpty(bench.Running());
        await bench.AppServer.DisposeAsync();
        // They are gone at once; what they started is killed with them, and may take a moment.
        Assert.DoesNotContain(bench.Running(), RunningProcesses.IsStartedHere);
        await Polling.UntilAsync("no process runs", () => bench.Running().Count == 0);
        foreach (var turn in turns) await Assert.ThrowsAnyAsync<Exception>(() => turn.WaitAsync(Guard, Cancellation));
    }

    private static Task<AppServerBench> StartAsync(AppServerLimits? limits = null, int processes = 1, TimeProvider? time = null) =>
        AppServerBench.StartAsync(CodexBinaries.Need(CodexBinaries.Newest), limits, processes, time);

    private static void Kill(IEnumerable<int> ids)
    {
        foreach (var id in ids)
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
    }

    private static void Signal(int id, string signal)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
