using YemotAi.Business.Profiles;
using YemotAi.Business.Spoken;

namespace YemotAi.Business.Hours;

/// <summary>Opening hours in spoken Hebrew, as whole sentences.</summary>
/// <param name="hours">The hours to speak of.</param>
public sealed class SpokenHours(OpeningHours hours)
{
    // Within so many minutes of closing the time left is worth a word; earlier it only makes the sentence longer.
    private const int LeftMinutes = 180;

    // How many days ahead a special date is mentioned with the regular week.
    private const int NoticeDays = 7;

    private static readonly PhraseBook Phrases = new("Hours.Phrases.hours.he.json");

    /// <summary>Whether it is open at this instant, until when, or when it opens.</summary>
    public string Now(DateTimeOffset now)
    {
        var status = hours.At(now);
        if (!status.IsOpen)
        {
            return WithReason(now, status.OpensAt is { } opens
                ? Phrases.Say("now_closed_opens_full", ("when", When(opens, now)))
                : Phrases.Say("now_closed"));
        }

        if (status.ClosesAt is not { } closes)
            return Phrases.Say("now_open_always");
        return Left(closes, now) is { } left
            ? Phrases.Say("now_open_left", ("clock", SpokenTime.Clock(closes.TimeOfDay)), ("left", left))
            : Phrases.Say("now_open_until", ("clock", SpokenTime.Clock(closes.TimeOfDay)));
    }

    /// <summary>The hours of a date; for today also what holds at this instant.</summary>
    public string On(DateOnly date, DateTimeOffset now)
    {
        var today = hours.DateAt(now);
        var said = Sentence(Name(date, today), hours.On(date), hours.ExceptionOn(date)?.Reason ?? "");
        return date == today ? Join(said, Rest(now)) : said;
    }

    /// <summary>The regular week in as few words as it takes, and what is special in the coming days.</summary>
    public string Week(DateTimeOffset now) => Join(RegularWeek(), Notices(now));

    /// <summary>Until when it is open today.</summary>
    public string Closing(DateTimeOffset now)
    {
        var status = hours.At(now);
        var today = hours.DateAt(now);
        if (status is { IsOpen: true, ClosesAt: { } closes })
        {
            // With a break in the middle of the day one closing time would be half of the truth.
            if (hours.On(today).Count > 1 && hours.DateAt(closes) == today)
                return On(today, now);
            var clock = ("clock", SpokenTime.Clock(closes.TimeOfDay));
            return Left(closes, now) is { } left
                ? Phrases.Say("closing_today_left", clock, ("left", left))
                : Phrases.Say("closing_today", clock);
        }

        if (status.IsOpen)
            return Phrases.Say("now_open_always");
        if (status.OpensAt is { } opens && hours.DateAt(opens) == today)
            return On(today, now);
        return Closed(status, now, "closing_over");
    }

    /// <summary>When it opens next.</summary>
    public string Opening(DateTimeOffset now)
    {
        var status = hours.At(now);
        if (!status.IsOpen)
            return Closed(status, now, "opens_next");
        return status.ClosesAt is { } closes
            ? Phrases.Say("already_open_until", ("clock", SpokenTime.Clock(closes.TimeOfDay)))
            : Phrases.Say("now_open_always");
    }

    private string Closed(OpeningStatus status, DateTimeOffset now, string phrase) => WithReason(now, status.OpensAt is { } opens
        ? Phrases.Say(phrase, ("when", When(opens, now)))
        : Phrases.Say("no_opening"));

    private string Rest(DateTimeOffset now)
    {
        var status = hours.At(now);
        if (!status.IsOpen)
        {
            return status.OpensAt is { } opens
                ? Phrases.Say("now_closed_opens", ("when", When(opens, now)))
                : "";
        }

        return status.ClosesAt is { } closes && Left(closes, now) is { } left
            ? Phrases.Say("today_open_left", ("left", left))
            : Phrases.Say("today_open");
    }

    private string WithReason(DateTimeOffset now, string said)
    {
        var today = hours.DateAt(now);
        return hours.ExceptionOn(today) is { Intervals.Count: 0, Reason.Length: > 0 } special
            ? Join(Sentence(Name(today, today), [], special.Reason), said)
            : said;
    }

