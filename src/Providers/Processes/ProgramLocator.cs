using System.Runtime.InteropServices;
using System.Text;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Processes;

/// <summary>
/// Finds the native file of a command line tool: npm installs a launcher in JavaScript beside it, which costs time at
/// every turn and may leave the native program running when it is killed.
/// </summary>
/// <param name="name">The program's name, such as <c>codex</c>.</param>
/// <param name="title">Its name for the operator, such as <c>Codex CLI</c>.</param>
/// <param name="howToMend">What to do when there is none.</param>
/// <param name="natives">
/// The native files that may belong to an npm launcher: of its own file, and of the file by which it was found.
/// </param>
internal sealed class ProgramLocator(
    string name, string title, string howToMend, Func<string, string, IEnumerable<string>> natives)
{
    /// <summary>The name of the program's file on this system.</summary>
    public string FileName { get; } = OperatingSystem.IsWindows() ? name + ".exe" : name;

    /// <summary>This system as npm names it, such as <c>linux-x64</c>.</summary>
    public static string Platform { get; } =
        (OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    /// <summary>Where the project's own scripts install; null where there is no home folder.</summary>
    public static string? Tools() =>
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } user
            ? Path.Combine(user, ".cache", "yemotai", "tools")
            : null;

    /// <summary>The native file, as it is named or where it is usually found.</summary>
    /// <param name="path">What settings say; empty to search.</param>
    /// <param name="searched">The folders that are searched, and below: <c>PATH</c>'s.</param>
    /// <param name="tools">Where the project's own scripts install, in folders by version; null for none.</param>
    /// <exception cref="MindException">There is none.</exception>
    public string Find(string path, string searched, string? tools)
    {
        if (path.Length > 0)
        {
            if (!File.Exists(path)) throw Missing($"There is no {title} at {path}.");
            return NativeOf(path) ?? throw Missing($"{path} is npm's launcher, and its native program is not beside it.");
        }

        foreach (var folder in searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // A relative entry would run what lies in whatever folder this program was started from.
            if (!Path.IsPathFullyQualified(folder)) continue;
            foreach (var candidate in new[] { FileName, name + ".cmd", name + ".js" })
            {
                var file = Path.Combine(folder, candidate);
                if (File.Exists(file) && NativeOf(file) is { } native && CanRun(native, file)) return native;
            }
        }

        return InTools(tools) ?? throw Missing($"The {title} is not installed, or not in PATH.");
    }

    /// <summary>
    /// Whether a program that nobody named may be taken: it can be run, and is none of those scripts that somebody wrote
    /// around the program, which may do anything.
    /// </summary>
    private static bool CanRun(string native, string found)
    {
        // npm gives its native programs the right when they are installed; of those below its launcher any will do.
        if (native != Resolve(found)) return true;
        if (IsScript(native)) return false;
        return OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(native) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
    }

    private MindException Missing(string what) => new(MindFailure.Unavailable, what + " " + howToMend);

    private string? NativeOf(string file)
    {
        var target = Resolve(file);
        return IsLauncher(target) ? natives(target, file).FirstOrDefault(found => File.Exists(found) && !IsLauncher(found)) : target;
    }

    private string? InTools(string? tools)
    {
        if (tools is null || !Directory.Exists(tools)) return null;
        return Directory.EnumerateDirectories(tools, name + "-*")
            .Select(folder => (
                File: Path.Combine(folder, FileName),
                Version: Version.TryParse(Path.GetFileName(folder)[(name.Length + 1)..], out var version) ? version : null))
            .Where(found => found.Version is not null && File.Exists(found.File))
            .OrderByDescending(found => found.Version)
            .FirstOrDefault().File;
    }

    private static string Resolve(string file)
    {
        try
        {
            return File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(file);
        }
        catch (IOException)
        {
            return Path.GetFullPath(file);
        }
    }

    /// <summary>It is a script for Node, or starts one.</summary>
    private static bool IsLauncher(string file)
    {
        if (Path.GetExtension(file) is ".js" or ".cjs" or ".mjs" or ".cmd" or ".ps1") return true;
        return IsScript(file) && FirstLineOf(file).Contains("node", StringComparison.Ordinal);
    }

    private static bool IsScript(string file) => FirstLineOf(file).StartsWith("#!", StringComparison.Ordinal);

    /// <summary>The beginning of a file's first line; empty when it cannot be read.</summary>
    private static string FirstLineOf(string file)
    {
        try
        {
            Span<byte> head = stackalloc byte[64];
            using var stream = File.OpenRead(file);
            return Encoding.ASCII.GetString(head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]).Split('\n')[0];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
