namespace YemotAi.Calls.Agent;

/// <summary>Shortens what is to be said, never inside a word.</summary>
public static class SpokenLength
{
    /// <summary>
    /// The beginning of a text that is no longer than a limit: whole sentences if at least one fits, otherwise up to a
    /// comma, otherwise whole words.
    /// </summary>
    public static string Shorten(string text, int maxCharacters)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCharacters, 1);
        if (text.Length <= maxCharacters) return text;
        var head = text.AsSpan(0, maxCharacters + 1);
        var cut = LastEnd(head, ".!?\n");
        if (cut < 0) cut = LastEnd(head, ",;:");
        if (cut < 0) cut = head.LastIndexOf(' ');
        // One word longer than the limit: it cannot be spoken, so it may be cut, but not inside a surrogate pair.
        if (cut <= 0) cut = char.IsHighSurrogate(text[maxCharacters - 1]) ? maxCharacters - 1 : maxCharacters;
        return text[..cut].TrimEnd();
    }

    /// <summary>
    /// The beginning of a text as <see cref="Shorten"/> cuts it, and what is left, without the space between.
    /// </summary>
    public static (string Now, string Later) Split(string text, int maxCharacters)
    {
        var now = Shorten(text, maxCharacters);
        return (now, text[now.Length..].TrimStart());
    }

    /// <summary>The place after the last sentence that is surely whole: a space follows its mark. 0 for none.</summary>
    internal static int LastSentenceEnd(ReadOnlySpan<char> text) => Math.Max(0, LastEnd(text, ".!?\n"));

    /// <summary>The place after the last of some marks that is followed by a space: not the point in 3.5.</summary>
    private static int LastEnd(ReadOnlySpan<char> text, string marks)
    {
        for (var i = text.Length - 2; i > 0; i--)
        {
            if (marks.Contains(text[i], StringComparison.Ordinal) && char.IsWhiteSpace(text[i + 1])) return i + 1;
        }

        return -1;
    }
}
