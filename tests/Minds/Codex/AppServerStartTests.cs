using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Codex.AppServer;
using YemotAi.Tests;

namespace YemotAi.Minds.Codex;

/// <summary>Programs that do not start as they should; no Codex CLI is needed.</summary>
public sealed class AppServerStartTests : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("yemotai-script-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task One_that_never_answers_fails_when_its_time_is_over_and_leaves_no_process()
    {
        await using var bench = await StartAsync("0.169.0", "read a; read b", AppServerBench.Patient with { Start = TimeSpan.FromMilliseconds(500) });
        await FailsAsync(bench);
        var health = await bench.Mind.CheckAsync(Cancellation);
        Assert.False(health.IsReady);
        Assert.Contains("not ready", health.Detail, StringComparison.Ordinal);
        await bench.AppServer.DisposeAsync();
        Assert.Empty(bench.Running());
    }

    [Fact]
    public async Task While_one_does_not_answer_a_turn_can_be_cancelled()
    {
        await using var bench = await StartAsync("0.169.0", "read a; read b");
        using var hungUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var turn = bench.Mind.ReplyAsync(new TestCaller(bench.Mind).Ask("שלום"), hungUp.Token);
        Assert.False(turn.IsCompleted);
        await hungUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn.WaitAsync(Guard, Cancellation));
        await bench.AppServer.DisposeAsync();
        Assert.Empty(bench.Running());
    }

    [Fact]
    public async Task One_that_ends_at_once_is_unavailable_each_time_and_not_started_for_everybody_who_asks()
    {
        var time = new ManualTime();
        var starts = Path.Combine(_folder, "starts");
        await using var bench = await StartAsync("0.169.0", $"echo x >> {starts}\nexit 3", time: time);
        for (var turn = 0; turn < 10; turn++) await FailsWithCodeAsync();
        Assert.Equal(2, Starts());
        // Each time it is left alone for longer: a quarter of a second, then half of one.
        time.Advance(TimeSpan.FromMilliseconds(250));
        for (var turn = 0; turn < 3; turn++) await FailsWithCodeAsync();
        Assert.Equal(3, Starts());
        time.Advance(TimeSpan.FromMilliseconds(250));
        await FailsWithCodeAsync();
        Assert.Equal(3, Starts());
        time.Advance(TimeSpan.FromMilliseconds(250));
        await FailsWithCodeAsync();
        Assert.Equal(4, Starts());

        int Starts() => File.ReadAllLines(starts).Length;

        async Task FailsWithCodeAsync() => Assert.Contains("code 3", (await FailsAsync(bench)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_without_an_end_is_one_and_the_process_ends_with_the_mind()
    {
        await using var bench = await StartAsync("0.169.0", """
            read a; echo '{"id":1,"result":{}}'; read b
            read c; echo '{"id":2,"result":{"thread":{"id":"T"}}}'
            read d; echo '{"id":3,"result":{"turn":{"id":"U"}}}'
            printf '{"method":"turn/completed","params":{"threadId":"T","turn":{"id":"U","status":"failed","error":{"message":"'
            /usr/bin/head -c 9000000 /dev/zero | /usr/bin/tr '\0' 1
            echo '"}}}}'
            read e; read f; read g; read h
            """);
        await FailsAsync(bench);
        await bench.AppServer.DisposeAsync();
        Assert.Empty(bench.Running());
    }

    [Fact]
    public async Task One_that_writes_only_garbage_is_unavailable()
    {
        await using var bench = await StartAsync(
            "0.169.0", "read a; echo garbage; echo '[1]'; echo '{\"id\":99}'; echo '{\"id\":\"x\",\"result\":{}}'; echo 'null'; exit 0");
        await FailsAsync(bench);
    }

    [Theory]
    [InlineData("0.55.0")]
    [InlineData("0.150.0")]
    public async Task A_version_without_what_is_needed_says_so(string version)
    {
        await using var bench = await StartAsync(version, "read a; read b");
        Assert.Contains("0.156", (await FailsAsync(bench)).Message, StringComparison.Ordinal);
        var health = await bench.Mind.CheckAsync(Cancellation);
        Assert.False(health.IsReady);
        Assert.Contains("0.156", health.Detail, StringComparison.Ordinal);
        Assert.Empty(bench.Running());
    }

    private static async Task<MindException> FailsAsync(AppServerBench bench)
    {
        var failure = await Assert.ThrowsAsync<MindException>(
            () => new TestCaller(bench.Mind).SayAsync("שלום", Cancellation).WaitAsync(Guard, Cancellation));
        Assert.Equal(MindFailure.Unavailable, failure.Failure);
        return failure;
    }

    private async Task<AppServerBench> StartAsync(string version, string does, AppServerLimits? limits = null, TimeProvider? time = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs of these tests are shell scripts.");
        var script = Path.Combine(_folder, "codex");
        ProgramFile.Write(script, $"#!/bin/sh\nif [ \"$1\" = --version ]; then echo codex-cli {version}; exit 0; fi\n{does}\n");
        return await AppServerBench.StartAsync(script, limits, processes: 1, time);
    }
}
