using System.Text;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>Replaces whole phrases whose signs would otherwise be read apart.</summary>
internal static class Phrases
{
    /// <summary>The text with each phrase that stands by itself replaced.</summary>
    public static string Replace(string text, SpokenWords words)
    {
        foreach (var (phrase, said) in words.Phrases)
        {
            if (text.Contains(phrase, StringComparison.Ordinal))
                text = Replace(text, phrase, said);
        }

        return text;
    }

    private static string Replace(string text, string phrase, string said)
    {
        var replaced = new StringBuilder(text.Length);
        var from = 0;
        for (var at = Next(0); at >= 0; at = Next(at + phrase.Length))
        {
            var end = at + phrase.Length;
            if ((at > 0 && char.IsLetterOrDigit(text[at - 1])) || (end < text.Length && char.IsLetterOrDigit(text[end])))
                continue;
            replaced.Append(text, from, at - from).Append(said);
            from = end;
        }

        return replaced.Append(text, from, text.Length - from).ToString();

        int Next(int start) => text.IndexOf(phrase, start, StringComparison.Ordinal);
    }
}
