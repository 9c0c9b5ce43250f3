using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;

namespace YemotAi.Providers.Sessions;

/// <summary>
/// What is kept on disk of one conversation by a command line tool that runs for one turn at a time: a home of its own,
/// with its session in it, and beside that a note of ours: which session, how many turns it holds, and whether a turn is
/// under way.
/// </summary>
/// <remarks>
/// The note is what makes it certain that nothing is twice in the model's memory or missing from it. A turn that failed,
/// was killed, or was cut off by the end of this program leaves the note open; a turn whose answer never reached the call
/// leaves more turns in the note than the call knows of. Either way the session is given up, and a new one is told all.
/// </remarks>
internal sealed class SessionFolder
{
    private const string NoteName = "session-note.json";

    private readonly string _note;
    private readonly Func<string, string> _fileOf;
    private SessionNote _now = new("", 0, Open: true, default);

    /// <summary>The one of a conversation; nothing is read or made yet.</summary>
    /// <param name="folder">Where the conversations' folders are.</param>
    /// <param name="conversation">Which conversation.</param>
    /// <param name="fileOf">The name of a session's file, of its id; may have <c>*</c> in it.</param>
    public SessionFolder(string folder, string conversation, Func<string, string> fileOf)
    {
        // A name from outside is no name for a folder.
        Folder = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(conversation)).AsSpan(0, 16)));
        _note = Path.Combine(Folder, NoteName);
        _fileOf = fileOf;
    }

    /// <summary>The tool's home.</summary>
    public string Folder { get; }

    /// <summary>The session's id; empty for none yet.</summary>
    public string Thread => _now.Thread;

    /// <summary>What the session has used in all, as far as it was counted.</summary>
    public MindUsage Used => _now.Used;

    /// <summary>Whether it has just what the call says: then it is gone on with, else a new one begins.</summary>
    /// <param name="session">What the last turn gave; null for none.</param>
    public bool Holds(string? session)
    {
        if (session is null || ReadNote() is not { Open: false } note || NameOf(note) != session) return false;
        if (!Guid.TryParseExact(note.Thread, "D", out _)) return false;
        _now = note;
        return Directory.EnumerateFiles(Folder, _fileOf(note.Thread), SearchOption.AllDirectories).Any();
    }

    /// <summary>Gives up what there is and begins anew, with nothing.</summary>
    public void Clear()
    {
        Remove();
        PrivateFolder.Make(Folder);
        _now = new("", 0, Open: true, default);
    }

    /// <summary>A turn begins: until it succeeds, the session is not to be trusted.</summary>
    public void Begin() => Write(_now with { Open = true });

    /// <summary>A turn has succeeded. Gives what the call keeps to go on from here.</summary>
    /// <param name="thread">The session's id, as the program says it.</param>
    /// <param name="used">What it has used in all.</param>
    public string Succeed(string thread, MindUsage used)
    {
        Write(new(thread, _now.Turns + 1, Open: false, used));
        return NameOf(_now);
    }

    /// <summary>Removes all that is kept.</summary>
    public void Remove()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A file of ours in it with this text.</summary>
    public string FileOf(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!File.Exists(file) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes)) PrivateFolder.Write(file, bytes);
        return file;
    }

    /// <summary>When a conversation's folder was used last.</summary>
    public static DateTime LastUse(string folder)
    {
        var note = Path.Combine(folder, NoteName);
        return File.Exists(note) ? File.GetLastWriteTimeUtc(note) : Directory.GetLastWriteTimeUtc(folder);
    }

    private static string NameOf(SessionNote note) => string.Create(CultureInfo.InvariantCulture, $"{note.Thread}:{note.Turns}");

    private SessionNote? ReadNote()
    {
        try
        {
            return File.Exists(_note) ? JsonSerializer.Deserialize<SessionNote>(File.ReadAllBytes(_note)) : null;
        }
        catch (JsonException)
        {
            // Cut off by the end of a machine.
            return null;
        }
    }

    private void Write(SessionNote note)
    {
        PrivateFolder.Write(_note, JsonSerializer.SerializeToUtf8Bytes(note));
        _now = note;
    }

    private sealed record SessionNote(string Thread, int Turns, bool Open, MindUsage Used);
}
