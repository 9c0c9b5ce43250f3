using System.Globalization;
using System.Text;

namespace YemotAi.Hosting.Archive;

/// <summary>What text and numbers are reduced to before they are compared in a search.</summary>
internal static class SearchText
{
    /// <summary>Words of a query beyond this are ignored.</summary>
    public const int MostWords = 16;

    /// <summary>Characters of a query beyond this are ignored.</summary>
    public const int MostCharacters = 500;

    /// <summary>
    /// One form for all spellings: no vowel points or accents, lower case, plain quotes for geresh and gershayim, single
    /// blanks for any white space and control character, no broken surrogates.
    /// </summary>
    public static string Fold(string text)
    {
        if (IsPlain(text)) return text.ToLowerInvariant();
        var whole = new StringBuilder(text.Length);
        Span<char> pair = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune)) whole.Append(' ');
            else whole.Append(pair[..rune.EncodeToUtf16(pair)]);
        }

        var folded = new StringBuilder(whole.Length);
        foreach (var c in whole.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format) continue;
            folded.Append(c switch
            {
                '\u05F3' or '\u2019' => '\'',
                '\u05F4' or '\u201C' or '\u201D' => '"',
                '\u05BE' => '-',
                _ => char.ToLowerInvariant(c),
            });
        }

        return folded.ToString();
    }

    /// <summary>Nothing but Hebrew letters and printable ASCII, as most speech is: only the case may need a change.</summary>
    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is not ((>= ' ' and <= '~') or (>= '\u05D0' and <= '\u05EA'))) return false;
        }

        return true;
    }

    /// <summary>The folded words of a query; all of them must occur.</summary>
    public static IReadOnlyList<string> Words(string? query)
    {
        if (string.IsNullOrEmpty(query)) return [];
        if (query.Length > MostCharacters) query = query[..MostCharacters];
        var words = Fold(query).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > MostWords ? words[..MostWords] : words;
    }

    /// <summary>The digits of a telephone number, or of a part of one.</summary>
    public static string Digits(string? number)
    {
        if (string.IsNullOrEmpty(number)) return "";
        var digits = new StringBuilder(number.Length);
        foreach (var c in number)
        {
            if (char.IsAsciiDigit(c)) digits.Append(c);
        }

        return digits.ToString();
    }
}
