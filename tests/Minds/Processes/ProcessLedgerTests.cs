using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Providers.Processes;
using YemotAi.Tests;

namespace YemotAi.Minds.Processes;

/// <summary>The list of programs that run for us, and what a killed run left over.</summary>
public sealed class ProcessLedgerTests : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("yemotai-ledger-").FullName;
    private readonly LogLines _log = new();
    private readonly ProcessLedger _ledger;

    public ProcessLedgerTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It needs /bin/sleep.");
        _ledger = new ProcessLedger(_folder, new Logger<ProcessLedger>(LoggerFactory.Create(logging => logging.AddProvider(_log))));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_process_is_listed_while_it_runs()
    {
        await using (var child = await SleepAsync())
        {
            Assert.EndsWith($"-{child.Id}.child", Path.GetFileName(Entry()), StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task What_an_owner_left_over_that_is_gone_is_killed()
    {
        await using var child = await SleepAsync();
        await ChangeAsync(lines => lines[1] = "another start");
        Assert.Equal(1, _ledger.KillLeftovers());
        Assert.NotEqual(0, await child.Ended.WaitAsync(Guard, Cancellation));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task What_is_left_over_of_a_program_that_was_replaced_is_killed()
    {
        var program = Path.Combine(_folder, "program");
        ProgramFile.Copy("/bin/sleep", program);
        await using var child = await SleepAsync(program);
        File.Delete(program);
        await ChangeAsync(lines => lines[1] = "another start");
        Assert.Equal(1, _ledger.KillLeftovers());
        Assert.NotEqual(0, await child.Ended.WaitAsync(Guard, Cancellation));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task The_first_process_of_a_container_is_an_owner_too()
    {
        await using var child = await SleepAsync();
        var first = ProcessIdentity.Of(1);
        Assert.SkipWhen(first is null, "The first process of this system cannot be looked at.");
        await ChangeAsync(lines => (lines[0], lines[1]) = ("1", first.Started));
        Assert.Equal(0, _ledger.KillLeftovers());
        Assert.False(child.Ended.IsCompleted);
        Assert.NotEmpty(Entry());
    }

    [Fact]
    public async Task What_runs_for_an_owner_that_lives_is_left_alone()
    {
        await using var child = await SleepAsync();
        Assert.Equal(0, _ledger.KillLeftovers());
        Assert.False(child.Ended.IsCompleted);
        Assert.NotEmpty(Entry());
    }

    [Theory]
    [InlineData(2, "1")]
    [InlineData(2, "-5")]
    [InlineData(2, "x")]
    [InlineData(3, "another start")]
    public async Task Another_process_is_never_killed(int line, string text)
    {
        await using var child = await SleepAsync();
        await ChangeAsync(lines => (lines[1], lines[line]) = ("another start", text));
        Assert.Equal(0, _ledger.KillLeftovers());
        Assert.False(child.Ended.IsCompleted);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Broken_entries_and_a_missing_folder_are_no_harm()
    {
        File.WriteAllText(Path.Combine(_folder, "7.child"), "7");
        Assert.Equal(0, _ledger.KillLeftovers());
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Equal(0, new ProcessLedger(Path.Combine(_folder, "none"), new Logger<ProcessLedger>(LoggerFactory.Create(_ => { }))).KillLeftovers());
    }

    private Task<ChildProcess> SleepAsync(string path = "/bin/sleep") => ChildProcess.StartAsync(
        new ChildCommand { Path = path, Arguments = ["1000"], WorkingFolder = _folder }, _ledger, TimeProvider.System);

    private string Entry() => Assert.Single(Directory.GetFiles(_folder));

    private async Task ChangeAsync(Action<string[]> change)
    {
        var lines = await File.ReadAllLinesAsync(Entry(), Cancellation);
        change(lines);
        await File.WriteAllLinesAsync(Entry(), lines, Cancellation);
    }
}
