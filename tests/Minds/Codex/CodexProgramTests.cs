using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Codex;
using YemotAi.Tests;

namespace YemotAi.Minds.Codex;

/// <summary>Finding the Codex CLI, and asking for its version.</summary>
public sealed class CodexProgramTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_version_and_file_are_told()
    {
        await using var bench = ScriptedCodex.Bench("");
        Assert.Equal(new MindHealth(true, $"Codex CLI 0.169.0 at {bench.Options.Path}"), await bench.Mind.CheckAsync(Cancellation));
    }

    [Fact]
    public async Task One_that_is_missing_is_told_with_how_to_mend_it()
    {
        await using var bench = new CodexExecBench("/no/such/codex").WithoutVendor();
        var health = await bench.Mind.CheckAsync(Cancellation);
        Assert.False(health.IsReady);
        Assert.Contains("/no/such/codex", health.Detail, StringComparison.Ordinal);
        Assert.Contains("scripts/install-codex", health.Detail, StringComparison.Ordinal);
        var failure = await Assert.ThrowsAsync<MindException>(() => new TestCaller(bench.Mind).SayAsync("x", Cancellation));
        Assert.Equal(MindFailure.Unavailable, failure.Failure);
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("echo hello")]
    [InlineData("echo codex-cli new")]
    [InlineData("echo codex-cli 0.44.0")]
    [InlineData("echo codex-cli 0.169.0; exit 3")]
    public async Task One_that_does_not_say_a_good_version_is_not_used(string version)
    {
        await using var bench = ScriptedCodex.Bench(ScriptedCodex.Answers, version);
        Assert.False((await bench.Mind.CheckAsync(Cancellation)).IsReady);
    }

    [Fact]
    public async Task One_that_hangs_when_asked_is_killed_and_told()
    {
        var time = new ManualTime();
        using var asked = new ScriptSignal();
        await using var bench = ScriptedCodex.Bench("", $"{asked.Give}; /bin/sleep 1000", time);
        var check = bench.Mind.CheckAsync(Cancellation).AsTask();
        await asked.WhenGivenAsync(Cancellation);
        time.Advance(TimeSpan.FromSeconds(30));
        var health = await check.WaitAsync(Guard, Cancellation);
        Assert.False(health.IsReady);
        Assert.Contains("30 seconds", health.Detail, StringComparison.Ordinal);
        // It is gone at once; what it started is killed with it, and may take a moment.
        Assert.DoesNotContain(bench.RunningForTurns(), RunningProcesses.IsStartedHere);
        await Polling.UntilAsync("nothing runs for a turn", () => bench.RunningForTurns().Count == 0);
        // For a moment it is taken for granted; then it is tried again.
        Assert.Equal(health, await bench.Mind.CheckAsync(Cancellation));
        time.Advance(TimeSpan.FromSeconds(5));
        ProgramFile.Write(bench.Options.Path, "#!/bin/sh\necho codex-cli 0.170.0\n");
        Assert.True((await bench.Mind.CheckAsync(Cancellation)).IsReady);
    }

    [Fact]
    public async Task One_that_hangs_when_asked_is_killed_when_the_caller_hangs_up()
    {
        using var asked = new ScriptSignal();
        await using var bench = ScriptedCodex.Bench("", $"{asked.Give}; /bin/sleep 1000");
        using var hungUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var turn = bench.Mind.ReplyAsync(new TestCaller(bench.Mind).Ask("x"), hungUp.Token);
        await asked.WhenGivenAsync(Cancellation);
        await hungUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn.WaitAsync(Guard, Cancellation));
        // It is gone at once; what it started is killed with it, and may take a moment.
        Assert.DoesNotContain(bench.RunningForTurns(), RunningProcesses.IsStartedHere);
        await Polling.UntilAsync("nothing runs for a turn", () => bench.RunningForTurns().Count == 0);
    }

    [Fact]
    public async Task A_file_that_changes_is_asked_again()
    {
        await using var bench = ScriptedCodex.Bench("");
        Assert.Equal(new Version(0, 169, 0), (await bench.Program.FindAsync(Cancellation)).Version);
        ProgramFile.Write(bench.Options.Path, "#!/bin/sh\necho codex-cli 0.170.1\n");
        Assert.Equal(new Version(0, 170, 1), (await bench.Program.FindAsync(Cancellation)).Version);
    }

    [Theory]
    [InlineData("0.55.0", "CANNOT LOSE ITS SHELL")]
    [InlineData("0.100.0", "keeps tools of its own")]
    [InlineData("0.95.0", "asks other servers")]
    public async Task A_version_that_is_not_safe_or_slow_is_warned_of(string version, string warning)
    {
        await using var bench = ScriptedCodex.Bench("", "echo codex-cli " + version);
        await bench.Program.FindAsync(Cancellation);
        Assert.Contains(bench.Log.All, line => line.Level == LogLevel.Warning && line.Text.Contains(warning, StringComparison.Ordinal));
    }

    [Fact]
    public void Npms_launcher_leads_to_the_native_program()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Its packages are laid out for Linux.");
        var folder = Directory.CreateTempSubdirectory("yemotai-npm-").FullName;
        try
        {
            var machine = System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64
                ? ("aarch64", "arm64") : ("x86_64", "x64");
            var package = Path.Combine(folder, "lib", "node_modules", "@openai", "codex");
            var launcher = Write(Path.Combine(package, "bin", "codex.js"), "#!/usr/bin/env node\n");
            var bin = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
            File.CreateSymbolicLink(Path.Combine(bin, "codex"), launcher);
            Assert.Throws<MindException>(() => CodexLocator.Find("", bin, null));
            Assert.Throws<MindException>(() => CodexLocator.Find(launcher, "", null));

            Write(Path.Combine(package, "vendor", "aarch64-apple-darwin", "codex", "codex"), "other");
            var native = Write(
                Path.Combine(package, "node_modules", "@openai", $"codex-linux-{machine.Item2}", "vendor", $"{machine.Item1}-unknown-linux-musl", "bin", "codex"), "\u007fELF");
            Assert.Equal(native, CodexLocator.Find("", bin, null));
            Assert.Equal(native, CodexLocator.Find(launcher, "", null));

            var old = Write(Path.Combine(package, "vendor", $"{machine.Item1}-unknown-linux-musl", "codex", "codex"), "\u007fELF");
            Assert.Equal(old, CodexLocator.Find("", bin, null));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Of_the_installed_versions_the_newest_is_taken()
    {
        var folder = Directory.CreateTempSubdirectory("yemotai-tools-").FullName;
        try
        {
            Assert.Throws<MindException>(() => CodexLocator.Find("", "", folder));
            Write(Path.Combine(folder, "codex-0.55.0", "codex"), "x");
            var newest = Write(Path.Combine(folder, "codex-0.169.0", "codex"), "x");
            Directory.CreateDirectory(Path.Combine(folder, "codex-0.200.0"));
            Assert.Equal(newest, CodexLocator.Find("", "relative:bin", folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_cannot_be_run_and_scripts_around_it_are_passed_over()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }

        const UnixFileMode Runs = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var folder = Directory.CreateTempSubdirectory("yemotai-path-").FullName;
        try
        {
            var tools = Path.Combine(folder, "tools");
            var installed = Write(Path.Combine(tools, "codex-0.169.0", "codex"), "\u007fELF");
            Write(Path.Combine(folder, "a", "codex"), "\u007fELF");
            File.SetUnixFileMode(Write(Path.Combine(folder, "b", "codex"), "#!/bin/sh\nexec other \"$@\"\n"), Runs);
            var searched = Path.Combine(folder, "a") + Path.PathSeparator + Path.Combine(folder, "b");
            Assert.Equal(installed, CodexLocator.Find("", searched, tools));
            var good = Write(Path.Combine(folder, "c", "codex"), "\u007fELF");
            File.SetUnixFileMode(good, Runs);
            Assert.Equal(good, CodexLocator.Find("", searched + Path.PathSeparator + Path.Combine(folder, "c"), tools));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_calls_of_long_ago_left_is_removed_when_it_is_looked_for()
    {
        await using var bench = ScriptedCodex.Bench("");
        bench.Home.Prepare();
        var (old, young) = (Path.Combine(bench.Home.Calls, "old"), Path.Combine(bench.Home.Calls, "young"));
        foreach (var call in new[] { old, young }) Directory.CreateDirectory(call);
        Directory.SetLastWriteTimeUtc(old, DateTime.UtcNow - bench.Options.KeepSessions - TimeSpan.FromHours(1));
        await bench.Program.FindAsync(Cancellation);
        Assert.False(Directory.Exists(old));
        Assert.True(Directory.Exists(young));
    }

    [Fact]
    public async Task Whatever_goes_wrong_when_it_is_looked_for_is_a_minds_failure()
    {
        await using var bench = ScriptedCodex.Bench("");
        bench.Options.Path = "\0";
        var failure = await Assert.ThrowsAsync<MindException>(() => bench.Program.FindAsync(Cancellation).AsTask());
        Assert.Equal(MindFailure.Unavailable, failure.Failure);
    }

    private static string Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }
}
