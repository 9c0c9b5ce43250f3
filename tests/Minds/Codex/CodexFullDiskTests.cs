using System.Diagnostics;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Simulators.Models;
using YemotAi.Tests;

namespace YemotAi.Minds.Codex;

/// <summary>The disk of the Codex CLI's folder is full. Needs the right to mount a small one.</summary>
public sealed class CodexFullDiskTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CodexBinaries.Newest)]
    [InlineData(CodexBinaries.Oldest)]
    public async Task A_full_disk_is_told_and_a_turn_works_when_there_is_room(string version)
    {
        await using var bench = await CodexExecBench.StartAsync(CodexBinaries.Need(version));
        await OnSmallDiskAsync(bench, async filler =>
        {
            Fill(filler, freeKilobytes: 0);
            var caller = new TestCaller(bench.Mind);
            var failure = await Assert.ThrowsAsync<MindException>(() => caller.SayAsync("x", Cancellation).WaitAsync(Guard, Cancellation));
            Assert.Equal(MindFailure.Unavailable, failure.Failure);
            Assert.True(
                failure.Message.Contains("must have room", StringComparison.Ordinal) || failure.Message.Contains("is full", StringComparison.Ordinal),
                failure.Message);
            await MakeRoomAsync(bench, filler);
            await caller.SayAsync("y", Cancellation);
            Assert.Equal("y", bench.Model.Requests.All[^1].Said);
        });
    }

    [Theory]
    [InlineData(CodexBinaries.Newest, 0)]
    [InlineData(CodexBinaries.Newest, 12)]
    [InlineData(CodexBinaries.Newest, 40)]
    [InlineData(CodexBinaries.Newest, 200)]
    [InlineData(CodexBinaries.Oldest, 0)]
    [InlineData(CodexBinaries.Oldest, 12)]
    [InlineData(CodexBinaries.Oldest, 40)]
    [InlineData(CodexBinaries.Oldest, 200)]
    public async Task A_disk_that_becomes_full_during_a_turn_costs_no_memory(string version, int freeKilobytes)
    {
        await using var bench = await CodexExecBench.StartAsync(CodexBinaries.Need(version));
        await OnSmallDiskAsync(bench, async filler =>
        {
            bench.Model.Answers(_ => ModelAnswer.Of("fine."));
            var caller = new TestCaller(bench.Mind);
            await caller.SayAsync("first_", Cancellation);
            bench.Model.Next(ModelAnswer.Of("fine.") with
            {
                Before = _ =>
                {
                    Fill(filler, freeKilobytes);
                    return Task.CompletedTask;
                },
            });
            try
            {
                await caller.SayAsync("second_", Cancellation).WaitAsync(Guard, Cancellation);
            }
            catch (MindException failure)
            {
                Assert.Equal(MindFailure.Unavailable, failure.Failure);
            }

            await MakeRoomAsync(bench, filler);
            await caller.SayAsync("third_", Cancellation);
            var memory = string.Join('\n', bench.Model.Requests.All[^1].Messages.Select(message => message.Text));
            foreach (var said in caller.History.Select(turn => turn.Said))
                Assert.True(memory.Split(said).Length == 2, $"'{said}' is not once in: {memory}");
        });
    }

    private static async Task OnSmallDiskAsync(CodexExecBench bench, Func<string, Task> test)
    {
        var disk = Directory.CreateDirectory(bench.Options.Home).FullName;
        Assert.SkipUnless(await RunsAsync("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk), "No disk can be mounted here.");
        try
        {
            // Found, and its folders made, while there is room.
            Assert.True((await bench.Mind.CheckAsync(Cancellation)).IsReady);
            await test(Path.Combine(disk, "filler"));
        }
        finally
        {
            await RunsAsync("umount", "-l", disk);
        }
    }

    private static void Fill(string file, int freeKilobytes)
    {
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true) stream.Write(block);
        }
        catch (IOException)
        {
            stream.SetLength(Math.Max(0, stream.Length - (freeKilobytes * 1024)));
        }
    }

    /// <summary>
    /// A program that another test starts has this one's open files until it runs, and a file is on the disk until nobody has
    /// it open.
    /// </summary>
    private static Task MakeRoomAsync(CodexExecBench bench, string filler)
    {
        File.Delete(filler);
        return Polling.UntilAsync("the disk has room", () => bench.Home.HasRoom());
    }

    private static async Task<bool> RunsAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(Cancellation);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
