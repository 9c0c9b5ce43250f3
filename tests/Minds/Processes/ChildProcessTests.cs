using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Providers.Processes;
using YemotAi.Tests;

namespace YemotAi.Minds.Processes;

/// <summary>What a program that runs for us is given, and how its output is read: to its end, and no longer than it may take.</summary>
public sealed class ChildProcessTests : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("yemotai-child-").FullName;
    private readonly ManualTime _time = new();

    public ChildProcessTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Its programs are those of a shell.");

    private ProcessLedger Ledger => new(Path.Combine(_folder, "running"), NullLogger<ProcessLedger>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_child_gets_nothing_but_what_it_is_given()
    {
        await using var child = await ChildProcess.StartAsync(
            new ChildCommand
            {
                Path = "/usr/bin/env", WorkingFolder = _folder, Environment = new Dictionary<string, string> { ["ONLY"] = "this" },
            },
            Ledger,
            TimeProvider.System);
        child.CloseInput();
        var lines = new List<string>();
        while (await child.ReadLineAsync(Cancellation) is { } line) lines.Add(Encoding.UTF8.GetString(line.Span));
        Assert.Equal(["ONLY=this"], lines);
        Assert.Equal(0, await child.Ended.WaitAsync(Guard, Cancellation));
    }

    [Fact]
    public async Task What_is_written_comes_back_line_by_line_while_it_runs()
    {
        await using var child = await ChildProcess.StartAsync(
            new ChildCommand { Path = "/bin/cat", WorkingFolder = _folder }, Ledger, TimeProvider.System);
        foreach (var text in new[] { "שלום", "", new string('x', 300_000) })
        {
            // More than a pipe holds can only be written while it is read.
            var written = child.WriteAsync(Encoding.UTF8.GetBytes(text + "\n"), Cancellation).AsTask();
            var line = await child.ReadLineAsync(Cancellation);
            Assert.True(await written);
            Assert.Equal(text, Encoding.UTF8.GetString(line!.Value.Span));
        }

        child.CloseInput();
        Assert.Null(await child.ReadLineAsync(Cancellation));
        Assert.False(await child.WriteAsync("x"u8.ToArray(), Cancellation));
    }

    [Fact]
    public async Task What_it_wrote_before_it_ended_is_read_however_late()
    {
        // More than is read at once, and less than the pipe holds.
        await using var child = await StartAsync("/usr/bin/seq 5000");
        Assert.Equal("1", await LineAsync(child));
        Assert.Equal(0, await child.Ended.WaitAsync(Guard, Cancellation));
        for (var number = 2; number <= 5_000; number++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(number.ToString(CultureInfo.InvariantCulture), await LineAsync(child));
        }

        Assert.Null(await LineAsync(child));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_it_started_does_not_keep_its_output_open_for_ever(bool isReadBefore)
    {
        using var started = new ScriptSignal();
        // It ends when it is told to, so that it is known whether it is read by then.
        await using var child = await StartAsync($"/bin/sleep 1000 & echo $!; {started.Give}; read a");
        var left = int.Parse((await LineAsync(child))!, CultureInfo.InvariantCulture);
        try
        {
            await started.WhenGivenAsync(Cancellation);
            var more = isReadBefore ? LineAsync(child) : null;
            child.CloseInput();
            await child.Ended.WaitAsync(Guard, Cancellation);
            more ??= LineAsync(child);
            Assert.False(more.IsCompleted);
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(await more);
        }
        finally
        {
            using var sleep = System.Diagnostics.Process.GetProcessById(left);
            sleep.Kill();
        }
    }

    private static async Task<string?> LineAsync(ChildProcess child) =>
        await child.ReadLineAsync(Cancellation).AsTask().WaitAsync(Guard, Cancellation) is { } line ? Encoding.UTF8.GetString(line.Span) : null;

    private Task<ChildProcess> StartAsync(string script) => ChildProcess.StartAsync(
        new ChildCommand { Path = "/bin/sh", Arguments = ["-c", script], WorkingFolder = _folder },
        Ledger,
        _time);
}
