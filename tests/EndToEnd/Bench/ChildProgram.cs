using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace YemotAi.EndToEnd.Bench;

/// <summary>A program of ours as a process of its own, with what it writes.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<Uri> _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _read;
    private readonly Task<int> _ended;
    private int _disposed;

    private ChildProgram(Process process, Action<string>? onLine)
    {
        _process = process;
        _read = Task.WhenAll(ReadAsync(process.StandardOutput, Take), ReadAsync(process.StandardError, _errors.Enqueue));
        _ended = EndAsync();

        void Take(string line)
        {
            _output.Enqueue(line);
            onLine?.Invoke(line);
            const string mark = "Listens at";
            if (line.TrimStart().StartsWith(mark, StringComparison.Ordinal))
                _listens.TrySetResult(new Uri(line[(line.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..].Trim()));
        }
    }

    /// <summary>The exit code of a process that was killed.</summary>
    public static int Killed => OperatingSystem.IsWindows() ? -1 : 128 + 9;

    /// <summary>What it wrote to its output so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>What it wrote to its error output so far.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>Starts a program that was built beside this one.</summary>
    /// <param name="assembly">Its file's name, such as <c>YemotAi.Standalone.dll</c>.</param>
    /// <param name="args">Its command line.</param>
    /// <param name="environment">Variables in addition to those of this process.</param>
    /// <param name="folder">Its current folder.</param>
    /// <param name="onLine">Is told each line of its output.</param>
    public static ChildProgram Start(
        string assembly,
        IEnumerable<string> args,
        IReadOnlyDictionary<string, string>? environment = null,
        string? folder = null,
        Action<string>? onLine = null)
    {
        var start = new ProcessStartInfo(DotNet)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, assembly));
        foreach (var arg in args) start.ArgumentList.Add(arg);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new ChildProgram(Process.Start(start)!, onLine);
    }

    /// <summary>Waits until it says where it listens. Fails with what it wrote when it ends before.</summary>
    public async Task<Uri> WhenListeningAsync()
    {
        await Waiting.For("the program listens", Task.WhenAny(_listens.Task, _read));
        return _listens.Task.IsCompleted
            ? await _listens.Task
            : throw new InvalidOperationException($"The program ended before it listened. It said:\n{Output}\n{Errors}");
    }

    /// <summary>Waits until it has ended and all that it wrote is read; gives its exit code.</summary>
    public Task<int> WhenEndedAsync() => _ended;

    /// <summary><c>kill -9</c>: it runs no line of code more.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Its number among the processes of this machine.</summary>
    public int Id => _process.Id;

    /// <summary>Sends it a line.</summary>
    public void Say(string line) => _process.StandardInput.WriteLine(line);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        if (!_ended.IsCompleted) _process.Kill();
        await Waiting.For("the killed program ends", WhenEndedAsync());
        _process.Dispose();
    }

    /// <summary>The program that runs .NET programs, of the .NET that runs this one.</summary>
    private static string DotNet
    {
        get
        {
            var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
            return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        }
    }

    private async Task<int> EndAsync()
    {
        await Task.WhenAll(_process.WaitForExitAsync(), _read);
        return _process.ExitCode;
    }

    private static async Task ReadAsync(StreamReader from, Action<string> take)
    {
        while (await from.ReadLineAsync() is { } line) take(line);
    }
}
