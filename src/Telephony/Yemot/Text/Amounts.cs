using System.Globalization;
using System.Text.RegularExpressions;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>Says times of day, ranges, sums of money, percentages and decimals.</summary>
internal static partial class Amounts
{
    /// <summary>A number with or without thousands separators and decimals, not inside a longer one.</summary>
    private const string Any = @"(?<![0-9])(?<![0-9][.,])(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])|[0-9]+)(?:\.[0-9]+)?";

    /// <summary>Replaces the amounts in a text.</summary>
    public static void Speak(SpokenDraft draft, SpokenWords words)
    {
        var text = draft.Text;
        if (text.Contains(':', StringComparison.Ordinal))
        {
            text = TimeRange().Replace(text, $" {words.To} ");
            text = Time().Replace(text, match => SayTime(match, words));
        }

        text = Range().Replace(text, match => SayRange(match, words));
        text = SignBefore().Replace(text, match => SayMoney(match, words));
        text = SignAfter().Replace(text, match => SayMoney(match, words));
        text = Percent().Replace(text, match => SayPercent(match, words));
        text = Thousands().Replace(text, match => match.Value.Replace(",", "", StringComparison.Ordinal));
        text = Below().Replace(text, $"{words.Minus} ");
        draft.Text = Decimals().Replace(text, match => SayDecimals(match.Value, words));
    }

    private static string SayTime(Match match, SpokenWords words)
    {
        var hour = int.Parse(match.Groups["h"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var minute = match.Groups["m"].Value;
        if (hour == 24 && minute == "00")
            return words.Midnight;
        var time = string.Create(CultureInfo.InvariantCulture, $"{hour % 24:D2}:{minute}");
        return match.Groups["s"].Success ? $"{time} {words.And}{match.Groups["s"].Value} {words.Seconds}" : time;
    }

    private static string SayRange(Match match, SpokenWords words)
    {
        var from = Value(match.Groups["a"].Value);
        var to = Value(match.Groups["b"].Value);
        var between = from < to ? $" {words.To} " : " ";
        return $"{match.Groups["a"].Value}{match.Groups["unit"].Value}{between}"
            + $"{match.Groups["sign"].Value}{match.Groups["b"].Value}";
    }

    private static string SayMoney(Match match, SpokenWords words)
    {
        if (words.Currency(match.Groups["sign"].Value) is not { } currency)
            return match.Value;
        var amount = match.Groups["n"].Value.Replace(",", "", StringComparison.Ordinal);
        var point = amount.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? amount : amount[..point]).TrimStart('0');
        var parts = point < 0 ? "" : amount[(point + 1)..];
        if (parts.Length > 2)
            return $"{SayDecimals(amount, words)} {currency.Many} ";

        var hundredths = parts.Length == 0
            ? 0
            : int.Parse(parts.PadRight(2, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
        var units = whole switch { "" => "", "1" => currency.One, _ => $"{whole} {currency.Many}" };
        var cents = hundredths switch { 0 => "", 1 => currency.OnePart, _ => $"{hundredths} {currency.ManyParts}" };
        return (units.Length, cents.Length) switch
        {
            (0, 0) => $"0 {currency.Many} ",
            (_, 0) => units + " ",
            (0, _) => cents + " ",
            _ => $"{units} {words.And}{cents} ",
        };
    }

    private static string SayPercent(Match match, SpokenWords words)
    {
        var number = match.Groups["n"].Value;
        return number == "1" ? $"{words.OnePercent} " : $"{number} {words.Percent} ";
    }

    private static string SayDecimals(string number, SpokenWords words) => string.Join(
        $" {words.Point} ",
        number.Split('.').Select((part, at) => at > 0 && part.Length > 1 && part[0] == '0'
            ? string.Join(' ', part.AsEnumerable())
            : part));

    private static double Value(string number) =>
        double.Parse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<=(?<![0-9:])[0-9]{1,2}:[0-5][0-9])\s?[-–]\s?(?=[0-9]{1,2}(?![0-9]))")]
    private static partial Regex TimeRange();

    [GeneratedRegex(@"(?<![0-9:])(?<h>[01]?[0-9]|2[0-4]):(?<m>[0-5][0-9])(?::(?<s>[0-5][0-9]))?(?!:?[0-9])")]
    private static partial Regex Time();

    [GeneratedRegex($@"(?<a>{Any})(?<unit>\s?[₪$€£%])?\s?[-–]\s?(?<sign>[₪$€£]\s?)?(?<b>{Any})")]
    private static partial Regex Range();

    [GeneratedRegex($@"(?<sign>[₪$€£])\s?(?<n>{Any})")]
    private static partial Regex SignBefore();

    [GeneratedRegex($@"(?<n>{Any})\s?(?<sign>[₪$€£]|[א-ת]{{1,6}}(?:""[א-ת])?(?![א-ת""'])|[A-Z]{{3}}(?![A-Za-z]))")]
    private static partial Regex SignAfter();

    [GeneratedRegex($@"(?<n>{Any})\s?%|%\s?(?<n>{Any})")]
    private static partial Regex Percent();

    [GeneratedRegex(@"(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"(?<=^|[\s(,])[-–](?=[0-9])")]
    private static partial Regex Below();

    [GeneratedRegex(@"[0-9]+(?:\.[0-9]+)+")]
    private static partial Regex Decimals();
}
