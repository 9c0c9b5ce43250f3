using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;
using YemotAi.Providers.Sessions;

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
    private ProbedProgram<CodexBinary>? _probed;
    private int _swept;

    private ProbedProgram<CodexBinary> Probed =>
        LazyInitializer.EnsureInitialized(ref _probed, () => new("Codex CLI", time, ProbeAsync));

    /// <summary>The program, with its version.</summary>
    /// <exception cref="MindException">There is none that works; says how to mend it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left running.</exception>
    public ValueTask<CodexBinary> FindAsync(CancellationToken cancellation) => Probed.FindAsync(cancellation);

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
    public void ProbeAgain() => Probed.ProbeAgain();

    /// <inheritdoc/>
    public void Dispose() => _probed?.Dispose();

    private async Task<(FileStamp Stamp, CodexBinary Binary)> ProbeAsync(CancellationToken cancellation)
    {
        try
        {
            home.Prepare();
            // What a killed run left over may still write to sessions that are gone on with.
            await Task.Run(ledger.KillLeftovers, cancellation);
            // No turn is made before the first one has found the program; later those by exec look after their own.
            await Task.Run(SweepOnce, cancellation);
            var path = CodexLocator.Find(
                options.Path, Environment.GetEnvironmentVariable("PATH") ?? "", CodexLocator.Tools());
            var stamp = FileStamp.Of(path);
            var command = new ChildCommand
            {
                Path = path,
                Environment = new Dictionary<string, string> { ["PATH"] = home.Empty, ["CODEX_HOME"] = home.AppServer },
                WorkingFolder = home.Empty,
            };
            var binary = new CodexBinary(path, await ProgramVersion.AskAsync(
                command, VersionIn, "Codex CLI", CodexLocator.HowToMend, ledger, time, cancellation));
            if (binary.Version < CodexBinary.Oldest)
            {
                throw new MindException(
                    MindFailure.Unavailable,
                    $"The Codex CLI at {path} is {binary.Version}: too old, {CodexBinary.Oldest} is needed. {CodexLocator.HowToMend}");
            }

            LogFound(log, binary.Version, path);
            if (binary.KeepsShell) LogShell(log, binary.Version);
            else if (!binary.CanBePure) LogTools(log, binary.Version);
            if (binary.StartsSlowly) LogSlow(log, binary.Version);
            return (stamp, binary);
        }
        catch (MindException error)
        {
            LogUnusable(log, error.Message);
            throw;
        }
    }

    private void SweepOnce()
    {
        if (Interlocked.Exchange(ref _swept, 1) == 0)
            SessionFolders.RemoveOld(home.Calls, time.GetUtcNow() - options.KeepSessions, _ => false, log);
    }

    /// <summary>Of <c>codex-cli 0.169.0</c>; a word after the numbers, as of a preview, is left out.</summary>
    private static Version? VersionIn(string text)
    {
        if (!text.StartsWith("codex", StringComparison.Ordinal)) return null;
        var numbers = text[(text.LastIndexOf(' ') + 1)..].Split('-', '+')[0];
        return Version.TryParse(numbers, out var version) && version.Build >= 0 ? version : null;
    }

    [LoggerMessage(720, LogLevel.Information, "The Codex CLI {Version} is used, {Path}.")]
    private static partial void LogFound(ILogger log, Version version, string path);

    [LoggerMessage(721, LogLevel.Warning,
        "THE CODEX CLI {Version} CANNOT LOSE ITS SHELL: who calls the line may talk the model into reading files of this "
        + "machine aloud. Install 0.156 or newer (scripts/install-codex), or run this program in a container that holds "
        + "nothing else: docs/codex.md.")]
    private static partial void LogShell(ILogger log, Version version);

    [LoggerMessage(722, LogLevel.Warning,
        "The Codex CLI {Version} has no shell, but keeps tools of its own, such as one for plans: 0.150.0 was seen to. Install "
        + "0.156 or newer; 0.169.0 was seen to have none.")]
    private static partial void LogTools(ILogger log, Version version);

    [LoggerMessage(723, LogLevel.Warning,
        "The Codex CLI {Version} asks other servers for models at every start, which may take seconds: use another version.")]
    private static partial void LogSlow(ILogger log, Version version);

    [LoggerMessage(724, LogLevel.Warning, "The Codex CLI cannot be used. {Reason}")]
    private static partial void LogUnusable(ILogger log, string reason);
}
