using System.Reflection;
using System.Text.Json;

namespace YemotAi.Calls.Voice.Turns;

/// <summary>Reads what a caller's words say about whether more is to come. The words are in <c>Phrases/sense.he.json</c>.</summary>
public sealed class SpokenSense
{
    private const int LongestLookedAt = 400;

    /// <summary>No phrase of the lists has more words.</summary>
    private const int LongestPhrase = 4;

    /// <summary>"Moshe Cohen speaking": a name has no more words.</summary>
    private const int LongestName = 2;

    /// <summary>A clause of "if" or "when" with more words than this is taken to have its main clause with it.</summary>
    private const int LongestClause = 5;

    private static readonly Lazy<SpokenSense> Built = new(Read);

    private readonly HashSet<string> _dangling;
    private readonly HashSet<string> _unfinished;
    private readonly HashSet<string> _copulas;
    private readonly HashSet<string> _ranges;
    private readonly HashSet<string> _backChannel;
    private readonly HashSet<string> _openings;
    private readonly HashSet<string> _leadIns;
    private readonly HashSet<string> _announcements;
    private readonly HashSet<string> _introductions;
    private readonly HashSet<string> _clauses;
    private readonly HashSet<string> _mains;
    private readonly string[] _clausePrefixes;
    private readonly DictatedNumber _numbers;

    private SpokenSense(Lists lists)
    {
        // Nobody says "my number is" and stops.
        _dangling = [.. lists.Dangling, .. lists.NumberLeads.SelectMany(lead => lists.Copulas.Select(copula => $"{lead} {copula}"))];
        _unfinished = [.. lists.Unfinished];
        _copulas = [.. lists.Copulas];
        _ranges = [.. lists.Ranges];
        _backChannel = [.. lists.BackChannel];
        _openings = [.. lists.Openings];
        _leadIns = [.. lists.LeadIns];
        _announcements = [.. lists.Announcements];
        _introductions = [.. lists.Introductions];
        _clauses = [.. lists.Clauses];
        _mains = [.. lists.Mains];
        _clausePrefixes = lists.ClausePrefixes;
        _numbers = new DictatedNumber(lists.Digits, lists.Tens, lists.NumberLeads, _copulas);
    }

    /// <summary>For Hebrew.</summary>
    public static SpokenSense Hebrew => Built.Value;

    /// <summary>Looks at the words of an utterance.</summary>
    public UtteranceSense Of(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var trimmed = words.AsSpan().TrimEnd();
        // A recogniser that punctuates knows more than a list of words. But some end whatever they hear with a full stop.
        if (trimmed.EndsWith("?")) return UtteranceSense.Complete;
        var said = SpokenWords.Split(words.Length > LongestLookedAt ? words[^LongestLookedAt..] : words);
        if (said.Count == 0) return UtteranceSense.Complete;
        if (_backChannel.Contains(string.Join(' ', said))) return UtteranceSense.BackChannel;
        if (_numbers.Of(said) is { } number) return number;
        if (trimmed.EndsWith("...") || trimmed.EndsWith("…") || trimmed.EndsWith(",") || EndsWith(_dangling, said)) return UtteranceSense.Unfinished;
        if (IsOpening(said)) return UtteranceSense.Opening;
        if (trimmed.EndsWith(".") || trimmed.EndsWith("!")) return UtteranceSense.Complete;
        return EndsUnfinished(said) ? UtteranceSense.Unfinished : UtteranceSense.Complete;
    }

    /// <summary>Whether two utterances have the same words.</summary>
    public static bool AreSame(string one, string other) =>
        SpokenWords.Split(one).SequenceEqual(SpokenWords.Split(other), StringComparer.Ordinal);

    private bool EndsUnfinished(List<string> said)
    {
        if (EndsWith(_unfinished, said)) return true;
        if (said.Count < 2) return false;
        // "Between nine"; "my address is", "the problem is".
        var before = said[^2];
        return _ranges.Contains(before) || (_copulas.Contains(said[^1]) && before.Length > 3 && before[0] == 'ה');
    }

    /// <summary>Greetings and the like, with nothing after them but a name or the clause of an "if".</summary>
    private bool IsOpening(List<string> said)
    {
        if (EndsWith(_announcements, said)) return true;
        var at = 0;
        var isOpening = false;
        while (at < said.Count)
        {
            var length = LengthAt(_openings, said, at);
            isOpening = length > 0;
            if (length == 0 && !_leadIns.Contains(said[at])) break;
            at += Math.Max(length, 1);
        }

        if (at == said.Count) return isOpening;
        var left = said.Count - at;
        if (_introductions.Contains(said[at])) return left <= 1 + LongestName;
        var isClause = _clauses.Contains(said[at]) || Array.Exists(_clausePrefixes, prefix => said[at].Length > prefix.Length + 1 && said[at].StartsWith(prefix, StringComparison.Ordinal));
        return isClause && left <= LongestClause && !said.Skip(at + 1).Any(_mains.Contains);
    }

    private static int LengthAt(HashSet<string> phrases, List<string> said, int at)
    {
        for (var length = Math.Min(LongestPhrase, said.Count - at); length > 0; length--)
        {
            if (phrases.Contains(string.Join(' ', said.GetRange(at, length)))) return length;
        }

        return 0;
    }

    private static bool EndsWith(HashSet<string> phrases, List<string> said)
    {
        for (var length = 1; length <= Math.Min(LongestPhrase, said.Count); length++)
        {
            if (phrases.Contains(string.Join(' ', said[^length..]))) return true;
        }

        return false;
    }

    private static SpokenSense Read()
    {
        var name = $"{typeof(SpokenSense).Namespace}.Phrases.sense.he.json";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        return new SpokenSense(JsonSerializer.Deserialize<Lists>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"The resource {name} is empty."));
    }

    /// <summary>The lists of the file; what each is for stands in docs/turn-taking.md.</summary>
    private sealed record Lists(
        string[] Dangling, string[] Unfinished, string[] Copulas, string[] Ranges, string[] BackChannel, string[] Openings,
        string[] LeadIns, string[] Announcements, string[] Introductions, string[] Clauses, string[] ClausePrefixes, string[] Mains,
        string[] NumberLeads, Dictionary<string, string> Digits, Dictionary<string, string> Tens);
}
