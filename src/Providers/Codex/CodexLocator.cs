using System.Runtime.InteropServices;
using System.Text;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Codex;

/// <summary>
/// Finds the native Codex CLI: npm installs a launcher in JavaScript beside it, which costs 200 ms a turn and leaves the
/// native program running when it is killed.
/// </summary>
internal static class CodexLocator
{
    /// <summary>What to do when there is none.</summary>
    public const string HowToMend =
        "Install it with scripts/install-codex (or: npm install -g @openai/codex), or set Path to its native file.";

    private static string FileName => OperatingSystem.IsWindows() ? "codex.exe" : "codex";

    /// <summary>The native file, as it is named or where it is usually found.</summary>
    /// <param name="path">What settings say; empty to search.</param>
    /// <param name="searched">The folders that are searched, and below: <c>PATH</c>'s.</param>
    /// <param name="tools">Where the project's own script installs, in folders by version; null for nowhere.</param>
    /// <exception cref="MindException">There is none.</exception>
    public static string Find(string path, string searched, string? tools)
    {
        if (path.Length > 0)
        {
            if (!File.Exists(path)) throw Missing($"There is no Codex CLI at {path}.");
            return NativeOf(path) ?? throw Missing($"{path} is npm's launcher, and its native program is not beside it.");
        }

        foreach (var folder in searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // A relative entry would run what lies in whatever folder this program was started from.
            if (!Path.IsPathFullyQualified(folder)) continue;
            foreach (var name in new[] { FileName, "codex.cmd", "codex.js" })
            {
                var file = Path.Combine(folder, name);
                if (File.Exists(file) && NativeOf(file) is { } native) return native;
            }
        }

        return InTools(tools) ?? throw Missing("The Codex CLI is not installed, or not in PATH.");
    }

    /// <summary>Where <c>scripts/install-codex</c> installs; null where there is no home folder.</summary>
    public static string? Tools() =>
        Environment.GetEnvironmentVariable("YEMOTAI_TOOLS") is { Length: > 0 } tools ? tools
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } user
            ? Path.Combine(user, ".cache", "yemotai", "tools")
            : null;

    private static MindException Missing(string what) => new(MindFailure.Unavailable, what + " " + HowToMend);

    private static string? NativeOf(string file)
    {
        var target = Resolve(file);
        if (!IsLauncher(target)) return target;
        var package = Path.GetDirectoryName(Path.GetDirectoryName(target));
        // npm on Windows puts the launcher's own launcher beside node_modules.
        string?[] packages = [package, Path.Combine(Path.GetDirectoryName(file)!, "node_modules", "@openai", "codex")];
        return packages.OfType<string>().SelectMany(Vendored).FirstOrDefault(found => !IsLauncher(found));
    }

    /// <summary>The native files in a package, or in the package of this platform below or beside it.</summary>
    private static IEnumerable<string> Vendored(string package)
    {
        var platform = "codex-" + Platform();
        foreach (var root in new[]
        {
            package,
            Path.Combine(package, "node_modules", "@openai", platform),
            Path.Combine(package, "..", platform),
        })
        {
            var vendor = Path.Combine(root, "vendor");
            if (!Directory.Exists(vendor)) continue;
            foreach (var triple in Directory.EnumerateDirectories(vendor).Where(IsOfThisMachine).Order(StringComparer.Ordinal))
            {
                foreach (var folder in new[] { "bin", "codex" })
                {
                    var native = Path.Combine(triple, folder, FileName);
                    if (File.Exists(native)) yield return Path.GetFullPath(native);
                }
            }
        }
    }

    private static string? InTools(string? tools)
    {
        if (tools is null || !Directory.Exists(tools)) return null;
        return Directory.EnumerateDirectories(tools, "codex-*")
            .Select(folder => (
                File: Path.Combine(folder, FileName),
                Version: Version.TryParse(Path.GetFileName(folder)["codex-".Length..], out var version) ? version : null))
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
        if (Path.GetExtension(file) is ".js" or ".cmd" or ".ps1") return true;
        try
        {
            Span<byte> head = stackalloc byte[64];
            using var stream = File.OpenRead(file);
            var first = Encoding.ASCII.GetString(head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
            return first.StartsWith("#!", StringComparison.Ordinal)
                && first.Split('\n')[0].Contains("node", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Platform() =>
        (OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    /// <summary>One package of old holds the programs of all platforms.</summary>
    private static bool IsOfThisMachine(string triple)
    {
        var name = Path.GetFileName(triple);
        var machine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "apple" : "linux";
        return name.StartsWith(machine, StringComparison.Ordinal) && name.Contains(system, StringComparison.Ordinal);
    }
}
