namespace YemotAi.Business.Search;

/// <summary>Makes words with their meanings and forms out of text; the same for questions and for facts.</summary>
internal static class QuestionReader
{
    private const double PartOfPhrase = 0.8;
    private const double HourOrNumber = 0.5;

    /// <summary>Reads a question, up to its bounds.</summary>
    public static List<QuestionWord> Question(string text) =>
        Read(HebrewTokenizer.Words(text, SearchLimits.QuestionWords), shortestRest: 2);

    /// <summary>Reads a fact's text; what remains of a word after a prefix is longer here, so that fewer words meet by chance.</summary>
    public static List<QuestionWord> Fact(string text) => Read(HebrewTokenizer.Words(text), shortestRest: 3);

    private static List<QuestionWord> Read(List<string> words, int shortestRest)
    {
        var read = new List<QuestionWord>(words.Count);
        for (int i = 0; i < words.Count;)
        {
            if (FindPhrase(words, i) is { } phrase)
            {
                read.Add(OfPhrase(phrase, shortestRest));
                i += phrase.Words.Count;
            }
            else
            {
                read.Add(OfWord(words[i], shortestRest));
                i++;
            }
        }

        return read;
    }

    private static Lexicon.Phrase? FindPhrase(List<string> words, int at)
    {
        var word = words[at];
        if (at + 1 == words.Count)
            return null;
        if (Lexicon.Instance.PhraseAt(word, words, at) is { } whole)
            return whole;
        for (int length = 1; length <= Lexicon.LongestPrefix && word.Length - length >= 2; length++)
        {
            if (Lexicon.Instance.IsPrefix(word.AsSpan(0, length))
                && Lexicon.Instance.PhraseAt(word[length..], words, at) is { } rest)
                return rest;
        }

        return null;
    }

    private static QuestionWord OfPhrase(Lexicon.Phrase phrase, int shortestRest)
    {
        var forms = new List<WordForm> { new(string.Join(' ', phrase.Words), 1) };
        foreach (var word in phrase.Words)
        {
            if (!Lexicon.Instance.IsStopWord(word) && Lexicon.Instance.ConceptsOf(word).Length == 0)
                forms.AddRange(WordForms.Of(word, shortestRest).Select(form => form with { Weight = form.Weight * PartOfPhrase }));
        }

        return new QuestionWord
        {
            Text = forms[0].Text,
            Concepts = [phrase.Concept],
            IsStop = false,
            Forms = forms,
            Weight = Lexicon.Instance.WeightOf([phrase.Concept]),
        };
    }

    private static QuestionWord OfWord(string word, int shortestRest)
    {
        var lexicon = Lexicon.Instance;
        var concepts = lexicon.ConceptsOf(word);
        bool stop = concepts.Length == 0 && lexicon.IsStopWord(word);
        if (concepts.Length == 0 && !stop)
            (concepts, stop) = WithoutPrefix(word);
        return new QuestionWord
        {
            Text = word,
            Concepts = concepts,
            IsStop = stop,
            Forms = stop ? [] : WordForms.Of(word, shortestRest),
            Weight = stop ? 0
                : concepts.Length > 0 ? lexicon.WeightOf(concepts)
                : lexicon.IsHourWord(word) || char.IsAsciiDigit(word[0]) ? HourOrNumber : 1,
        };
    }

    // The shortest prefix that leaves a known word wins: "שבשבת" is Saturday, "ומה" a stop word.
    private static (string[] Concepts, bool Stop) WithoutPrefix(string word)
    {
        for (int length = 1; length <= Lexicon.LongestPrefix && word.Length - length >= 2; length++)
        {
            if (!Lexicon.Instance.IsPrefix(word.AsSpan(0, length)))
                continue;
            var rest = word[length..];
            if (Lexicon.Instance.ConceptsOf(rest) is { Length: > 0 } concepts)
                return (concepts, false);

            // Only "and" and "that" stand before words without meaning; other letters make other words of them.
            if (length == 1 && word[0] is 'ו' or 'ש' && Lexicon.Instance.IsStopWord(rest))
                return ([], true);
        }

        return ([], false);
    }
}
