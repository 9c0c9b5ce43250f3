using System.Diagnostics;

namespace YemotAi.Tests;

/// <summary>
/// By this a shell script tells a test that it has come to some place: a pipe with a name, which the script writes to and
/// the test waits at. Only where there are such pipes.
/// </summary>
internal sealed class ScriptSignal : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly string _pipe = Path.Combine(Directory.CreateTempSubdirectory("yemotai-signal-").FullName, "pipe");

    public ScriptSignal()
    {
        using var make = Process.Start("mkfifo", [_pipe]);
        make.WaitForExit();
        if (make.ExitCode != 0) throw new InvalidOperationException("A named pipe could not be made.");
    }

    /// <summary>The shell's command that gives the signal; it waits until the test is there.</summary>
    public string Give => $"echo here > {_pipe}";

    /// <summary>Waits until the script has come there.</summary>
    /// <exception cref="TimeoutException">It has not after a minute.</exception>
    public async Task WhenGivenAsync(CancellationToken cancellation) =>
        await Task.Run(() => File.ReadAllText(_pipe), cancellation).WaitAsync(Guard, cancellation);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_pipe)!, recursive: true);
}
