using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;

namespace YemotAi.Providers.Claude;

/// <summary>
/// The Claude Code CLI of this machine: found and asked for its version once, and again when its file changes or it has
/// failed.
/// </summary>
/// <param name="options">May name its file.</param>
/// <param name="home">Where it works.</param>
/// <param name="ledger">Where its processes are written down.</param>
/// <param name="time">The clock of limits.</param>
/// <param name="log">Where it is told what was found.</param>
internal sealed partial class ClaudeProgram(
    ClaudeCodeOptions options, ClaudeHome home, ProcessLedger ledger, TimeProvider time, ILogger log) : IDisposable
{
    /// <summary>What to do when there is none.</summary>
    public const string HowToMend =
        "Install it with scripts/install-claude (or: npm install -g @anthropic-ai/claude-code), or set Path to its native file.";

    private const string Title = "Claude Code CLI";

    /// <summary>The oldest version that was tried: older ones miss settings without which it has a will of its own.</summary>
    private static readonly Version Oldest = new(2, 1, 329);

    private static readonly ProgramLocator Locator = new("claude", Title, HowToMend, Natives);

    private ProbedProgram<ClaudeBinary>? _probed;

    private ProbedProgram<ClaudeBinary> Probed =>
        LazyInitializer.EnsureInitialized(ref _probed, () => new(Title, time, ProbeAsync));

    /// <inheritdoc cref="ProbedProgram{T}.FindAsync"/>
    public ValueTask<ClaudeBinary> FindAsync(CancellationToken cancellation) => Probed.FindAsync(cancellation);

    /// <inheritdoc cref="ProbedProgram{T}.ProbeAgain"/>
    public void ProbeAgain() => Probed.ProbeAgain();

    /// <summary>The native files that npm may have put beside its launcher: each platform has a package of its own.</summary>
    public static IEnumerable<string> Natives(string target, string file)
    {
        var folder = Path.GetDirectoryName(target)!;
        foreach (var package in new[]
        {
            folder, Path.GetDirectoryName(folder) ?? folder,
            // npm on Windows puts the launcher's own launcher beside node_modules.
            Path.Combine(Path.GetDirectoryName(file)!, "node_modules", "@anthropic-ai", "claude-code"),
        })
        {
            foreach (var platform in new[] { ProgramLocator.Platform, ProgramLocator.Platform + "-musl" })
            {
                var name = "claude-code-" + platform;
                yield return Path.GetFullPath(Path.Combine(package, "node_modules", "@anthropic-ai", name, Locator.FileName));
                yield return Path.GetFullPath(Path.Combine(package, "..", name, Locator.FileName));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _probed?.Dispose();

    /// <summary>Of <c>2.1.329 (Claude Code)</c>.</summary>
    public static Version? VersionIn(string text) =>
        text.Contains("Claude Code", StringComparison.Ordinal)
        && Version.TryParse(text.Split(' ')[0].Split('-', '+')[0], out var version) && version.Build >= 0
            ? version
            : null;

    private async Task<(FileStamp Stamp, ClaudeBinary Binary)> ProbeAsync(CancellationToken cancellation)
    {
        try
        {
            home.Prepare();
            // What a killed run left over may still write to sessions that are gone on with.
            await Task.Run(ledger.KillLeftovers, cancellation);
            var path = Locator.Find(options.Path, Environment.GetEnvironmentVariable("PATH") ?? "", ProgramLocator.Tools());
            var stamp = FileStamp.Of(path);
            var command = new ChildCommand
            {
                Path = path, Environment = ClaudeArguments.Environment(options, home, home.Probe), WorkingFolder = home.Empty,
            };
            var version = await ProgramVersion.AskAsync(command, VersionIn, Title, HowToMend, ledger, time, cancellation);
            LogFound(log, version, path);
            if (version < Oldest) LogOld(log, version, Oldest);
            return (stamp, new ClaudeBinary(path, version));
        }
        catch (MindException error)
        {
            LogUnusable(log, error.Message);
            throw;
        }
    }

    [LoggerMessage(740, LogLevel.Information, "The Claude Code CLI {Version} is used, {Path}.")]
    private static partial void LogFound(ILogger log, Version version, string path);

    [LoggerMessage(741, LogLevel.Warning, "The Claude Code CLI {Version} is older than {Tried}, with which this program was tried.")]
    private static partial void LogOld(ILogger log, Version version, Version tried);

    [LoggerMessage(742, LogLevel.Warning, "The Claude Code CLI cannot be used. {Reason}")]
    private static partial void LogUnusable(ILogger log, string reason);
}
