using System.Text;

namespace YemotAi.Providers.Keyless;

/// <summary>Cuts what was said into plain words: no points, no punctuation, small Latin letters.</summary>
internal static class SaidWords
{
    /// <summary>Characters of one utterance that are looked at; far more than anybody says in one breath.</summary>
    public const int MostCharacters = 2000;

    /// <summary>The words in order.</summary>
    public static List<string> Of(string said)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (char c in said.AsSpan(0, Math.Min(said.Length, MostCharacters)))
        {
            if (char.IsLetterOrDigit(c))
                word.Append(char.ToLowerInvariant(c));
            else if (!IsInsideWord(c))
                Flush(word, words);
        }

        Flush(word, words);
        return words;
    }

    // Points and abbreviation marks stand inside a word.
    private static bool IsInsideWord(char c) =>
        c is >= '\u0591' and <= '\u05C7' and not '\u05BE' || c is '\'' or '"' or '׳' or '״' or '’';

    private static void Flush(StringBuilder word, List<string> words)
    {
        if (word.Length > 0)
            words.Add(word.ToString());
        word.Clear();
    }
}
