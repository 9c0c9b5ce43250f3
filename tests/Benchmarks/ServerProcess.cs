using System.Diagnostics;
using System.Globalization;

namespace YemotAi.Benchmarks;

/// <summary>A server that is measured, as a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts this program once more, with other arguments, and waits for the line that says it listens.</summary>
    public static Task<ServerProcess> StartSelfAsync(IEnumerable<string> arguments, string readyMark) =>
        StartAsync(Environment.ProcessPath!, [.. DllIfNeeded(), .. arguments], readyMark);

    /// <summary>Starts it and waits for the line that says it listens.</summary>
    public static async Task<ServerProcess> StartAsync(string file, IEnumerable<string> arguments, string readyMark, string? folder = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Environment.CurrentDirectory,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(readyMark, StringComparison.Ordinal)) return new ServerProcess(process);
        }

        throw new InvalidOperationException($"{file} ended before it listened.");
    }

    /// <summary>Sends a line and gives the next line of the answer that begins with a mark.</summary>
    public async Task<string> AskAsync(string line, string mark)
    {
        await _process.StandardInput.WriteLineAsync(line);
        while (await _process.StandardOutput.ReadLineAsync() is { } answer)
        {
            if (answer.StartsWith(mark, StringComparison.Ordinal)) return answer[mark.Length..];
        }

        throw new InvalidOperationException("The server ended.");
    }

    /// <summary>Resident memory in bytes, as the kernel counts it.</summary>
    public long ResidentBytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan Used()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>Started by the <c>dotnet</c> command, the process is that command and needs the program's file.</summary>
    private static IEnumerable<string> DllIfNeeded() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ServerProcess).Assembly.Location] : [];

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
