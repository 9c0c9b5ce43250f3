using System.Text.Json;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Codex.AppServer;
using YemotAi.Simulators.Models;
using YemotAi.Tests;

namespace YemotAi.Minds.Codex;

/// <summary>Nothing grows without an end: processes are replaced, conversations leave them, nothing is written down.</summary>
public sealed class AppServerUpkeepTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_served_long_is_replaced_and_its_conversations_go_on()
    {
        var time = new ManualTime();
        await using var bench = await StartAsync(AppServerBench.Patient with { Turns = 3 }, time);
        var caller = new TestCaller(bench.Mind);
        for (var turn = 1; turn <= 2; turn++) await caller.SayAsync($"אמר {turn}", Cancellation);
        var first = Assert.Single(bench.AppServer.ProcessIds);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([first], bench.AppServer.ProcessIds);

        // One turn runs in the old process while the new one takes its place.
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Model.Answers(request => SimulatedModel.Echo(request) with { Before = stop => gate.Task.WaitAsync(Guard, stop) });
        var third = caller.SayAsync(caller.Ask("אמר 3") with { Limit = TimeSpan.FromMinutes(5) }, Cancellation);
        await bench.Model.Requests.WhenCountAsync(3, Cancellation);
        time.Advance(TimeSpan.FromMinutes(1));
        await bench.Log.WhenLoggedAsync("A Codex app-server runs as process", 2, Cancellation);
        Assert.NotEqual(first, Assert.Single(bench.AppServer.ProcessIds));
        Assert.Contains(first, bench.Running());
        gate.SetResult();
        Assert.Equal("תשובה 3: אמר 3", (await third.WaitAsync(Guard, Cancellation)).Text);
        await RunningProcesses.WhenEndedAsync([first], Cancellation);

        Assert.Equal("תשובה 4: אמר 4", (await caller.SayAsync("אמר 4", Cancellation)).Text);
        Assert.Equal(4, bench.Model.Requests.All.Count);
        Assert.Equal(7, bench.Model.Requests.All[^1].Messages.Count);
    }

    [Fact]
    public async Task A_conversation_without_a_turn_for_long_leaves_its_process_and_comes_back()
    {
        var time = new ManualTime();
        await using var bench = await StartAsync(AppServerBench.Patient, time);
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("אחת", Cancellation);
        Assert.Equal(1, bench.AppServer.Kept);
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1, bench.AppServer.Kept);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, bench.AppServer.Kept);
        Assert.Equal("תשובה 2: שתיים", (await caller.SayAsync("שתיים", Cancellation)).Text);
    }

    [Fact]
    public async Task Beyond_the_most_conversations_the_one_unused_for_longest_leaves()
    {
        await using var bench = await StartAsync(AppServerBench.Patient);
        bench.Options.MaxConversations = 2;
        var callers = Enumerable.Range(0, 4).Select(_ => new TestCaller(bench.Mind)).ToList();
        foreach (var turn in new[] { 1, 2, 3 })
        {
            foreach (var caller in callers)
                Assert.Equal($"תשובה {turn}: אמר {turn}", (await caller.SayAsync($"אמר {turn}", Cancellation)).Text);
            Assert.Equal(2, bench.AppServer.Kept);
        }
    }

    [Fact]
    public async Task A_conversation_that_ended_is_not_kept()
    {
        await using var bench = await StartAsync(AppServerBench.Patient);
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("אחת", Cancellation);
        await bench.Mind.EndAsync(caller.Conversation);
        Assert.Equal(0, bench.AppServer.Kept);
    }

    [Fact]
    public async Task A_kept_conversation_is_one_thread_and_other_tools_are_another()
    {
        await using var bench = await StartAsync(AppServerBench.Patient);
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("אחת", Cancellation);
        var session = caller.Session!.Id;
        await caller.SayAsync("שתיים", Cancellation);
        Assert.Equal(session.Split(':')[0], caller.Session!.Id.Split(':')[0]);

        var tool = new MindTool("price_of", "Gives a price.", JsonElement.Parse("""{"type":"object","properties":{},"required":[],"additionalProperties":false}"""), (_, _) => Task.FromResult("120"));
        await caller.SayAsync(caller.Ask("שלוש") with { Tools = [tool], Acts = [AgentAct.HangUp] }, Cancellation);
        Assert.NotEqual(session.Split(':')[0], caller.Session!.Id.Split(':')[0]);
        var last = bench.Model.Requests.All[^1];
        Assert.Equal(["end_call", "price_of"], last.Tools.Order());
        Assert.Equal(5, last.Messages.Count);
    }

    [Fact]
    public async Task The_model_has_no_tools_but_ours_and_nothing_that_was_said_is_on_disk()
    {
        await using var bench = await StartAsync(AppServerBench.Patient);
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("מילה_נדירה", Cancellation);
        await caller.SayAsync("עוד", Cancellation);
        Assert.All(bench.Model.Requests.All, request => Assert.Empty(request.Tools));
        await bench.AppServer.DisposeAsync();
        var files = Directory.GetFiles(bench.Folder, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains("מילה_נדירה", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains(bench.Options.Key, StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => Path.GetFileName(file).StartsWith("logs", StringComparison.Ordinal));
    }

    private static Task<AppServerBench> StartAsync(AppServerLimits limits, TimeProvider? time = null) =>
        AppServerBench.StartAsync(CodexBinaries.Need(CodexBinaries.Newest), limits, processes: 1, time);
}
