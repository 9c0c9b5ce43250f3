using Xunit;

namespace YemotAi.Minds.Claude;

/// <summary>The real Claude Code CLI of this machine; a test that needs it is skipped where it is not.</summary>
internal static class ClaudeBinaries
{
    public const string Newest = "2.1.329";

    /// <summary>Its file: as the environment says, or in the project's folder for tools.</summary>
    public static string Need()
    {
        var file = Environment.GetEnvironmentVariable("YEMOTAI_CLAUDE") is { Length: > 0 } set
            ? set
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "yemotai", "tools", "claude-" + Newest, "claude");
        Assert.SkipUnless(File.Exists(file), $"The Claude Code CLI {Newest} is not here: set YEMOTAI_CLAUDE to its native file.");
        return file;
    }
}
