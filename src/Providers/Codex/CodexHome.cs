using System.Security.Cryptography;
using System.Text;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;
using YemotAi.Providers.Sessions;

namespace YemotAi.Providers.Codex;

/// <summary>Where the Codex CLI works and keeps its sessions.</summary>
/// <param name="options">May name the folder.</param>
/// <param name="data">The folder for minds' homes, for when they do not.</param>
public sealed class CodexHome(CodexOptions options, string data)
    : ToolHome("Codex CLI", options.Home.Length > 0 ? options.Home : Path.Combine(data, options.Name))
{
    /// <summary>Models' entries and answer forms that are kept; more than settings ever have at once.</summary>
    private const int FilesKept = 100;

    /// <summary>The Codex home of app-server processes.</summary>
    public string AppServer => Path.Combine(Folder, "app-server");

    private protected override IEnumerable<string> Others => [AppServer, Files];

    /// <summary>What all conversations share.</summary>
    private string Files => Path.Combine(Folder, "files");

    /// <summary>A file with this text, named by it: written once, wholly or not at all.</summary>
    /// <param name="kind">What it is, the beginning of its name.</param>
    /// <param name="ending">The end of its name, such as <c>.json</c>.</param>
    /// <param name="text">What is in it.</param>
    /// <exception cref="MindException">It cannot be written.</exception>
    internal string FileOf(string kind, string ending, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var file = Path.Combine(Files, kind + "-" + Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12)) + ending);
        Try(() =>
        {
            if (File.Exists(file)) return;
            PrivateFolder.Make(Files);
            PrivateFolder.Write(file, bytes);
            foreach (var old in new DirectoryInfo(Files).GetFiles().OrderByDescending(f => f.LastWriteTimeUtc).Skip(FilesKept))
                old.Delete();
        });
        return file;
    }
}
