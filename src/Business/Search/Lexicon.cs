using YemotAi.Business.Spoken;

namespace YemotAi.Business.Search;

/// <summary>The words that belong to no business in particular: prefixes, stop words, words of one meaning.</summary>
internal sealed class Lexicon
{
    /// <summary>The length of the longest prefix.</summary>
    public const int LongestPrefix = 4;

    private static readonly Lazy<Lexicon> Loaded = new(() => new Lexicon(Resources.Json<Data>("Search.Data.lexicon.he.json")));

    private readonly HashSet<string> _prefixes;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _prefixLookup;
    private readonly HashSet<string> _stopWords;
    private readonly HashSet<string> _hourWords;
    private readonly Dictionary<string, string[]> _conceptsOfWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Phrase>> _phrasesByFirstWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _months = new(StringComparer.Ordinal);
    private readonly HashSet<string> _soundAlike = new(StringComparer.Ordinal);

    private Lexicon(Data data)
    {
        _prefixes = new HashSet<string>(data.Prefixes, StringComparer.Ordinal);
        _prefixLookup = _prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        _stopWords = [.. data.StopWords.SelectMany(word => HebrewTokenizer.Words(word))];
        _hourWords = [.. data.HourWords.SelectMany(word => HebrewTokenizer.Words(word))];
        for (int i = 0; i < data.Months.Length; i++)
            _months[HebrewTokenizer.Words(data.Months[i])[0]] = i + 1;
        foreach (var pair in data.SoundAlike)
        {
            _soundAlike.Add(pair);
            _soundAlike.Add($"{pair[1]}{pair[0]}");
        }

        foreach (var (concept, entry) in data.Concepts)
        {
            _weights[concept] = entry.Weight;
            foreach (var words in entry.Words.Select(words => HebrewTokenizer.Words(words)))
                AddEntry(concept, words);
        }

        foreach (var phrases in _phrasesByFirstWord.Values)
            phrases.Sort((a, b) => b.Words.Count.CompareTo(a.Words.Count));
    }

    /// <summary>The one that is built into this assembly.</summary>
    public static Lexicon Instance => Loaded.Value;

    /// <summary>The single words that have a meaning here.</summary>
    public IEnumerable<string> ConceptWords => _conceptsOfWord.Keys;

    /// <summary>Whether letters can be a prefix, or several in a row.</summary>
    public bool IsPrefix(ReadOnlySpan<char> letters) => _prefixLookup.Contains(letters);

    /// <summary>Whether a word says nothing about what is asked.</summary>
    public bool IsStopWord(string word) => _stopWords.Contains(word);

    /// <summary>Whether a word can name an hour of the day, or part of one.</summary>
    public bool IsHourWord(string word) => _hourWords.Contains(word);

    /// <summary>The month that a word names, from 1; 0 for none.</summary>
    public int MonthOf(string word) => _months.GetValueOrDefault(word);

    /// <summary>The meanings of a word as it stands; none if it has none.</summary>
    public string[] ConceptsOf(string word) => _conceptsOfWord.TryGetValue(word, out var concepts) ? concepts : [];

    /// <summary>How much a word of these meanings counts when it stays unexplained.</summary>
    public double WeightOf(string[] concepts)
    {
        double least = 1;
        foreach (var concept in concepts)
            least = Math.Min(least, _weights[concept]);
        return least;
    }

    /// <summary>Whether two letters sound the same.</summary>
    public bool SoundAlike(char a, char b) => _soundAlike.Contains(string.Create(2, (a, b), (to, pair) => (to[0], to[1]) = pair));

    /// <summary>The longest entry of several words that begins with a word, or null.</summary>
    /// <param name="first">The first word, or what remains of it without a prefix.</param>
    /// <param name="words">The words.</param>
    /// <param name="at">Where the first one is.</param>
    public Phrase? PhraseAt(string first, List<string> words, int at)
    {
        if (!_phrasesByFirstWord.TryGetValue(first, out var phrases))
            return null;
        foreach (var phrase in phrases)
        {
            if (at + phrase.Words.Count > words.Count)
                continue;
            bool same = true;
            for (int i = 1; same && i < phrase.Words.Count; i++)
                same = IsOrWithArticle(words[at + i], phrase.Words[i]);
            if (same)
                return phrase;
        }

        return null;
    }

    private static bool IsOrWithArticle(string word, string wanted) =>
        word == wanted || word.Length == wanted.Length + 1 && word[0] == 'ה' && word.AsSpan(1).SequenceEqual(wanted);

    private void AddEntry(string concept, List<string> words)
    {
        if (words.Count == 1)
        {
            var known = ConceptsOf(words[0]);
            if (!known.Contains(concept))
                _conceptsOfWord[words[0]] = [.. known, concept];
            return;
        }

        if (!_phrasesByFirstWord.TryGetValue(words[0], out var phrases))
            _phrasesByFirstWord[words[0]] = phrases = [];
        if (!phrases.Exists(phrase => phrase.Words.SequenceEqual(words)))
            phrases.Add(new Phrase(words, concept));
    }

    /// <summary>An entry of several words.</summary>
    /// <param name="Words">The words in a row.</param>
    /// <param name="Concept">What they mean together.</param>
    public sealed record Phrase(IReadOnlyList<string> Words, string Concept);

    private sealed record ConceptEntry(double Weight, string[] Words);

    private sealed record Data(
        string[] Prefixes,
        string[] StopWords,
        Dictionary<string, ConceptEntry> Concepts,
        string[] Months,
        string[] HourWords,
        string[] SoundAlike);
}
