namespace YemotAi.Business.Search;

/// <summary>
/// Finds words one edit away from an unknown one, for errors of recognition and typing. All known words are filed
/// under themselves with each single letter left out, so a look-up costs a word's length, not the vocabulary's.
/// </summary>
internal sealed class NearWords
{
    /// <summary>Words shorter than this have too many neighbours that are words of their own.</summary>
    public const int ShortestWord = 4;

    private const double SoundsAlike = 0.85;
    private const double OneEdit = 0.6;

    private readonly Dictionary<string, List<string>> _byLetterLeftOut = new(StringComparer.Ordinal);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    /// <summary>Adds a known word; words that are too short are left out.</summary>
    public void Add(string word)
    {
        if (word.Length < ShortestWord || char.IsAsciiDigit(word[0]) || !_words.Add(word))
            return;
        foreach (var shorter in WithOneLetterLess(word))
        {
            if (!_byLetterLeftOut.TryGetValue(shorter, out var filed))
                _byLetterLeftOut[shorter] = filed = [];
            if (!filed.Contains(word))
                filed.Add(word);
        }
    }

    /// <summary>The known words one edit away, with how near they are. Two letters changing places are two edits.</summary>
    public void Find(string word, List<WordForm> found)
    {
        if (word.Length < ShortestWord || char.IsAsciiDigit(word[0]))
            return;
        AddFiled(word, word, found);
        foreach (var shorter in WithOneLetterLess(word))
        {
            if (_words.Contains(shorter))
                Keep(shorter, word, found);
            AddFiled(shorter, word, found);
        }
    }

    private void AddFiled(string key, string word, List<WordForm> found)
    {
        if (!_byLetterLeftOut.TryGetValue(key, out var filed))
            return;
        foreach (var known in filed)
            Keep(known, word, found);
    }

    private static void Keep(string known, string word, List<WordForm> found)
    {
        double weight = Nearness(known, word);
        if (weight > 0 && !found.Exists(form => form.Text == known))
            found.Add(new WordForm(known, weight));
    }

    private static double Nearness(string known, string word)
    {
        var (a, b) = (known, word);
        if (a.Length > b.Length)
            (a, b) = (b, a);
        int at = 0;
        while (at < a.Length && a[at] == b[at])
            at++;
        if (a.Length == b.Length)
        {
            if (at == a.Length || !a.AsSpan(at + 1).SequenceEqual(b.AsSpan(at + 1)))
                return 0;
            return Lexicon.Instance.SoundAlike(a[at], b[at]) ? SoundsAlike : AnyEdit(known);
        }

        if (b.Length - a.Length != 1 || !a.AsSpan(at).SequenceEqual(b.AsSpan(at + 1)))
            return 0;

        // Letters that only help to read a vowel are written or left out at will.
        return b[at] is 'ו' or 'י' or 'א' && at > 0 && known.Length > ShortestWord ? SoundsAlike : AnyEdit(known);
    }

    // Any letter may be wrong in a long word only; a word with a meaning of its own changes a whole answer, so it has to
    // be longer still.
    private static double AnyEdit(string known) =>
        known.Length >= (Lexicon.Instance.ConceptsOf(known).Length > 0 ? 6 : 5) ? OneEdit : 0;

    private static IEnumerable<string> WithOneLetterLess(string word)
    {
        for (int i = 0; i < word.Length; i++)
            yield return word.Remove(i, 1);
    }
}
