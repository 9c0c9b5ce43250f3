using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;

namespace YemotAi.Providers.Sessions;

/// <summary>
/// The folder in which a command line tool works. Nobody but its owner may read it: what callers say is in it.
/// </summary>
/// <remarks>
/// <c>empty</c> is the working folder and the only place where programs are looked for; <c>calls</c> holds a home for
/// every conversation that has one, so that all of a conversation goes when its folder goes.
/// </remarks>
public abstract class ToolHome
{
    private protected ToolHome(string tool, string folder) => (Tool, Folder) = (tool, Path.GetFullPath(folder));

    /// <summary>What the tool is called, for messages.</summary>
    public string Tool { get; }

    /// <summary>The whole folder.</summary>
    public string Folder { get; }

    /// <summary>A folder with nothing in it.</summary>
    public string Empty => Path.Combine(Folder, "empty");

    /// <summary>The folders of conversations.</summary>
    public string Calls => Path.Combine(Folder, "calls");

    /// <summary>The folders that it has beside these.</summary>
    private protected abstract IEnumerable<string> Others { get; }

    /// <summary>Makes the folders that are missing.</summary>
    /// <exception cref="MindException">They cannot be made.</exception>
    public void Prepare() => Try(() =>
    {
        foreach (var folder in Others.Prepend(Calls).Prepend(Empty).Prepend(Folder)) PrivateFolder.Make(folder);
    });

    /// <summary>Whether the disk has room enough that a session may be trusted.</summary>
    public bool HasRoom() => PrivateFolder.HasRoom(Folder);

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
                $"The folder of the {Tool}, {Folder}, cannot be written ({error.GetType().Name}): "
                + "it must belong to this program's user, and its disk must have room.",
                error);
        }
    }
}
