using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace YemotAi.Phone.Yemot.Answers;

/// <summary>The rules of a spoken text.</summary>
internal static partial class TextCheck
{
    // The dot and & end the item before this check sees them; they stand here for completeness.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(".-\"'&|=");

    // Hyphens and dashes, Hebrew maqaf, geresh and gershayim, curly quotes, ellipsis, zero-width and direction marks, markdown.
    private const string BetterLeftOut =
        "\u2010\u2011\u2012\u2013\u2014\u2015\u05BE\u05F3\u05F4\u2018\u2019\u201C\u201D\u2026"
        + "\u200B\u200C\u200D\u200E\u200F\u061C\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF*_`~<>[]{}\\";

    public static void Check(Piece content, RuleLog rules)
    {
        var text = content.Text;
        var forbidden = text.AsSpan().IndexOfAny(Forbidden);
        if (forbidden >= 0) rules.Break(YemotRules.TextCharacters, content.From(forbidden));

        var unusual = IndexOfUnusual(text);
        if (unusual >= 0) rules.Break(YemotRules.TextSigns, content.From(unusual));

        var withoutTimes = TimeOfDay().Replace(text, m => new string('0', m.Length));
        var colon = withoutTimes.IndexOf(':');
        if (colon >= 0) rules.Break(YemotRules.TextColon, content.From(colon));

        if (!text.Any(char.IsLetterOrDigit)) rules.Break(YemotRules.TextSaysNothing, content);
    }

    private static int IndexOfUnusual(string text)
    {
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var isSymbol = Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
            if (isSymbol || (rune.IsBmp && BetterLeftOut.Contains((char)rune.Value))) return index;
            index += rune.Utf16SequenceLength;
        }
        return -1;
    }

    [GeneratedRegex(@"(?<!\d)([01]?\d|2[0-4]):[0-5]\d(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex TimeOfDay();
}
