using Xunit;
using YemotAi.Providers.Processes;

namespace YemotAi.Minds.Claude;

/// <summary>The real Claude Code CLI of this machine; a test that needs it is skipped where it is not.</summary>
internal static class ClaudeBinaries
{
    public const string Newest = "2.1.329";

    /// <summary>Its file: as the environment says, or where <c>scripts/install-claude</c> installs.</summary>
    public static string Need()
    {
        var file = Environment.GetEnvironmentVariable("TEST_CLAUDE") is { Length: > 0 } set
            ? set
            : Path.Combine(ProgramLocator.Tools() ?? "/", "claude-" + Newest, "claude");
        Assert.SkipUnless(File.Exists(file), $"The Claude Code CLI {Newest} is not here: run scripts/install-claude, or set TEST_CLAUDE.");
        return file;
    }
}
