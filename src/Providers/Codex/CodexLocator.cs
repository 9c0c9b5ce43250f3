using System.Runtime.InteropServices;
using YemotAi.Providers.Processes;

namespace YemotAi.Providers.Codex;

/// <summary>
/// Finds the native Codex CLI: npm's launcher costs 200 ms a turn and leaves the native program running when it is
/// killed.
/// </summary>
internal static class CodexLocator
{
    /// <summary>What to do when there is none.</summary>
    public const string HowToMend =
        "Install it with scripts/install-codex (or: npm install -g @openai/codex), or set Path to its native file.";

    private static readonly ProgramLocator Locator = new("codex", "Codex CLI", HowToMend, Natives);

    /// <inheritdoc cref="ProgramLocator.Find"/>
    public static string Find(string path, string searched, string? tools) => Locator.Find(path, searched, tools);

    /// <inheritdoc cref="ProgramLocator.Tools"/>
    public static string? Tools() => ProgramLocator.Tools();

    private static IEnumerable<string> Natives(string target, string file)
    {
        var package = Path.GetDirectoryName(Path.GetDirectoryName(target));
        // npm on Windows puts the launcher's own launcher beside node_modules.
        string?[] packages = [package, Path.Combine(Path.GetDirectoryName(file)!, "node_modules", "@openai", "codex")];
        return packages.OfType<string>().SelectMany(Vendored);
    }

    /// <summary>The native files in a package, or in the package of this platform below or beside it.</summary>
    private static IEnumerable<string> Vendored(string package)
    {
        var platform = "codex-" + ProgramLocator.Platform;
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
                foreach (var folder in new[] { "bin", "codex" }) yield return Path.GetFullPath(Path.Combine(triple, folder, Locator.FileName));
            }
        }
    }

    /// <summary>One package of old holds the programs of all platforms.</summary>
    private static bool IsOfThisMachine(string triple)
    {
        var name = Path.GetFileName(triple);
        var machine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "apple" : "linux";
        return name.StartsWith(machine, StringComparison.Ordinal) && name.Contains(system, StringComparison.Ordinal);
    }
}
