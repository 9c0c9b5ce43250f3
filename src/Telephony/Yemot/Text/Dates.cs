using System.Globalization;
using System.Text.RegularExpressions;
using YemotAi.Telephony.Yemot.Answers;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>
/// Makes date items of whole dates, day first as in Israel, and says days of a year with the month's name. What is no
/// possible date is left alone.
/// </summary>
internal static partial class Dates
{
    // Of a year in two digits only these are taken, so that a version such as 1.2.10 is no date.
    private const int FirstShortYear = 20, LastShortYear = 49;

    private const int FirstYear = 1900, LastYear = 2199;

    // 29 February is a day of some year.
    private const int LeapYear = 2000;

    /// <summary>Replaces the dates in a text.</summary>
    public static void Speak(SpokenDraft draft, SpokenWords words)
    {
        var text = YearFirst().Replace(draft.Text, match => Whole(match, draft));
        text = DayFirst().Replace(text, match => Whole(match, draft));
        text = WithHyphens().Replace(text, match => Whole(match, draft));
        if (text.Contains('/', StringComparison.Ordinal))
        {
            text = HouseOrScore().Replace(text, match => TakeApart(match, words));
            text = Fraction().Replace(text, match => SayFraction(match, words));
            text = TwoDaysOfYear().Replace(text, match => SayRange(match, words));
            text = DaysOfMonth().Replace(text, match => SayRange(match, words));
            text = DayOfYear().Replace(text, match => Say(match, "d", "m", words) ?? match.Value);
        }

        text = DayAfterCue().Replace(text, match => AfterCue(match, words));
        text = WeekDays().Replace(text, match => SayWeekDays(match, words));
        draft.Text = BetweenItems().Replace(text, $" {words.To} ");
    }

    private static string Whole(Match match, SpokenDraft draft)
    {
        var year = Number(match, "y");
        if (match.Groups["y"].Length == 2)
            year = year is >= FirstShortYear and <= LastShortYear ? 2000 + year : 0;
        return year is >= FirstYear and <= LastYear && IsDay(year, Number(match, "m"), Number(match, "d"))
            ? draft.Hold(PromptItem.Date(new DateOnly(year, Number(match, "m"), Number(match, "d"))))
            : match.Value;
    }

    private static string TakeApart(Match match, SpokenWords words) =>
        match.Groups["word"].Captures.Any(word => words.SlashCues.Contains(word.Value))
            ? $"{match.Groups["before"].Value}{match.Groups["a"].Value}, {match.Groups["b"].Value}"
            : match.Value;

    private static string SayFraction(Match match, SpokenWords words)
    {
        if (!words.Fractions.TryGetValue(match.Groups["f"].Value, out var fraction))
            return match.Value;
        return match.Groups["n"].Success ? $"{match.Groups["n"].Value} {words.JoinedAnd}{fraction}" : fraction;
    }

    private static string SayRange(Match match, SpokenWords words)
    {
        var last = Say(match, "d2", "m2", words);
        if (last is null)
            return match.Value;
        if (!match.Groups["m"].Success)
            return $"{Number(match, "d")} {words.To} {last}";
        return Say(match, "d", "m", words) is { } first ? $"{first} {words.To} {last}" : match.Value;
    }

    private static string AfterCue(Match match, SpokenWords words) =>
        words.DateCues.Contains(match.Groups["cue"].Value) && Say(match, "d", "m", words) is { } said
            ? $"{match.Groups["before"].Value}{said}"
            : match.Value;

    private static string SayWeekDays(Match match, SpokenWords words) =>
        match.Groups["mark"].Success || words.DayCues.Contains(match.Groups["cue"].Value)
            ? $"{match.Groups["before"].Value}{match.Groups["a"].Value} {words.To} {match.Groups["b"].Value}"
            : match.Value;

    private static string? Say(Match match, string day, string month, SpokenWords words) =>
        IsDay(LeapYear, Number(match, month), Number(match, day))
            ? $"{Number(match, day)} {words.Months[Number(match, month) - 1]}"
            : null;

    private static bool IsDay(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\d/.-])(?<y>[0-9]{4})-(?<m>[0-9]{2})-(?<d>[0-9]{2})(?![\d/]|[.-]\d)")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"(?<![\d/.])(?<d>[0-9]{1,2})(?<s>[./])(?<m>[0-9]{1,2})\k<s>(?<y>[0-9]{4}|[0-9]{2})(?![\d/]|\.\d)")]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"(?<![\d/.-])(?<d>[0-9]{1,2})-(?<m>[0-9]{1,2})-(?<y>[0-9]{4}|[0-9]{2})(?![\d/]|[.-]\d)")]
    private static partial Regex WithHyphens();

    [GeneratedRegex(@"(?<![א-ת""'])(?<before>(?:(?<word>[א-ת][א-ת""']{0,15}):?[ ]){1,4})(?<a>[0-9]{1,3})/(?<b>[0-9]{1,3})(?![\d/]|\.\d)")]
    private static partial Regex HouseOrScore();

    [GeneratedRegex(@"(?<![\d/.,:]|[א-ת]-)(?:(?<n>[0-9]{1,6}) )?(?<![\d/.,:-])(?<f>[0-9]/[0-9])(?![\d/]|\.\d)")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"(?<![\d/.,:])(?<d>[0-9]{1,2})/(?<m>[0-9]{1,2})\s?[-–]\s?(?<d2>[0-9]{1,2})/(?<m2>[0-9]{1,2})(?![\d/]|\.\d)")]
    private static partial Regex TwoDaysOfYear();

    [GeneratedRegex(@"(?<![\d/.,:])(?<d>[0-9]{1,2})\s?[-–]\s?(?<d2>[0-9]{1,2})/(?<m2>[0-9]{1,2})(?![\d/]|\.\d)")]
    private static partial Regex DaysOfMonth();

    [GeneratedRegex(@"(?<![\d/.,:])(?<d>[0-9]{1,2})/(?<m>[0-9]{1,2})(?![\d/]|\.\d)")]
    private static partial Regex DayOfYear();

    [GeneratedRegex(@"(?<![א-ת""'])(?<before>(?<cue>[א-ת]{2,8}) (?:[א-ת]-?)?)(?<d>[0-9]{1,2})\.(?<m>[0-9]{1,2})(?![\d/:]|\.\d)")]
    private static partial Regex DayAfterCue();

    [GeneratedRegex(@"(?<before>(?:(?<![א-ת])(?<cue>[א-ת]{2,8}) )?)(?<![א-ת""'])(?<a>[א-ת])(?<mark>')?\s?[-–]\s?(?<b>[א-ת])'?(?![א-ת""'])")]
    private static partial Regex WeekDays();

    [GeneratedRegex(@"(?<=[\uE100-\uF8FF])\s?[-–]\s?(?=[\uE100-\uF8FF])")]
    private static partial Regex BetweenItems();
}
