using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;

namespace YemotAi.Providers.Claude;

/// <summary>Where the Claude Code CLI works and keeps its sessions, for its owner only: what callers say is in it.</summary>
/// <param name="options">May name the folder.</param>
/// <param name="data">The program's data folder, for when they do not.</param>
/// <remarks>
/// <c>empty</c> is the working folder and the only place where programs are looked for; <c>calls</c> holds a home for
/// every conversation, so that all of a conversation goes when its folder goes; <c>probe</c> is the home in which it is
/// asked for its version.
/// </remarks>
internal sealed class ClaudeHome(ClaudeCodeOptions options, string data)
{
    /// <summary>The whole folder.</summary>
    public string Folder { get; } = Path.GetFullPath(options.Home.Length > 0 ? options.Home : Path.Combine(data, options.Name));

    /// <summary>A folder with nothing in it.</summary>
    public string Empty => Path.Combine(Folder, "empty");

    /// <summary>The folders of conversations.</summary>
    public string Calls => Path.Combine(Folder, "calls");

    /// <summary>A home that belongs to no conversation.</summary>
    public string Probe => Path.Combine(Folder, "probe");

    /// <summary>Makes the folders that are missing.</summary>
    /// <exception cref="MindException">They cannot be made.</exception>
    public void Prepare() => Try(() =>
    {
        foreach (var folder in new[] { Folder, Empty, Calls, Probe, TemporaryOf(Probe) }) PrivateFolder.Make(folder);
    });

    /// <summary>Whether the disk has room enough that a session may be trusted.</summary>
    public bool HasRoom() => PrivateFolder.HasRoom(Folder);

    /// <summary>The folder for a home's temporary files: otherwise it makes some where every user of the machine looks.</summary>
    public static string TemporaryOf(string home) => Path.Combine(home, "tmp");

    /// <summary>Does something with files; that it fails is told as a mind's failure, with what to do about it.</summary>
    public void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new MindException(
                MindFailure.Unavailable,
                $"The folder of the Claude Code CLI, {Folder}, cannot be written ({error.GetType().Name}): "
                + "it must belong to this program's user, and its disk must have room.",
                error);
        }
    }
}
