using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Sessions;
using YemotAi.Simulators.Models;
using YemotAi.Tests;

namespace YemotAi.Minds.Codex;

/// <summary>Sessions of the real Codex CLI by <c>codex exec</c>: gone on with only when they hold just what was said.</summary>
public abstract class CodexSessionTests(string version)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<CodexExecBench> StartAsync() => CodexExecBench.StartAsync(CodexBinaries.Need(version));

    [Fact]
    public async Task A_later_turn_goes_on_with_the_session()
    {
        await using var bench = await StartAsync();
        var caller = new TestCaller(bench.Mind);
        for (var turn = 1; turn <= 3; turn++) await caller.SayAsync($"q{turn}", Cancellation);
        // As turns of a conversation, not retold in one text; the model and what it is told the same each time.
        Assert.Equal(["q1", "q2", "q3"], bench.Model.Requests.All[^1].Messages.Where(one => one.Role == "user").Select(one => one.Text));
        Assert.Single(bench.Model.Requests.All.Select(request => (request.Model, request.System, request.Key, string.Join(',', request.Tools))).Distinct());
    }

    [Fact]
    public async Task After_a_restart_in_the_same_folder_it_goes_on_with_the_session()
    {
        await using var bench = await StartAsync();
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("q1", Cancellation);
        caller.Mind = bench.MakeMind();
        await caller.SayAsync("q2", Cancellation);
        Assert.Equal(["q1", "q2"], bench.Model.Requests.All[^1].Messages.Where(one => one.Role == "user").Select(one => one.Text));
    }

    [Fact]
    public async Task A_session_whose_file_is_gone_is_retold_without_a_wasted_turn()
    {
        await using var bench = await StartAsync();
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("q1", Cancellation);
        File.Delete(Assert.Single(Directory.GetFiles(bench.Home.Calls, "rollout-*", SearchOption.AllDirectories)));
        await caller.SayAsync("q2", Cancellation);
        Assert.Equal(2, bench.Model.Requests.All.Count);
        Assert.Equal($"caller: q1\nagent: {caller.History[0].Answered}\nq2", bench.Model.Requests.All[^1].Said);
    }

    [Fact]
    public async Task A_session_whose_file_is_broken_is_retold()
    {
        await using var bench = await StartAsync();
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("q1", Cancellation);
        await File.WriteAllTextAsync(
            Assert.Single(Directory.GetFiles(bench.Home.Calls, "rollout-*", SearchOption.AllDirectories)), "", Cancellation);
        await caller.SayAsync("q2", Cancellation);
        Assert.Equal($"caller: q1\nagent: {caller.History[0].Answered}\nq2", bench.Model.Requests.All[^1].Said);
    }

    [Fact]
    public async Task An_answer_that_never_reached_the_call_is_not_remembered()
    {
        await using var bench = await StartAsync();
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("q1", Cancellation);
        // The program dies before the answer is written down: the turn is asked again with what was known before it.
        await bench.Mind.ReplyAsync(caller.Ask("q2"), Cancellation);
        caller.Mind = bench.MakeMind();
        await caller.SayAsync("q2", Cancellation);
        Assert.Equal($"caller: q1\nagent: {caller.History[0].Answered}\nq2", Assert.Single(bench.Model.Requests.All[^1].Messages).Text);
        await caller.SayAsync("q3", Cancellation);
        Assert.Equal(3, bench.Model.Requests.All[^1].Messages.Count);
    }

    [Fact]
    public async Task A_turn_that_was_killed_is_not_remembered()
    {
        await using var bench = await StartAsync();
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("q1", Cancellation);
        var before = bench.Model.Requests.All.Count;
        bench.Model.Fails(ModelFault.Hangs, 1);
        var turn = bench.Mind.ReplyAsync(caller.Ask("killed"), Cancellation);
        await bench.Model.Requests.WhenCountAsync(before + 1, Cancellation);
        foreach (var id in RunningProcesses.StartedHereWith("CODEX_HOME=" + bench.Home.Calls))
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            process.Kill();
        }

        await Assert.ThrowsAsync<MindException>(() => turn.WaitAsync(TimeSpan.FromSeconds(90), Cancellation));
        caller.Mind = bench.MakeMind();
        await caller.SayAsync("q2", Cancellation);
        Assert.Equal($"caller: q1\nagent: {caller.History[0].Answered}\nq2", Assert.Single(bench.Model.Requests.All[^1].Messages).Text);
    }

    [Fact]
    public async Task What_was_used_is_of_the_turn_and_not_of_the_session()
    {
        await using var bench = await StartAsync();
        bench.Model.Answers(_ => ModelAnswer.Of("always the same"));
        var caller = new TestCaller(bench.Mind);
        var used = new List<long>();
        for (var turn = 1; turn <= 3; turn++) used.Add((await caller.SayAsync("q", Cancellation)).Usage.OutputTokens);
        Assert.True(used[0] > 0);
        Assert.Single(used.Distinct());
    }

    [Fact]
    public async Task An_ended_conversation_leaves_nothing_behind()
    {
        await using var bench = await StartAsync();
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("q1", Cancellation);
        Assert.Single(Directory.GetDirectories(bench.Home.Calls));
        await bench.Mind.EndAsync(caller.Conversation);
        Assert.Empty(Directory.GetDirectories(bench.Home.Calls));
    }

    [Fact]
    public async Task A_conversation_that_ends_during_a_turn_leaves_nothing_behind()
    {
        await using var bench = await StartAsync();
        var caller = new TestCaller(bench.Mind);
        bench.Model.Fails(ModelFault.Hangs);
        using var hungUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var turn = bench.Mind.ReplyAsync(caller.Ask("q1"), hungUp.Token);
        await bench.Model.Requests.WhenCountAsync(1, Cancellation);
        await bench.Mind.EndAsync(caller.Conversation);
        await Assert.ThrowsAsync<MindException>(() => bench.Mind.ReplyAsync(caller.Ask("at once"), Cancellation));
        await hungUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
        Assert.Empty(Directory.GetDirectories(bench.Home.Calls));
    }

    [Fact]
    public async Task Only_sessions_that_nobody_ended_long_ago_are_removed()
    {
        await using var bench = await StartAsync();
        await new TestCaller(bench.Mind).SayAsync("q1", Cancellation);
        Assert.Equal(0, SessionFolders.RemoveOld(bench.Home.Calls, DateTimeOffset.UtcNow.AddDays(-1), _ => false, NullLogger.Instance));
        Assert.Equal(0, SessionFolders.RemoveOld(bench.Home.Calls, DateTimeOffset.UtcNow.AddDays(1), _ => true, NullLogger.Instance));
        Assert.Equal(1, SessionFolders.RemoveOld(bench.Home.Calls, DateTimeOffset.UtcNow.AddDays(1), _ => false, NullLogger.Instance));
        Assert.Empty(Directory.GetDirectories(bench.Home.Calls));
        Assert.Equal(0, SessionFolders.RemoveOld(bench.Home.Calls + "-none", DateTimeOffset.UtcNow, _ => false, NullLogger.Instance));
    }

    [Fact]
    public async Task Nobody_else_may_read_the_folder()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }

        await using var bench = await StartAsync();
        await new TestCaller(bench.Mind).SayAsync("q1", Cancellation);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(bench.Home.Folder));
    }
}

/// <summary>With the newest.</summary>
public sealed class CodexSessionNewestTests() : CodexSessionTests(CodexBinaries.Newest)
{
    [Fact]
    public async Task The_model_has_no_tools()
    {
        await using var bench = await CodexExecBench.StartAsync(CodexBinaries.Need(CodexBinaries.Newest));
        await new TestCaller(bench.Mind).SayAsync("q1", TestContext.Current.CancellationToken);
        var request = Assert.Single(bench.Model.Requests.All);
        Assert.Empty(request.Tools);
        Assert.Equal("system:be kind|salon", request.System);
        Assert.InRange(request.Body.Length, 1, 4_000);
    }
}

/// <summary>With the oldest that works.</summary>
public sealed class CodexSessionOldestTests() : CodexSessionTests(CodexBinaries.Oldest);
