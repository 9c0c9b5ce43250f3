using System.Text.RegularExpressions;
using YemotAi.Telephony.Yemot.Answers;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>
/// Makes digit items of telephone numbers, and of other numbers that are told by their digits: long ones, ones with
/// leading zeros, ones in groups.
/// </summary>
internal static partial class Telephones
{
    /// <summary>A run of digits is heard in pieces of this size at most.</summary>
    private const int DigitsPerItem = 30;

    /// <summary>Replaces the numbers in a text.</summary>
    public static void Speak(SpokenDraft draft, SpokenWords words)
    {
        var text = International().Replace(draft.Text, match => Hold(draft, "0" + match.Groups["n"].Value));
        text = National().Replace(text, match => Hold(draft, match.Value));
        text = Service().Replace(text, match => Hold(draft, match.Value));
        text = Star().Replace(text, match => $" {words.Star} {Hold(draft, match.Groups["n"].Value)}");
        text = Grouped().Replace(text, match => Hold(draft, match.Value));
        draft.Text = Long().Replace(text, match => Hold(draft, match.Value));
    }

    private static string Hold(SpokenDraft draft, string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return string.Concat(digits.Chunk(DigitsPerItem).Select(part => draft.Hold(PromptItem.Digits(new string(part)))));
    }

    [GeneratedRegex(@"(?<![\d+])(?<!\d[-.,:/])(?:\+|00)?972[-. ]{0,3}(?:\(?0\)?)?[-. ]{0,3}(?<n>(?:5[0-9]|7[0-9]|[23489])(?:[-. ]{0,2}[0-9]){7})(?!\d)")]
    private static partial Regex International();

    [GeneratedRegex(@"(?<!\d)(?<!\d[-.,:/])\(?0(?:5[0-9]|7[0-9]|[23489])\)?(?:[-. ]{0,3}[0-9]){7}(?!\d|[:/]\d)")]
    private static partial Regex National();

    [GeneratedRegex(@"(?<!\d)(?<!\d[-.,:/])1[- ]?(?:[5789]00|599|801|809|919|255)(?:[- ]?[0-9]){6}(?!\d|[:/]\d)")]
    private static partial Regex Service();

    [GeneratedRegex(@"(?<![\d*])\*\s?(?<n>[0-9]{3,6})(?![\d*]|[.,:/]\d)|(?<![\d*.,:/-])(?<n>[0-9]{4})\*(?![\w*])")]
    private static partial Regex Star();

    [GeneratedRegex(@"(?<![\d.,:/-])[0-9]{1,30}(?:-[0-9]{1,30}){2,10}(?![\d-]|[.,:/]\d)")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"(?<![\d₪$€£%])(?<!\d[.,:/])(?:0[0-9]{3,}|[0-9]{8,})(?!\d|[.,:/]\d|\s?[₪$€£%])")]
    private static partial Regex Long();
}
