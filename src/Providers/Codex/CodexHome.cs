using System.Security.Cryptography;
using System.Text;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;

namespace YemotAi.Providers.Codex;

/// <summary>
/// The folder in which the Codex CLI works. Nobody but its owner may read it: what callers say is in it.
/// </summary>
/// <param name="options">May name the folder.</param>
/// <param name="data">The program's data folder, for when they do not.</param>
/// <remarks>
/// <c>empty</c> is the working folder and the only place where programs are looked for; <c>calls</c> holds a Codex home
/// for every conversation by <c>exec</c>, so that all of a conversation goes when its folder goes; <c>app-server</c> is
/// the Codex home of the processes that live long; <c>files</c> has what all share.
/// </remarks>
public sealed class CodexHome(CodexOptions options, string data)
{
    /// <summary>Models' entries and answer forms that are kept; more than settings ever have at once.</summary>
    private const int FilesKept = 100;

    /// <summary>The whole folder.</summary>
    public string Folder { get; } =
        Path.GetFullPath(options.Home.Length > 0 ? options.Home : Path.Combine(data, options.Name));

    /// <summary>A folder with nothing in it.</summary>
    public string Empty => Path.Combine(Folder, "empty");

    /// <summary>The folders of conversations by <c>exec</c>.</summary>
    public string Calls => Path.Combine(Folder, "calls");

    /// <summary>The Codex home of app-server processes.</summary>
    public string AppServer => Path.Combine(Folder, "app-server");

    private string Files => Path.Combine(Folder, "files");

    /// <summary>Makes the folders that are missing.</summary>
    /// <exception cref="MindException">They cannot be made.</exception>
    public void Prepare() => Try(() =>
    {
        foreach (var folder in new[] { Folder, Empty, Calls, AppServer, Files }) PrivateFolder.Make(folder);
    });

    /// <summary>Whether the disk has room enough that a session may be trusted.</summary>
    public bool HasRoom() => PrivateFolder.HasRoom(Folder);

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

    /// <summary>Does something with files; that it fails is told as a mind's failure, with what to do about it.</summary>
    internal void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new MindException(
                MindFailure.Unavailable,
                $"The folder of the Codex CLI, {Folder}, cannot be written ({error.GetType().Name}): "
                + "it must belong to this program's user, and its disk must have room.",
                error);
        }
    }
}
