using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;

namespace YemotAi.Providers.Espeak;

/// <summary>
/// The espeak-ng of this machine: found and asked for its version once, and again when its file changes or it has failed.
/// </summary>
/// <param name="options">May name its file.</param>
/// <param name="ledger">Where its processes are written down.</param>
/// <param name="time">The clock of limits.</param>
/// <param name="log">Where it is told what was found.</param>
internal sealed partial class EspeakProgram(EspeakOptions options, ProcessLedger ledger, TimeProvider time, ILogger log) : IDisposable
{
    /// <summary>What to do when there is none.</summary>
    public const string HowToMend = "Install it (Debian, Ubuntu: apt install espeak-ng), or set Voices:Espeak:Path to its file.";

    private const string Title = "espeak-ng";

    // It is no npm package: what is found is the program itself.
    private static readonly ProgramLocator Locator = new("espeak-ng", Title, HowToMend, (_, _) => []);

    private ProbedProgram<EspeakBinary>? _probed;

    private ProbedProgram<EspeakBinary> Probed =>
        LazyInitializer.EnsureInitialized(ref _probed, () => new(Title, time, ProbeAsync));

    /// <inheritdoc cref="ProbedProgram{T}.FindAsync"/>
    public ValueTask<EspeakBinary> FindAsync(CancellationToken cancellation) => Probed.FindAsync(cancellation);

    /// <inheritdoc cref="ProbedProgram{T}.ProbeAgain"/>
    public void ProbeAgain() => Probed.ProbeAgain();

    /// <inheritdoc/>
    public void Dispose() => _probed?.Dispose();

    /// <summary>Whether settings or <c>PATH</c> lead to one, without trying it.</summary>
    public static bool IsThere(EspeakOptions options)
    {
        try
        {
            Find(options);
            return true;
        }
        catch (MindException)
        {
            return false;
        }
    }

    /// <summary>How it is run with some arguments: it sees nothing of this program's environment.</summary>
    public static ChildCommand Command(string path, IReadOnlyList<string> arguments, long maxOutputBytes) => new()
    {
        Path = path,
        Arguments = arguments,
        WorkingFolder = Path.GetPathRoot(AppContext.BaseDirectory)!,
        MaxOutputBytes = maxOutputBytes,
    };

    /// <summary>Of <c>eSpeak NG text-to-speech: 1.51  Data at: …</c>; a word after the numbers is left out.</summary>
    public static Version? VersionIn(string text)
    {
        const string Start = "eSpeak NG text-to-speech:";
        if (!text.StartsWith(Start, StringComparison.OrdinalIgnoreCase)) return null;
        var numbers = text[Start.Length..].TrimStart().Split(' ', '-', '+')[0];
        return Version.TryParse(numbers, out var version) ? version : null;
    }

    private static string Find(EspeakOptions options) =>
        Locator.Find(options.Path, Environment.GetEnvironmentVariable("PATH") ?? "", ProgramLocator.Tools());

    private async Task<(FileStamp Stamp, EspeakBinary Binary)> ProbeAsync(CancellationToken cancellation)
    {
        try
        {
            var path = Find(options);
            var stamp = FileStamp.Of(path);
            var version = await ProgramVersion.AskAsync(
                Command(path, [], 64 << 10), VersionIn, Title, HowToMend, ledger, time, cancellation);
            LogFound(log, version, path);
            return (stamp, new EspeakBinary(path, version));
        }
        catch (MindException error)
        {
            LogUnusable(log, error.Message);
            throw;
        }
    }

    [LoggerMessage(760, LogLevel.Information, "espeak-ng {Version} is used, {Path}.")]
    private static partial void LogFound(ILogger log, Version version, string path);

    [LoggerMessage(761, LogLevel.Warning, "espeak-ng cannot be used. {Reason}")]
    private static partial void LogUnusable(ILogger log, string reason);
}
