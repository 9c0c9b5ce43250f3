using System.Text;
using YemotAi.Calls.Flows;

namespace YemotAi.Calls.Agent;

/// <summary>
/// Recognises commands, yes and no in what a caller says or keys. The words are in <c>Phrases/commands.he.json</c>.
/// </summary>
/// <remarks>
/// A command is short. A long sentence that happens to hold its words ("what is the price again for a person with…")
/// is for the mind, so each command has a number of words beyond which it is none.
/// </remarks>
public sealed class SpokenCommands
{
    private static readonly Lazy<SpokenCommands> Built = new(() => new(AgentResource.Read<Words>("commands.he.json")));

    private readonly (SpokenCommand Command, Phrases Phrases)[] _commands;
    private readonly Words _words;

    private SpokenCommands(Words words)
    {
        _words = words;
        // The narrower one first: "start again" holds "again".
        _commands =
        [
            (SpokenCommand.StartAgain, words.StartAgain),
            (SpokenCommand.Person, words.Person),
            (SpokenCommand.Slower, words.Slower),
            (SpokenCommand.Shorter, words.Shorter),
            (SpokenCommand.Goodbye, words.Goodbye),
            (SpokenCommand.Repeat, words.Repeat),
        ];
    }

    /// <summary>The Hebrew ones.</summary>
    public static SpokenCommands Hebrew => Built.Value;

    /// <summary>The command in what was heard.</summary>
    public SpokenCommand Read(Heard heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        if (heard.Keys.Length > 0) return _words.Keys.GetValueOrDefault(heard.Keys, SpokenCommand.None);
        var said = Simplify(heard.Words);
        foreach (var (command, phrases) in _commands)
        {
            if (Holds(said, phrases)) return command;
        }

        return SpokenCommand.None;
    }

    /// <summary>Yes, no, or null when it is neither.</summary>
    public bool? ReadYesNo(Heard heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        if (heard.Keys.Length > 0)
        {
            if (heard.Keys == _words.YesKey) return true;
            return heard.Keys == _words.NoKey ? false : null;
        }

        var said = Simplify(heard.Words);
        if (Holds(said, _words.No)) return false;
        return Holds(said, _words.Yes) ? true : null;
    }

    private static bool Holds(string said, Phrases phrases) =>
        said.Length > 0
        && said.Count(c => c == ' ') - 1 <= phrases.MaxWords
        && phrases.All.Any(phrase => said.Contains($" {phrase} ", StringComparison.Ordinal));

    /// <summary>Letters and digits only, single spaces, one also before and after: a word is found as a whole.</summary>
    private static string Simplify(string text)
    {
        const int longest = 200;
        var simple = new StringBuilder(" ");
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, longest)))
        {
            if (char.IsLetterOrDigit(c)) simple.Append(c);
            else if (!char.IsPunctuation(c) && !char.IsWhiteSpace(c)) continue;
            else if (simple[^1] != ' ' && c is not ('\'' or '"' or '״' or '׳')) simple.Append(' ');
        }

        if (simple.Length == 1) return "";
        if (simple[^1] != ' ') simple.Append(' ');
        return simple.ToString();
    }

    private sealed record Phrases(int MaxWords, string[] All);

    private sealed record Words(
        Phrases StartAgain,
        Phrases Repeat,
        Phrases Slower,
        Phrases Shorter,
        Phrases Goodbye,
        Phrases Person,
        Phrases Yes,
        Phrases No,
        Dictionary<string, SpokenCommand> Keys,
        string YesKey,
        string NoKey);
}
