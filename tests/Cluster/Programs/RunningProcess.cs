using System.Diagnostics;
using YemotAi.EndToEnd.Bench;

namespace YemotAi.Cluster.Programs;

/// <summary>A silo or a gateway as a process of its own, which a test kills, freezes or stops.</summary>
internal sealed class RunningProcess : IAsyncDisposable
{
    private readonly ChildProgram _program;

    private RunningProcess(string name, ChildProgram program)
    {
        Name = name;
        _program = program;
    }

    /// <summary>What it is called in the test's report.</summary>
    public string Name { get; }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What it wrote, for a test that failed.</summary>
    public string Output => $"{_program.Output}\n{_program.Errors}";

    /// <summary>Starts one and waits until it answers.</summary>
    public static async Task<RunningProcess> StartAsync(
        string name, string assembly, IEnumerable<string> settings, IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = new RunningProcess(name, ChildProgram.Start(assembly, settings, environment));
        process.Address = await process._program.WhenListeningAsync();
        return process;
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _program.Kill();
        await _program.WhenEndedAsync();
    }

    /// <summary>Makes it hang: its connections stay open, it answers nothing.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Signal("CONT");

    /// <summary>Tells it to stop, as a service manager does; gives its exit code when it has.</summary>
    public async Task<int> StopAsync()
    {
        Signal("TERM");
        return await Waiting.For($"{Name} stops", _program.WhenEndedAsync());
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task<int> WhenEndedAsync() => Waiting.For($"{Name} ends", _program.WhenEndedAsync());

    public async ValueTask DisposeAsync() => await _program.DisposeAsync();

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_program.Id}"]);
        kill.WaitForExit();
    }
}
