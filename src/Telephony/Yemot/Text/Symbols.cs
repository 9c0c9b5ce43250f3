using System.Text.RegularExpressions;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>Says the signs that carry meaning where they stand; all others are left to be dropped.</summary>
internal static partial class Symbols
{
    /// <summary>Replaces the signs in a text.</summary>
    public static void Speak(SpokenDraft draft, SpokenWords words)
    {
        var text = AndSign().Replace(draft.Text, $" {words.JoinedAnd}");
        text = Degrees().Replace(text, $" {words.Degrees} ");
        text = About().Replace(text, $"{words.About} ");
        text = Times().Replace(text, $" {words.Times} ");
        text = Sum().Replace(text, match => Either(match, '+', words.Plus, words.EqualTo));
        text = NumberSign().Replace(text, $"{words.Number} ");
        text = Key().Replace(text, match => Either(match, '*', words.Star, words.Hash));
        text = CurrencySign().Replace(text, match => $" {words.Currency(match.Value)!.Many} ");
        draft.Text = text.Replace("%", $" {words.Percent} ", StringComparison.Ordinal);
    }

    private static string Either(Match match, char sign, string said, string otherwise) =>
        match.Value.Contains(sign, StringComparison.Ordinal) ? $" {said} " : $" {otherwise} ";

    [GeneratedRegex(@"(?<=\w)\s{0,3}&\s{0,3}(?=[א-ת])")]
    private static partial Regex AndSign();

    [GeneratedRegex(@"(?<=[0-9])\s?°\s?C?(?![A-Za-z])")]
    private static partial Regex Degrees();

    [GeneratedRegex(@"(?<!~)~(?=[0-9])")]
    private static partial Regex About();

    [GeneratedRegex(@"(?<=[0-9])\s?[*×]\s?(?=[0-9])")]
    private static partial Regex Times();

    [GeneratedRegex(@"(?<=\w)\s{0,2}\+\s{0,2}(?=\w)|(?<=[0-9])\s?=\s?(?=\w)|(?<=\w)\s?=\s?(?=[0-9])|(?<=[0-9])\+(?=\s|$)")]
    private static partial Regex Sum();

    [GeneratedRegex(@"(?<![\w#*])#(?=[0-9])")]
    private static partial Regex NumberSign();

    [GeneratedRegex(@"(?<=^|[\s(""',])[*#](?=$|[\s)""',.!?:])", RegexOptions.Multiline)]
    private static partial Regex Key();

    [GeneratedRegex(@"[₪$€£]")]
    private static partial Regex CurrencySign();
}
