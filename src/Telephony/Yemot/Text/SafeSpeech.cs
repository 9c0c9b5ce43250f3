using System.Globalization;
using System.Text;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>
/// The last gate before a text item: lets letters, digits, vowel points, single spaces, commas, question and
/// exclamation marks through, and a colon inside a time of day. Everything else that a text may hold separates
/// commands, fields or items somewhere in an answer, was seen to be refused on real calls, or cannot be spoken.
/// </summary>
internal static class SafeSpeech
{
    /// <summary>More marks on one letter than any script needs are noise.</summary>
    private const int MaxMarksPerLetter = 4;

    /// <summary>The text made safe; empty when no letter and no digit is in it.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (IsClean(text))
            return text;

        var clean = new StringBuilder(text.Length);
        var marks = 0;
        var spoken = false;
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                at++;
                continue;
            }

            if (rune.Value == ':')
            {
                if (IsInsideTime(text, at, clean))
                    clean.Append(':');
                else
                    Pause(clean, ',');
            }
            else
            {
                spoken |= Append(clean, rune, text, at + length, ref marks);
            }

            at += length;
        }

        if (!spoken)
            return "";
        while (clean.Length > 0 && clean[^1] is ' ' or ',')
            clean.Length--;
        return clean.ToString();
    }

    /// <summary>As <see cref="Clean"/> for a place between commas: no comma either.</summary>
    public static string CleanField(string? text) => Clean(text).Replace(",", "", StringComparison.Ordinal);

    /// <summary>Adds what stays of one character; true for a letter or a digit.</summary>
    private static bool Append(StringBuilder clean, Rune rune, string text, int next, ref int marks)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter:
                marks = 0;
                clean.Append(rune.ToString());
                return true;

            case UnicodeCategory.DecimalDigitNumber:
                marks = MaxMarksPerLetter;
                if (EndsWithTime(clean))
                    clean.Append(' ');
                clean.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
                return true;

            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark:
                if (IsSpokenMark(rune.Value) && marks < MaxMarksPerLetter && clean.Length > 0 && EndsWithLetter(clean))
                {
                    marks++;
                    clean.Append(rune.ToString());
                }

                return false;

            // Direction, joining and soft hyphens stand inside words and say nothing.
            case UnicodeCategory.Format:
                return false;
        }

        switch (rune.Value)
        {
            case '"' or '\'' or '`' or 0xB4 or 0x2018 or 0x2019 or 0x201A or 0x201C or 0x201D or 0x201E or 0x5F3 or 0x5F4:
                break;
            case ',' or 0x60C or ';' or '\n' or '\r' or 0x2028 or 0x2029:
                Pause(clean, ',');
                break;
            case '?' or 0x61F:
                Pause(clean, '?');
                break;
            case '!':
                Pause(clean, '!');
                break;
            case '.' when next == text.Length || char.IsWhiteSpace(text[next]):
                Pause(clean, ',');
                break;
            default:
                Space(clean);
                break;
        }

        return false;
    }

    /// <summary>Adds a sign that makes the voice pause; of several in a row the strongest stays.</summary>
    private static void Pause(StringBuilder clean, char sign)
    {
        while (clean.Length > 0 && clean[^1] == ' ')
            clean.Length--;
        if (clean.Length == 0)
            return;
        if (clean[^1] is ',' or '!' or '?')
        {
            if (sign == '?' || clean[^1] == ',')
                clean[^1] = sign;
        }
        else
        {
            clean.Append(sign);
        }

        clean.Append(' ');
    }

    private static void Space(StringBuilder clean)
    {
        if (clean.Length > 0 && clean[^1] != ' ')
            clean.Append(' ');
    }

    /// <summary>Whether the colon at a place stands between two digits of an hour and two of minutes.</summary>
    private static bool IsInsideTime(string text, int at, StringBuilder clean) =>
        at >= 2 && at + 2 < text.Length
        && !IsDigit(text, at - 3) && !(at >= 3 && text[at - 3] == ':' && IsDigit(text, at - 4))
        && !IsDigit(text, at + 3) && !(at + 3 < text.Length && text[at + 3] == ':' && IsDigit(text, at + 4))
        && IsTwoDigits(text, at - 2, 23) && IsTwoDigits(text, at + 1, 59)
        && clean.Length >= 2 && char.IsAsciiDigit(clean[^1]) && char.IsAsciiDigit(clean[^2])
        && (clean.Length == 2 || !char.IsAsciiDigit(clean[^3]));

    /// <summary>Whether the text so far ends with a time of day, which is the only place of a colon.</summary>
    private static bool EndsWithTime(StringBuilder clean) =>
        clean.Length >= 3 && clean[^3] == ':' && char.IsAsciiDigit(clean[^2]) && char.IsAsciiDigit(clean[^1]);

    private static bool IsDigit(string text, int at) => at >= 0 && at < text.Length && char.IsDigit(text[at]);

    private static bool IsTwoDigits(string text, int at, int most) =>
        char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1])
        && ((text[at] - '0') * 10) + text[at + 1] - '0' <= most;

    private static bool EndsWithLetter(StringBuilder clean) =>
        char.IsLetter(clean[^1]) || char.IsLowSurrogate(clean[^1])
        || char.GetUnicodeCategory(clean[^1]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>
    /// Vowel points stay, since they tell the voice how a word is said; chant marks and marks of copyists, enclosing
    /// and variation marks do not.
    /// </summary>
    private static bool IsSpokenMark(int mark) => mark switch
    {
        >= 0x591 and <= 0x5AF => false,
        0x5BD or 0x5BF or 0x5C4 or 0x5C5 => false,
        0x34F => false,
        >= 0x20D0 and <= 0x20FF => false,
        >= 0xFE00 and <= 0xFE0F => false,
        >= 0xE0100 and <= 0xE01EF => false,
        _ => true,
    };

    /// <summary>Whether nothing would change, for the plain sentences that most texts are.</summary>
    private static bool IsClean(string text)
    {
        if (!IsPlainWord(text[0]) || text[^1] is ' ' or ',')
            return false;
        for (var at = 1; at < text.Length; at++)
        {
            // A pause stands right after a word and is followed by a space; a space stands alone.
            var good = IsPlainWord(text[at])
                ? text[at - 1] is not (',' or '?' or '!')
                : text[at] switch
                {
                    ' ' => text[at - 1] != ' ',
                    ',' or '?' or '!' => IsPlainWord(text[at - 1]),
                    _ => false,
                };
            if (!good)
                return false;
        }

        return true;
    }

    private static bool IsPlainWord(char character) =>
        character is >= 'א' and <= 'ת' or >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9';
}
