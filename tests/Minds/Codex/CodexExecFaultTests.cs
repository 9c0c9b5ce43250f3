using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Tests;

namespace YemotAi.Minds.Codex;

/// <summary>A Codex CLI that does what none should do.</summary>
public sealed class CodexExecFaultTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_of_no_meaning_and_complaints_are_overheard()
    {
        await using var bench = ScriptedCodex.Bench(
            "echo ERROR nothing works >&2\necho\necho garbage\necho '{broken'\necho '[1]'\necho '{\"type\":7}'\necho '{\"type\":\"new.kind\"}'\n"
            + "echo '{\"type\":\"error\",\"message\":\"Reconnecting... 1/5\"}'\n" + ScriptedCodex.Answers);
        var reply = await Say(bench);
        Assert.Equal(("shalom", new MindUsage(10, 2, 3)), (reply.Text, reply.Usage));
    }

    [Fact]
    public async Task The_last_message_before_the_turn_is_complete_is_the_answer()
    {
        static string Message(string text) => $"echo '{{\"type\":\"item.completed\",\"item\":{{\"id\":\"a\",\"type\":\"agent_message\",\"id\":\"b\",\"text\":\"{text}\"}}}}'\n";
        await using var bench = ScriptedCodex.Bench(
            ScriptedCodex.Started + Message("first") + Message("second") + ScriptedCodex.Completed + Message("late"));
        Assert.Equal("second", (await Say(bench)).Text);
    }

    [Theory]
    [InlineData(ScriptedCodex.Answers + "exit 1", MindFailure.Unavailable)]
    [InlineData(ScriptedCodex.Started + "exit 0", MindFailure.Unavailable)]
    [InlineData("exit 0", MindFailure.Unavailable)]
    [InlineData("exit 2", MindFailure.Unavailable)]
    [InlineData(ScriptedCodex.Started + ScriptedCodex.Completed, MindFailure.Unusable)]
    [InlineData("kill -9 $$", MindFailure.Unavailable)]
    [InlineData(ScriptedCodex.Started + "echo '{\"type\":\"turn.failed\",\"error\":{\"message\":\"unexpected status 401 Unauthorized: sk-test-0123456789\"}}'\nexit 1", MindFailure.Refused)]
    public async Task Only_a_complete_turn_that_ends_well_is_an_answer(string turn, MindFailure expected)
    {
        await using var bench = ScriptedCodex.Bench(turn);
        var failure = await Assert.ThrowsAsync<MindException>(() => Say(bench));
        Assert.Equal(expected, failure.Failure);
        Assert.DoesNotContain(bench.Options.Key, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Error: No space left on device (os error 28)", "full")]
    [InlineData("Error: failed to initialize rollout recorder: Permission denied", "cannot be written")]
    public async Task A_folder_that_takes_nothing_is_told(string complaint, string said)
    {
        await using var bench = ScriptedCodex.Bench($"echo '{complaint}' >&2\nexit 1");
        var failure = await Assert.ThrowsAsync<MindException>(() => Say(bench));
        Assert.Equal(MindFailure.Unavailable, failure.Failure);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told()
    {
        await using var bench = ScriptedCodex.Bench(ScriptedCodex.Answers);
        bench.Options.Home = Path.Combine(bench.Options.Path, "home");
        var failure = await Assert.ThrowsAsync<MindException>(() => new TestCaller(bench.MakeMind()).SayAsync("x", Cancellation));
        Assert.Equal(MindFailure.Unavailable, failure.Failure);
        Assert.Contains("must have room", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_that_nobody_reads_is_no_harm()
    {
        await using var bench = ScriptedCodex.Bench("exec 0<&-\n" + ScriptedCodex.Answers);
        Assert.Equal("shalom", (await new TestCaller(bench.Mind).SayAsync(new string('א', 400_000), Cancellation)).Text);
    }

    [Fact]
    public async Task A_line_of_two_million_signs_before_the_answer_is_no_harm()
    {
        await using var bench = ScriptedCodex.Bench(
            "/usr/bin/head -c 2000000 /dev/zero | /usr/bin/tr '\\0' 'a'\necho\n" + ScriptedCodex.Answers);
        Assert.Equal("shalom", (await Say(bench)).Text);
    }

    [Fact]
    public async Task Output_without_an_end_is_stopped()
    {
        await using var bench = ScriptedCodex.Bench("while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done");
        bench.Options.MaxOutputBytes = 1 << 20;
        var failure = await Assert.ThrowsAsync<MindException>(() => Say(bench));
        Assert.Equal(MindFailure.Unusable, failure.Failure);
        await NothingRunsAsync(bench);
    }

    [Fact]
    public async Task A_program_that_hangs_is_killed_with_what_it_started_when_the_caller_hangs_up()
    {
        using var started = new ScriptSignal();
        await using var bench = ScriptedCodex.Bench($"/bin/sleep 1000 &\n{started.Give}\nwait");
        using var hungUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var turn = bench.Mind.ReplyAsync(new TestCaller(bench.Mind).Ask("x"), hungUp.Token);
        await started.WhenGivenAsync(Cancellation);
        await Polling.UntilAsync("both run", () => bench.RunningForTurns().Count == 2);
        await hungUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn.WaitAsync(Guard, Cancellation));
        await NothingRunsAsync(bench);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(bench.Folder, "ledger")));
    }

    [Fact]
    public async Task A_program_that_hangs_is_killed_at_the_time_limit()
    {
        var time = new ManualTime();
        using var started = new ScriptSignal();
        await using var bench = ScriptedCodex.Bench($"/bin/sleep 1000 &\n{started.Give}\nwait", time: time);
        var turn = bench.Mind.ReplyAsync(new TestCaller(bench.Mind).Ask("x") with { Limit = TimeSpan.FromSeconds(20) }, Cancellation);
        await started.WhenGivenAsync(Cancellation);
        Assert.False(turn.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(20));
        var failure = await Assert.ThrowsAsync<MindException>(() => turn.WaitAsync(Guard, Cancellation));
        Assert.Equal(MindFailure.TimedOut, failure.Failure);
        await NothingRunsAsync(bench);
    }

    [Fact]
    public async Task What_it_left_running_does_not_keep_the_answer_back()
    {
        await using var bench = ScriptedCodex.Bench("/bin/sleep 1000 &\n" + ScriptedCodex.Answers);
        try
        {
            Assert.Equal("shalom", (await Say(bench)).Text);
            await Polling.UntilAsync("what it started runs alone", () => bench.RunningForTurns().Count == 1);
        }
        finally
        {
            foreach (var id in RunningProcesses.With("CODEX_HOME=" + bench.Home.Folder))
            {
                using var left = System.Diagnostics.Process.GetProcessById(id);
                left.Kill();
            }
        }
    }

    [Fact]
    public async Task A_session_that_is_another_than_the_asked_one_is_replaced_by_a_new_one()
    {
        await using var bench = ScriptedCodex.Bench(
            // Keeps each prompt; knows no session, so that resume begins a new one, as old versions do.
            "n=0; while [ -e $CODEX_HOME/../../../said$n ]; do n=$((n+1)); done\n/bin/cat > $CODEX_HOME/../../../said$n\n"
            + "echo '{\"type\":\"thread.started\",\"thread_id\":\"01a1fd72-0e9f-7e60-a908-fa1cf7119c0'$n'\"}'\n"
            + ": > $CODEX_HOME/rollout-x-01a1fd72-0e9f-7e60-a908-fa1cf7119c0$n.jsonl\n"
            + "echo '{\"type\":\"item.completed\",\"item\":{\"type\":\"agent_message\",\"text\":\"answer '$n'\"}}'\n" + ScriptedCodex.Completed);
        var caller = new TestCaller(bench.Mind);
        await caller.SayAsync("one", Cancellation);
        Assert.Equal("answer 2", (await caller.SayAsync("two", Cancellation)).Text);
        Assert.Equal("caller: one\nagent: answer 0\ntwo", await File.ReadAllTextAsync(Path.Combine(bench.Folder, "said2"), Cancellation));
        Assert.Contains(bench.Log.All, line => line.Text.Contains("has lost a conversation's session", StringComparison.Ordinal));
    }

    private static Task<MindReply> Say(CodexExecBench bench) => new TestCaller(bench.Mind).SayAsync("x", Cancellation).WaitAsync(Guard, Cancellation);

    private static Task NothingRunsAsync(CodexExecBench bench) =>
        Polling.UntilAsync("nothing runs for a turn", () => bench.RunningForTurns().Count == 0);
}
