using Xunit;
using YemotAi.Providers.Codex;

namespace YemotAi.Minds.Codex;

/// <summary>The real Codex CLIs of this machine; a test that needs one that is not here is skipped.</summary>
internal static class CodexBinaries
{
    public const string Newest = "0.169.0";
    public const string Oldest = "0.55.0";

    /// <summary>The file of a version: as the environment says, or where <c>scripts/install-codex</c> installs.</summary>
    public static string Need(string version)
    {
        var variable = version == Newest ? "TEST_CODEX" : "TEST_CODEX_055";
        var file = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set
            ? set
            : Path.Combine(CodexLocator.Tools() ?? "/", "codex-" + version, "codex");
        Assert.SkipUnless(File.Exists(file), $"The Codex CLI {version} is not here: run scripts/install-codex {version}, or set {variable}.");
        return file;
    }
}
