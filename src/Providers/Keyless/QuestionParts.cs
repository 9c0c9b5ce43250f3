namespace YemotAi.Providers.Keyless;

/// <summary>Takes two or three questions that were asked in one breath apart.</summary>
internal static class QuestionParts
{
    private const int MostParts = 3;

    /// <summary>The parts at the words with which a further question begins; one part if there is no such word.</summary>
    public static List<string> Of(List<string> words)
    {
        var parts = new List<string>();
        int from = 0;
        for (int at = 1; at < words.Count && parts.Count < MostParts - 1; at++)
        {
            if (!KeylessPhrases.Instance.Further.Any(phrase => Begins(phrase, words, at)))
                continue;
            parts.Add(Join(words, from, at));
            from = at;
        }

        parts.Add(Join(words, from, words.Count));
        return parts;
    }

    /// <summary>All ways of taking words apart in two before a word that begins with "and".</summary>
    public static IEnumerable<(string First, string Second)> AtAnd(List<string> words)
    {
        for (int at = 1; at < words.Count; at++)
        {
            if (words[at].Length > 3 && words[at][0] == 'ו')
                yield return (Join(words, 0, at), $"{words[at][1..]} {Join(words, at + 1, words.Count)}");
        }
    }

    /// <summary>Whether words go on from what was spoken of before, and mean little alone.</summary>
    public static bool GoOn(List<string> words) =>
        words.Count is > 0 and <= 6
        && (words[0].Length > 2 && words[0][0] == 'ו' || words.Exists(KeylessPhrases.Instance.Pointing.Contains));

    private static bool Begins(List<string> phrase, List<string> words, int at) =>
        at + phrase.Count < words.Count && phrase.SequenceEqual(words.Skip(at).Take(phrase.Count));

    private static string Join(List<string> words, int from, int to) => string.Join(' ', words.Skip(from).Take(to - from));
}
