using System.Globalization;

namespace YemotAi.Business.Profiles;

/// <summary>How hours and days are written in a business file.</summary>
internal static class HoursSyntax
{
    /// <summary>What may stand where hours are wanted, for messages.</summary>
    public const string Allowed =
        "allowed: closed, or times such as 09:00-19:00 or 09:00-13:00, 16:00-19:30 (24:00 is midnight at the end of "
        + "the day; an end before the beginning is on the next day)";

    /// <summary>What may stand where a day is wanted, for messages.</summary>
    public const string AllowedDays =
        "allowed: sunday, monday, tuesday, wednesday, thursday, friday, saturday, or a range such as sunday-thursday";

    private static readonly string[] Days =
        ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>The names of the days.</summary>
    public static IReadOnlyList<string> DayNames => Days;

    /// <summary>Reads a day or a range of days; a range may go over the end of the week. Null if it is neither.</summary>
    public static IReadOnlyList<DayOfWeek>? ParseDays(string text)
    {
        var ends = text.Split('-', StringSplitOptions.TrimEntries);
        if (ends.Length > 2)
            return null;
        int first = Array.IndexOf(Days, ends[0].ToLowerInvariant());
        int last = Array.IndexOf(Days, ends[^1].ToLowerInvariant());
        if (first < 0 || last < 0)
            return null;
        var days = new List<DayOfWeek>();
        for (int day = first; ; day = (day + 1) % 7)
        {
            days.Add((DayOfWeek)day);
            if (day == last)
                return days;
        }
    }

    /// <summary>Reads the hours of one day.</summary>
    /// <param name="text">As written.</param>
    /// <param name="intervals">In order, not overlapping; none for closed.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? ParseHours(string text, out IReadOnlyList<OpeningInterval> intervals)
    {
        intervals = [];
        if (text.Trim() is "closed" or "סגור")
            return null;
        var read = new List<OpeningInterval>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split(['-', '–', '־'], StringSplitOptions.TrimEntries);
            if (ends.Length != 2 || ParseTime(ends[0]) is not { } opens || ParseTime(ends[1]) is not { } closes)
                return $"\"{Shorten(part)}\" is no stretch of time; {Allowed}";
            if (opens == closes || opens == TimeSpan.FromHours(24))
                return $"\"{Shorten(part)}\" has no length; {Allowed}";
            if (closes < opens)
                closes += TimeSpan.FromHours(24);
            read.Add(new OpeningInterval(opens, closes));
            if (read.Count > BusinessFileLimits.IntervalsPerDay)
                return $"has too many stretches; at most {BusinessFileLimits.IntervalsPerDay} a day are allowed";
        }

        for (int i = 1; i < read.Count; i++)
        {
            if (read[i].Opens < read[i - 1].Closes)
                return "has stretches that overlap or are out of order; write them from morning to night";
        }

        intervals = read;
        return null;
    }

    private static TimeSpan? ParseTime(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 2 || parts[0].Length is 0 or > 2 || parts[1].Length != 2)
            return null;
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int hours)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minutes))
        {
            return null;
        }

        return hours < 24 && minutes < 60 || hours == 24 && minutes == 0 ? new TimeSpan(hours, minutes, 0) : null;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