    private static string? Left(DateTimeOffset closes, DateTimeOffset now)
    {
        int minutes = (int)(closes - now).TotalMinutes;
        return minutes is >= 1 and <= LeftMinutes ? SpokenTime.Remaining(minutes) : null;
    }

    private string When(DateTimeOffset instant, DateTimeOffset now)
    {
        var date = DateOnly.FromDateTime(instant.DateTime);
        var clock = ("clock", SpokenTime.Clock(instant.TimeOfDay));
        return (date.DayNumber - hours.DateAt(now).DayNumber) switch
        {
            0 => Phrases.Say("at_clock_today", clock),
            1 => Phrases.Say("at_clock_tomorrow", ("day", SpokenTime.Day(date.DayOfWeek)), clock),
            < 7 => Phrases.Say("at_clock_day", ("day", SpokenTime.Day(date.DayOfWeek)), clock),
            _ => Phrases.Say("at_clock_date", ("date", SpokenTime.Date(date)), clock),
        };
    }

    private static string Name(DateOnly date, DateOnly today) => (date.DayNumber - today.DayNumber) switch
    {
        0 => Phrases.Say("today", ("day", SpokenTime.Day(date.DayOfWeek))),
        1 => Phrases.Say("tomorrow", ("day", SpokenTime.Day(date.DayOfWeek))),
        > 1 and < 7 => Phrases.Say("on_day", ("day", SpokenTime.Day(date.DayOfWeek))),
        _ => Phrases.Say("on_date", ("date", SpokenTime.Date(date))),
    };

    private static string Sentence(string when, IReadOnlyList<OpeningInterval> intervals, string reason)
    {
        var ranges = ("ranges", SpokenTime.Ranges(intervals));
        return (intervals.Count > 0, reason.Length > 0) switch
        {
            (true, false) => Phrases.Say("open_on", ("when", when), ranges),
            (true, true) => Phrases.Say("open_on_reason", ("when", when), ranges, ("reason", reason)),
            (false, false) => Phrases.Say("closed_on", ("when", when)),
            (false, true) => Phrases.Say("closed_on_reason", ("when", when), ("reason", reason)),
        };
    }

    private string RegularWeek()
    {
        var groups = new List<(DayOfWeek First, DayOfWeek Last, IReadOnlyList<OpeningInterval> Hours)>();
        for (var day = DayOfWeek.Sunday; day <= DayOfWeek.Saturday; day++)
        {
            var intervals = hours.OnRegular(day);
            if (groups.Count > 0 && groups[^1].Hours.SequenceEqual(intervals))
                groups[^1] = groups[^1] with { Last = day };
            else
                groups.Add((day, day, intervals));
        }

        if (groups.Count == 1)
        {
            return groups[0].Hours.Count == 0
                ? Phrases.Say("week_always_closed")
                : Phrases.Say("week_every_day", ("ranges", SpokenTime.Ranges(groups[0].Hours)));
        }

        var parts = groups.Select(group => group.Hours.Count > 0
            ? Phrases.Say("week_open", ("days", Days(group.First, group.Last)), ("ranges", SpokenTime.Ranges(group.Hours)))
            : Phrases.Say("week_closed", ("days", Days(group.First, group.Last))));
        return Phrases.Say("week", ("days", Phrases.List([.. parts])));
    }

    private static string Days(DayOfWeek first, DayOfWeek last)
    {
        if (first == last)
            return Phrases.Say("week_one", ("day", SpokenTime.Day(first)));
        return Phrases.Say(
            last - first == 1 ? "week_two" : "week_range",
            ("first", SpokenTime.Day(first)),
            ("last", SpokenTime.Day(last)));
    }

    private string Notices(DateTimeOffset now)
    {
        var today = hours.DateAt(now);
        var notices = hours.Exceptions
            .Where(special => special.Date >= today && special.Date.DayNumber <= today.DayNumber + NoticeDays)
            .Take(3)
            .Select(special => Phrases.Say(
                special.Intervals.Count > 0 ? "note_open" : "note_closed",
                ("date", SpokenTime.Date(special.Date)),
                ("ranges", SpokenTime.Ranges(special.Intervals)),
                ("because", special.Reason.Length > 0 ? Phrases.Say("because", ("reason", special.Reason)) : "")));
        return string.Join(' ', notices);
    }

    private static string Join(string first, string second) => second.Length == 0 ? first : $"{first} {second}";
}
