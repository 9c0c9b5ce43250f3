using System.Text;
using YemotAi.Calls.Flows;

namespace YemotAi.Calls.Agent;

/// <summary>
/// Recognises commands, yes and no in what a caller says or keys. The words are in <c>Phrases/commands.he.json</c>.
/// </summary>
/// <remarks>
/// A question often holds the words of a command ("what does a short haircut cost" holds "short"). So a command is the
/// whole of what was said, but for words that add nothing, such as "please". Only the wish for a person is found
/// inside a longer sentence.
/// </remarks>
public sealed class SpokenCommands
{
    private const int LongestLookedAt = 200;

    private static readonly Lazy<SpokenCommands> Built = new(() => new(AgentResource.Read<Words>("commands.he.json")));

    private readonly Dictionary<string, SpokenCommand> _commands = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fillers;
    private readonly HashSet<string> _yes;
    private readonly HashSet<string> _no;
    private readonly HashSet<string> _goOn;
    private readonly HashSet<string> _enough;
    private readonly Words _words;

    private SpokenCommands(Words words)
    {
        _words = words;
        _fillers = [.. words.Fillers];
        _yes = [.. words.Yes];
        _no = [.. words.No];
        _goOn = [.. words.GoOn];
        _enough = [.. words.Enough];
        Add(SpokenCommand.StartAgain, words.StartAgain);
        Add(SpokenCommand.Repeat, words.Repeat);
        Add(SpokenCommand.Slower, words.Slower);
        Add(SpokenCommand.Shorter, words.Shorter);
        Add(SpokenCommand.Goodbye, words.Goodbye);
    }

    /// <summary>The Hebrew ones.</summary>
    public static SpokenCommands Hebrew => Built.Value;

    /// <summary>The command in what was heard.</summary>
    public SpokenCommand Read(Heard heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        if (heard.Keys.Length > 0) return _words.Keys.GetValueOrDefault(heard.Keys, SpokenCommand.None);
        var said = WordsOf(heard.Words);
        if (_commands.TryGetValue(string.Join(' ', said), out var command)) return command;
        if (_commands.TryGetValue(WithoutFillers(said), out command)) return command;
        var sentence = $" {string.Join(' ', said)} ";
        return said.Length <= _words.PersonMaxWords
            && _words.Person.Any(phrase => sentence.Contains($" {phrase} ", StringComparison.Ordinal))
                ? SpokenCommand.Person
                : SpokenCommand.None;
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

        var said = WordsOf(heard.Words);
        var brief = said.Length > 0 && said.Length <= _words.StartMaxWords;
        if (Is(_no, said) || (brief && said[0] == _words.NoStart)) return false;
        return Is(_yes, said) || (brief && said[0] == _words.YesStart) ? true : null;
    }

    /// <summary>Whether to go on with a long answer; null when it is neither yes nor no to that.</summary>
    public bool? ReadGoOn(Heard heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        var said = WordsOf(heard.Words);
        if (Is(_enough, said)) return false;
        return Is(_goOn, said) ? true : ReadYesNo(heard);
    }

    private bool Is(HashSet<string> phrases, string[] said) =>
        phrases.Contains(string.Join(' ', said)) || phrases.Contains(WithoutFillers(said));

    private string WithoutFillers(string[] said) => string.Join(' ', said.Where(word => !_fillers.Contains(word)));

    private void Add(SpokenCommand command, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            _commands.Add(phrase, command);
            // A phrase of which a word adds nothing is found without that word too.
            var rest = WithoutFillers(phrase.Split(' '));
            if (rest.Length > 0) _commands.TryAdd(rest, command);
        }
    }

    /// <summary>Words of letters and digits only: no punctuation, no quotation marks inside a word.</summary>
    private static string[] WordsOf(string text)
    {
        var simple = new StringBuilder();
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestLookedAt)))
        {
            if (char.IsLetterOrDigit(c)) simple.Append(c);
            else if (c is not ('\'' or '"' or '״' or '׳')) simple.Append(' ');
        }

        return simple.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed record Words(
        string[] Fillers,
        string[] StartAgain,
        string[] Repeat,
        string[] Slower,
        string[] Shorter,
        string[] Goodbye,
        string[] Person,
        int PersonMaxWords,
        string[] Yes,
        string YesStart,
        string[] No,
        string[] GoOn,
        string[] Enough,
        string NoStart,
        int StartMaxWords,
        Dictionary<string, SpokenCommand> Keys,
        string YesKey,
        string NoKey);
}
