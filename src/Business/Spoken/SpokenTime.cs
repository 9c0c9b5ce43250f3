using System.Globalization;
using YemotAi.Business.Profiles;

namespace YemotAi.Business.Spoken;

/// <summary>
/// Times, durations, days and dates in Hebrew words for the ear. Words instead of digits and dashes: a voice reads
/// them in the right gender, and a prefix letter joins them without a dash.
/// </summary>
internal static class SpokenTime
{
    private static readonly PhraseBook Phrases = new("Spoken.Phrases.time.he.json");

    /// <summary>A time of day with its part of the day, such as "half past nine in the morning".</summary>
    /// <param name="time">Since midnight; from 24 hours on it is the next day's.</param>
    public static string Clock(TimeSpan time)
    {
        time = OfDay(time);
        return time == TimeSpan.Zero ? Phrases.Say("midnight") : WithPart(time);
    }

    /// <summary>From one time to another; the part of the day is said once if both have the same.</summary>
    public static string Range(OpeningInterval interval)
    {
        var (opens, closes) = (OfDay(interval.Opens), OfDay(interval.Closes));
        bool samePart = opens != TimeSpan.Zero && closes > opens && Part(opens) == Part(closes);
        return Phrases.Say("range", ("from", samePart ? Digitless(opens) : Clock(opens)), ("to", Clock(closes)));
    }

    /// <summary>Several stretches in a row.</summary>
    public static string Ranges(IReadOnlyList<OpeningInterval> intervals) => Phrases.List([.. intervals.Select(Range)]);

    /// <summary>A duration in whole minutes, at least one.</summary>
    public static string Duration(int minutes)
    {
        int hours = minutes / 60, rest = minutes % 60;
        if (hours == 0)
            return Minutes(Math.Max(1, rest));
        var spoken = hours switch
        {
            1 => Phrases.Say("one_hour"),
            2 => Phrases.Say("two_hours"),
            _ => Phrases.Say("hours", ("count", HebrewNumber.Feminine(hours))),
        };
        return rest switch
        {
            0 => spoken,
            15 => Phrases.Say("hours_quarter", ("hours", spoken)),
            30 => Phrases.Say("hours_half", ("hours", spoken)),
            _ => Phrases.Say("hours_minutes", ("hours", spoken), ("minutes", Minutes(rest))),
        };
    }

    /// <summary>
    /// How long something still takes, rounded down so that nobody comes too late: to five minutes, from an hour on to
    /// a quarter of an hour; with "about" where it was rounded.
    /// </summary>
    public static string Remaining(int minutes)
    {
        int rounded = minutes < 10 ? minutes : minutes < 60 ? minutes - (minutes % 5) : minutes - (minutes % 15);
        var spoken = Duration(rounded);
        return rounded == minutes ? spoken : Phrases.Say("about", ("duration", spoken));
    }

    /// <summary>A day of the week, such as "Sunday" with the Hebrew word for day.</summary>
    public static string Day(DayOfWeek day) => Phrases.Say($"day_{(int)day}");

    /// <summary>A date with its day of the week and without its year.</summary>
    public static string Date(DateOnly date) => Phrases.Say(
        "date",
        ("day", Day(date.DayOfWeek)),
        ("number", date.Day.ToString(CultureInfo.InvariantCulture)),
        ("month", Phrases.Say($"month_{date.Month}")));

    private static string Minutes(int minutes) => minutes switch
    {
        1 => Phrases.Say("one_minute"),
        2 => Phrases.Say("two_minutes"),
        15 => Phrases.Say("quarter_hour"),
        30 => Phrases.Say("half_hour"),
        _ => Phrases.Say("minutes", ("count", HebrewNumber.Feminine(minutes))),
    };

    private static string WithPart(TimeSpan time) =>
        Phrases.Say("with_part", ("clock", Digitless(time)), ("part", Phrases.Say($"part_{Part(time)}")));

    private static string Digitless(TimeSpan time)
    {
        if (time == TimeSpan.Zero)
            return Phrases.Say("midnight");
        var hour = ("hour", Hour(time.Hours));
        var minutes = ("minutes", HebrewNumber.Feminine(time.Minutes));
        return time.Minutes switch
        {
            0 => hour.Item2,
            5 => Phrases.Say("minute_5", hour),
            10 => Phrases.Say("minute_10", hour),
            15 => Phrases.Say("quarter", hour),
            30 => Phrases.Say("half", hour),
            45 => Phrases.Say("quarter_to", ("hour", Hour(time.Hours + 1))),
            20 or 40 or 50 => Phrases.Say("minute_tens", hour, minutes),
            _ => Phrases.Say("minute_other", hour, minutes),
        };
    }

    private static string Hour(int hour) => HebrewNumber.Feminine((hour + 11) % 12 + 1);

    private static string Part(TimeSpan time) => time.Hours switch
    {
        < 3 => "night_early",
        < 5 => "before_dawn",
        < 12 => "morning",
        < 14 => "noon",
        < 18 => "afternoon",
        < 22 => "evening",
        _ => "night",
    };

    private static TimeSpan OfDay(TimeSpan time) => time >= TimeSpan.FromDays(1) ? time - TimeSpan.FromDays(1) : time;
}
