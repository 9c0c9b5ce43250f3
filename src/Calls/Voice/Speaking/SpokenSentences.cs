namespace YemotAi.Calls.Voice.Speaking;

/// <summary>Cuts a text into what is synthesised at once: sentences, of which the first can be heard while the next is made.</summary>
internal static class SpokenSentences
{
    /// <summary>Shorter sentences go together with the next: a voice speaks "yes." and what follows more naturally in one.</summary>
    private const int Shortest = 12;

    /// <summary>A longer sentence is cut at a comma or a space: its beginning should not wait for its end.</summary>
    private const int Longest = 220;

    public static IEnumerable<string> Of(string text)
    {
        var rest = text.Trim();
        while (rest.Length > 0)
        {
            var end = EndOf(rest);
            yield return rest[..end].Trim();
            rest = rest[end..].TrimStart();
        }
    }

    private static int EndOf(string text)
    {
        var limit = Math.Min(text.Length, Longest);
        for (var i = Shortest; i < limit - 1; i++)
        {
            // Followed by a space: not the point in 3.5.
            if (text[i] is '.' or '!' or '?' or '\n' && char.IsWhiteSpace(text[i + 1])) return i + 1;
        }

        if (text.Length <= Longest) return text.Length;
        var cut = text.LastIndexOfAny([',', ';', ':'], Longest - 1);
        if (cut < Shortest) cut = text.LastIndexOf(' ', Longest - 1);
        if (cut >= Shortest) return cut + 1;
        return char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
    }
}
