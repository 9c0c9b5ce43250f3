using System.Globalization;
using System.Text;

namespace YemotAi.Providers.Prompting;

/// <summary>
/// Makes words that came from outside fit to stand between marks of ours: one line, without the signs of which the
/// marks are made. Nothing that a caller would notice is lost.
/// </summary>
internal static class QuotedWords
{
    /// <summary>
    /// On one line, without invisible signs, square and angle brackets as round ones; double quotation marks as
    /// gershayim, which they mostly are in Hebrew.
    /// </summary>
    /// <param name="words">From outside.</param>
    /// <param name="most">How many characters are kept at most.</param>
    public static string OneLine(string? words, int most)
    {
        if (string.IsNullOrEmpty(words)) return "";
        var line = new StringBuilder(Math.Min(words.Length, most));
        foreach (var rune in words.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > most) break;
            switch (Rune.GetUnicodeCategory(rune))
            {
                // A zero-width sign inside a mark would let it pass for another word.
                case UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse:
                    break;
                case UnicodeCategory.Control or UnicodeCategory.SpaceSeparator
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
                    break;
                default:
                    line.Append(Harmless(rune));
                    break;
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>The beginning of a text, and never half of a sign that takes two characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many characters are kept at most.</param>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text
        : text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    private static string Harmless(Rune rune) => rune.Value switch
    {
        '[' or '<' or '{' or '【' or '［' or '＜' => "(",
        ']' or '>' or '}' or '】' or '］' or '＞' => ")",
        '"' or '“' or '”' or '„' or '«' or '»' or '＂' => "״",
        _ => rune.ToString(),
    };
}
