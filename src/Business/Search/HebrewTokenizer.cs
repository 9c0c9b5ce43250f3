using System.Text;

namespace YemotAi.Business.Search;

/// <summary>
/// Cuts text into words in one spelling: without points, with final letters made ordinary, doubled vav and yod made
/// single, Latin letters small, abbreviation marks dropped. Works on any text, also on broken surrogates.
/// </summary>
internal static class HebrewTokenizer
{
    /// <summary>The words of a text, at most <paramref name="most"/>.</summary>
    public static List<string> Words(string text, int most = int.MaxValue)
    {
        var words = new List<string>();
        var word = new StringBuilder(SearchLimits.WordCharacters);
        int length = most == int.MaxValue ? text.Length : Math.Min(text.Length, SearchLimits.QuestionCharacters);
        for (int i = 0; i < length && words.Count < most; i++)
        {
            char c = text[i];
            if (IsPoint(c))
                continue;
            if (IsMark(c) && word.Length > 0 && i + 1 < length && (char.IsLetter(text[i + 1]) || IsMark(text[i + 1])))
                continue;
            if (c == '₪')
            {
                Flush(word, words);
                words.Add("שקל");
            }
            else if (char.IsLetter(c) || char.IsAsciiDigit(c))
            {
                // "9בבוקר" and "3D" alike: digits are a word of their own.
                if (word.Length > 0 && char.IsAsciiDigit(word[^1]) != char.IsAsciiDigit(c))
                    Flush(word, words);
                Append(word, c);
            }
            else
            {
                Flush(word, words);
            }
        }

        Flush(word, words);
        if (words.Count > most)
            words.RemoveRange(most, words.Count - most);
        return words;
    }

    private static void Append(StringBuilder word, char c)
    {
        if (c is >= '\uFB1D' and <= '\uFB4F')
        {
            // Letters that carry their points with them are taken apart; a single such character always can be.
            foreach (char part in c.ToString().Normalize(NormalizationForm.FormKD))
            {
                if (!IsPoint(part))
                    Append(word, part);
            }

            return;
        }

        c = c switch { 'ך' => 'כ', 'ם' => 'מ', 'ן' => 'נ', 'ף' => 'פ', 'ץ' => 'צ', _ => char.ToLowerInvariant(c) };
        bool doubled = c is 'ו' or 'י' && word.Length > 0 && word[^1] == c;
        if (!doubled && word.Length < SearchLimits.WordCharacters)
            word.Append(c);
    }

    private static void Flush(StringBuilder word, List<string> words)
    {
        if (word.Length > 0)
            words.Add(word.ToString());
        word.Clear();
    }

    // U+05BE, the maqaf, and U+05C0, U+05C3, U+05C6 are punctuation among the points; only the points vanish.
    private static bool IsPoint(char c) =>
        c is >= '\u0591' and <= '\u05C7' and not ('\u05BE' or '\u05C0' or '\u05C3' or '\u05C6');

    private static bool IsMark(char c) => c is '\'' or '"' or '׳' or '״' or '’' or '”' or '`';
}
