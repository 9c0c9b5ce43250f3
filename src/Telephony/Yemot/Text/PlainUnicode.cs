using System.Globalization;
using System.Text;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>
/// Brings every way to write a character to one: compatibility forms, the many quotes, dashes and spaces. Removes what
/// is never heard: directions, chant marks, halves of surrogate pairs, private characters.
/// </summary>
internal static class PlainUnicode
{
    /// <summary>The same text in plain characters.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">Where it ends at most; the word there is left out.</param>
    /// <param name="keepVowelPoints">Whether Hebrew vowel points stay.</param>
    public static string Clean(string text, int maxLength, bool keepVowelPoints)
    {
        var valid = Validate(text);
        var plain = valid.IsNormalized(NormalizationForm.FormKC) ? valid : valid.Normalize(NormalizationForm.FormKC);
        var clean = new StringBuilder(plain.Length);
        foreach (var character in Shorten(plain, maxLength))
        {
            if (Map(character, keepVowelPoints) is not '\0' and var mapped)
                clean.Append(mapped);
        }

        return clean.Replace("''", "\"").ToString();
    }

    /// <summary>The text up to a length, ended between words.</summary>
    public static string Shorten(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        var end = maxLength;
        while (end > 0 && !char.IsWhiteSpace(text[end]))
            end--;
        return text[..end];
    }

    /// <summary>Leaves only what may be normalised, and takes out forms whose normal form would say another thing.</summary>
    private static string Validate(string text)
    {
        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // A broken surrogate comes as the replacement character.
            if (rune == Rune.ReplacementChar)
                continue;
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate:
                    valid.Append(' ');
                    break;
                // Raised and lowered digits are notes and exponents; as plain digits they would join the number.
                case UnicodeCategory.OtherNumber when IsRaisedOrLowered(rune.Value):
                    break;
                case UnicodeCategory.OtherNumber:
                    valid.Append(' ').Append(rune.ToString());
                    break;
                default:
                    // The acute accent's normal form is a space with a mark.
                    valid.Append(rune.Value == 0xB4 ? "'" : rune.ToString());
                    break;
            }
        }

        return valid.ToString();
    }

    private static bool IsRaisedOrLowered(int value) =>
        value is 0xB2 or 0xB3 or 0xB9 or 0x2070 or >= 0x2074 and <= 0x2079 or >= 0x2080 and <= 0x2089;

    private static char Map(char character, bool keepVowelPoints) => character switch
    {
        '\u2028' or '\u2029' or '\n' or '\v' or '\f' or '\u0085' => '\n',
        '\t' or '\u00A0' => ' ',
        '\u05BE' or '\u2010' or '\u2011' => '-',
        >= '\u2012' and <= '\u2015' or '\u2212' => '–',
        '\u05F3' or '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u02BC' or '\u2032' => '\'',
        '\u05F4' or '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u00AB' or '\u00BB' or '\u2033' => '"',
        '\u2044' or '\u2215' => '/',
        '\u05C3' => '.',
        '\u05C0' or '\u05C6' => ' ',
        >= '\u0591' and <= '\u05AF' or '\u05BD' or '\u05BF' or '\u05C4' or '\u05C5' => '\0',
        >= '\u05B0' and <= '\u05C7' when !keepVowelPoints => '\0',
        _ when char.IsControl(character) => '\0',
        _ => char.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.Format => '\0',
            UnicodeCategory.SpaceSeparator => ' ',
            UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(character)),
            _ => character,
        },
    };
}
