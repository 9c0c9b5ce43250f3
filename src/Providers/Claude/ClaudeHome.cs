using YemotAi.Providers.Sessions;

namespace YemotAi.Providers.Claude;

/// <summary>Where the Claude Code CLI works and keeps its sessions.</summary>
/// <param name="options">May name the folder.</param>
/// <param name="data">The folder for minds' homes, for when they do not.</param>
internal sealed class ClaudeHome(ClaudeCodeOptions options, string data)
    : ToolHome("Claude Code CLI", options.Home.Length > 0 ? options.Home : Path.Combine(data, options.Name))
{
    /// <summary>A home that belongs to no conversation: in it, it is asked for its version.</summary>
    public string Probe => Path.Combine(Folder, "probe");

    private protected override IEnumerable<string> Others => [Probe, TemporaryOf(Probe)];

    /// <summary>The folder for a home's temporary files: otherwise it makes some where every user of the machine looks.</summary>
    public static string TemporaryOf(string home) => Path.Combine(home, "tmp");
}
