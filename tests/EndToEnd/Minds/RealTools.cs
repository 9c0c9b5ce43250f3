using Xunit;

namespace YemotAi.EndToEnd.Minds;

/// <summary>The real command line tools of this machine; a test that needs one that is not here is skipped.</summary>
internal static class RealTools
{
    /// <summary>The newest Codex CLI.</summary>
    public static string Codex => Need("TEST_CODEX", "codex", "0.169.0");

    /// <summary>The Claude Code CLI.</summary>
    public static string Claude => Need("TEST_CLAUDE", "claude", "2.1.329");

    private static string Need(string variable, string name, string version)
    {
        var file = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set
            ? set
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "yemotai", "tools", $"{name}-{version}", name);
        Assert.SkipUnless(File.Exists(file), $"{name} {version} is not here: run scripts/install-{name} {version}, or set {variable}.");
        return file;
    }
}
