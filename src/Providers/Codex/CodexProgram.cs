using System.ComponentModel;
using System.Text;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;

namespace YemotAi.Providers.Codex;

/// <summary>
/// The Codex CLI of this machine: found and asked for its version once, and again when its file changes or it has failed.
/// </summary>
/// <param name="options">May name its file.</param>
/// <param name="home">Where it works.</param>
/// <param name="ledger">Where its processes are written down.</param>
/// <param name="time">The clock of limits.</param>
/// <param name="log">Where it is told what was found.</param>
public sealed partial class CodexProgram(
    CodexOptions options, CodexHome home, ProcessLedger ledger, TimeProvider time, ILogger<CodexProgram> log) : IDisposable
{
    /// <summary>How long it may take to say its version: it takes 10 ms, and on a busy machine's cold disk some seconds.</summary>
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(10);

    /// <summary>How long a failed try is taken for granted: a program that hangs is not tried anew for every caller.</summary>
    private static readonly TimeSpan FailureKept = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Probed? _last;

    /// <summary>The program, with its version.</summary>
    /// <exception cref="MindException">There is none that works; says how to mend it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left running.</exception>
    public async ValueTask<CodexBinary> FindAsync(CancellationToken cancellation)
    {
        if (Known() is { } known) return known;
        await _one.WaitAsync(cancellation);
        try
        {
            if (Known() is { } found) return found;
            _last = await ProbeAsync(cancellation);
            return Known() ?? throw new MindException(MindFailure.Unavailable, "The Codex CLI's file is being replaced.");
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Whether it is there and works; its version and file, or how to mend it.</summary>
    public async ValueTask<MindHealth> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            var binary = await FindAsync(cancellation);
            home.Prepare();
            return new MindHealth(true, $"Codex CLI {binary.Version} at {binary.Path}");
        }
        catch (MindException error)
        {
            return new MindHealth(false, error.Message);
        }
    }

    /// <summary>It did something strange: the next one who wants it has it asked for its version again.</summary>
    public void ProbeAgain() => _last = null;

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>What is known and still true; null when nothing is.</summary>
    /// <exception cref="MindException">It failed a moment ago.</exception>
    private CodexBinary? Known()
    {
        if (_last is not { } last) return null;
        if (last.Failure is not null)
        {
            if (time.GetElapsedTime(last.At) >= FailureKept) return null;
            throw new MindException(MindFailure.Unavailable, last.Failure);
        }

        return StampOf(last.Binary!.Path) == last.Stamp ? last.Binary : null;
    }

    private async Task<Probed> ProbeAsync(CancellationToken cancellation)
    {
        try
        {
            home.Prepare();
            // What a killed run left over may still write to sessions that are gone on with.
            await Task.Run(ledger.KillLeftovers, cancellation);
            var path = CodexLocator.Find(
                options.Path, Environment.GetEnvironmentVariable("PATH") ?? "", CodexLocator.Tools());
            var stamp = StampOf(path);
            var binary = new CodexBinary(path, await VersionOfAsync(path, cancellation));
            if (binary.Version < CodexBinary.Oldest)
                throw Broken($"The Codex CLI at {path} is {binary.Version}: too old, {CodexBinary.Oldest} is needed.");
            LogFound(log, binary.Version, path);
            if (binary.KeepsShell) LogShell(log, binary.Version);
            else if (!binary.CanBePure) LogTools(log, binary.Version);
            if (binary.StartsSlowly) LogSlow(log, binary.Version);
            return new Probed(binary, stamp, null, time.GetTimestamp());
        }
        catch (MindException error)
        {
            LogUnusable(log, error.Message);
            return new Probed(null, default, error.Message, time.GetTimestamp());
        }
    }

    private async Task<Version> VersionOfAsync(string path, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(ProbeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            await using var child = await ChildProcess.StartAsync(
                new ChildCommand
                {
                    Path = path,
                    Arguments = ["--version"],
                    Environment = new Dictionary<string, string> { ["PATH"] = home.Empty, ["CODEX_HOME"] = home.AppServer },
                    WorkingFolder = home.Empty,
                    MaxOutputBytes = 64 << 10,
                },
                ledger,
                time);
            child.CloseInput();
            Version? version = null;
            while (await child.ReadLineAsync(either.Token) is { } line) version ??= VersionIn(line.Span);
            var code = await child.Ended.WaitAsync(either.Token);
            if (code == 0 && version is not null) return version;
            throw Broken($"{path} --version ended with code {code} and does not say a version of the Codex CLI.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Broken($"{path} --version does not end within {ProbeLimit.TotalSeconds} seconds.");
        }
        catch (Exception error) when (error is Win32Exception or ChildOutputException or IOException or UnauthorizedAccessException)
        {
            throw Broken($"{path} cannot be run ({error.GetType().Name}).");
        }
    }

    private static MindException Broken(string what) => new(MindFailure.Unavailable, what + " " + CodexLocator.HowToMend);

    /// <summary>Of <c>codex-cli 0.169.0</c>; a word after the numbers, as of a preview, is left out.</summary>
    private static Version? VersionIn(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        if (!text.StartsWith("codex", StringComparison.Ordinal)) return null;
        var numbers = text[(text.LastIndexOf(' ') + 1)..].Split('-', '+')[0];
        return Version.TryParse(numbers, out var version) && version.Build >= 0 ? version : null;
    }

    private static (long Length, long Written) StampOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.Length, file.LastWriteTimeUtc.Ticks) : default;
    }

    [LoggerMessage(720, LogLevel.Information, "The Codex CLI {Version} is used, {Path}.")]
    private static partial void LogFound(ILogger log, Version version, string path);

    [LoggerMessage(721, LogLevel.Warning,
        "THE CODEX CLI {Version} CANNOT LOSE ITS SHELL: who calls the line may talk the model into reading files of this "
        + "machine aloud. Install 0.156 or newer (scripts/install-codex), or run this program in a container that holds "
        + "nothing else: docs/codex.md.")]
    private static partial void LogShell(ILogger log, Version version);

    [LoggerMessage(722, LogLevel.Warning,
        "The Codex CLI {Version} keeps some harmless tools of its own, such as one for plans; from 0.156 on it has none.")]
    private static partial void LogTools(ILogger log, Version version);

    [LoggerMessage(723, LogLevel.Warning,
        "The Codex CLI {Version} asks other servers for models at every start, which may take seconds: use another version.")]
    private static partial void LogSlow(ILogger log, Version version);

    [LoggerMessage(724, LogLevel.Warning, "The Codex CLI cannot be used. {Reason}")]
    private static partial void LogUnusable(ILogger log, string reason);

    private sealed record Probed(CodexBinary? Binary, (long Length, long Written) Stamp, string? Failure, long At);
}
