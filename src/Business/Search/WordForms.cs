namespace YemotAi.Business.Search;

/// <summary>
/// The forms of a Hebrew word: itself, without its prefix letters, and without the ending of a plural, a feminine or a
/// construct. No dictionary: a wrong form does no harm as long as no other word has it.
/// </summary>
internal static class WordForms
{
    /// <summary>The weight of a word without its prefix; an ending that is cut off too weighs less.</summary>
    public const double WithoutPrefix = 0.93;
    private const double WithoutEnding = 0.92;
    private const int ShortestStem = 3;

    private static readonly string[] LongEndings = ["יות", "ימ", "ות", "יה", "ית"];
    private static readonly char[] ShortEndings = ['ה', 'ת', 'י'];

    /// <summary>All forms, the word itself first, each once with its greatest weight.</summary>
    /// <param name="word">A word of <see cref="HebrewTokenizer"/>.</param>
    /// <param name="shortest">The least length of what remains after a prefix.</param>
    public static List<WordForm> Of(string word, int shortest)
    {
        var forms = new List<WordForm>(12) { new(word, 1) };
        if (!IsHebrew(word))
        {
            // English plurals; anything else is looked up as it is.
            if (word.Length > 3 && word[^1] == 's')
                Add(forms, word[..^1], WithoutEnding);
            return forms;
        }

        AddStem(forms, word, 1);
        for (int length = 1; length <= Lexicon.LongestPrefix && word.Length - length >= shortest; length++)
        {
            if (!Lexicon.Instance.IsPrefix(word.AsSpan(0, length)))
                continue;
            var rest = word[length..];
            Add(forms, rest, WithoutPrefix);
            AddStem(forms, rest, WithoutPrefix);
        }

        return forms;
    }

    private static void AddStem(List<WordForm> forms, string word, double weight)
    {
        foreach (var ending in LongEndings)
        {
            if (word.Length >= ending.Length + ShortestStem && word.EndsWith(ending, StringComparison.Ordinal))
            {
                Add(forms, word[..^ending.Length], weight * WithoutEnding);
                break;
            }
        }

        // The plural of a short feminine word: "כלות" is "כלה".
        if (word.Length >= ShortestStem + 1 && word.EndsWith("ות", StringComparison.Ordinal))
            Add(forms, string.Concat(word.AsSpan(0, word.Length - 2), "ה"), weight * WithoutEnding);

        // Four letters lose their ending only when it is he: "חניה", but not "בנות" or "שני".
        bool loses = word.Length > ShortestStem + 1 ? ShortEndings.Contains(word[^1]) : word.Length > ShortestStem && word[^1] == 'ה';
        if (loses)
            Add(forms, word[..^1], weight * WithoutEnding);
    }

    private static void Add(List<WordForm> forms, string text, double weight)
    {
        for (int i = 0; i < forms.Count; i++)
        {
            if (forms[i].Text != text)
                continue;
            if (forms[i].Weight < weight)
                forms[i] = new WordForm(text, weight);
            return;
        }

        forms.Add(new WordForm(text, weight));
    }

    private static bool IsHebrew(string word) => word[0] is >= 'א' and <= 'ת';
}
