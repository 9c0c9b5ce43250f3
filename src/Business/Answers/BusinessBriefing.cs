using System.Globalization;
using YemotAi.Business.Profiles;
using YemotAi.Business.Spoken;

namespace YemotAi.Business.Answers;

/// <summary>
/// A business's file as compact text for a model. Times and dates are in digits, which a model reads best; it is told
/// elsewhere to speak them. Not in it: the number of the person to whom calls are handed, which callers are never told,
/// the greeting, which they have heard, and what concerns nobody but the program (minds, budget).
/// </summary>
internal static class BusinessBriefing
{
    /// <summary>The longest briefing, in characters: some five thousand tokens of Hebrew.</summary>
    public const int MaxCharacters = 16_000;

    // Special dates are a few words each; what is left out when they are very many are the farthest.
    private const int MaxCharactersOfExceptions = 3_000;

    private static readonly PhraseBook Phrases = new("Answers.Phrases.briefing.he.json");

    /// <summary>The text, in lines.</summary>
    public static string Of(BusinessProfile profile)
    {
        var lines = Basics(profile);
        if (profile.WeeklyHours is null)
        {
            lines.Add(Phrases.Say("hours_unknown"));
        }
        else
        {
            lines.AddRange([Phrases.Say("zone", ("zone", profile.TimeZone.Id)), Phrases.Say("hours"), .. Week(profile)]);
            AddExceptions(lines, profile.Exceptions);
        }

        // A long list of services leaves at least half of the room to the owner's own answers, if they need it.
        List<string> services = [.. profile.Services.Select(Service)];
        List<string> questions = [.. profile.Questions.Select(Question)];
        var room = MaxCharacters - Length(lines);
        var wanted = Length(questions) + Phrases.Say("questions").Length + 1;
        AddSection(lines, Phrases.Say("services"), services, Math.Max(room / 2, room - wanted));
        AddSection(lines, Phrases.Say("questions"), questions, MaxCharacters - Length(lines));
        return string.Join('\n', lines);
    }

    private static List<string> Basics(BusinessProfile profile)
    {
        var lines = new List<string>
        {
            profile.SpokenName == profile.Name
                ? Phrases.Say("name", ("name", profile.Name))
                : Phrases.Say("name_spoken", ("name", profile.Name), ("spoken", profile.SpokenName)),
        };
        AddText("description", profile.Description);
        AddText("instructions", profile.Instructions);
        AddText("address", profile.Address);
        AddText("arrival", profile.Arrival);
        AddText("parking", profile.Parking);
        if (profile.Phone.Length > 0)
            lines.Add(Phrases.Say("phone", ("number", profile.Phone)));
        lines.Add(Phrases.Say(profile.TransferTo.Length > 0 ? "transfer" : "no_transfer"));
        return lines;

        void AddText(string phrase, string text)
        {
            if (text.Length > 0)
                lines.Add(Phrases.Say(phrase, ("text", text)));
        }
    }

    private static IEnumerable<string> Week(BusinessProfile profile)
    {
        var groups = new List<(DayOfWeek First, DayOfWeek Last, string Hours)>();
        for (var day = DayOfWeek.Sunday; day <= DayOfWeek.Saturday; day++)
        {
            var hours = Hours(profile.WeeklyHours!.GetValueOrDefault(day, []));
            if (groups.Count > 0 && groups[^1].Hours == hours)
                groups[^1] = groups[^1] with { Last = day };
            else
                groups.Add((day, day, hours));
        }

        return groups.Select(group => Line(
            group.First == group.Last
                ? SpokenTime.Day(group.First)
                : Phrases.Say("days", ("first", SpokenTime.Day(group.First)), ("last", SpokenTime.Day(group.Last))),
            group.Hours));
    }

    private static void AddExceptions(List<string> lines, IReadOnlyList<OpeningException> exceptions)
    {
        var groups = new List<(OpeningException First, DateOnly Last)>();
        foreach (var special in exceptions)
        {
            if (groups.Count > 0 && groups[^1] is var (first, last) && last.AddDays(1) == special.Date
                && first.Reason == special.Reason && first.Intervals.SequenceEqual(special.Intervals))
            {
                groups[^1] = (first, special.Date);
            }
            else
            {
                groups.Add((special, special.Date));
            }
        }

        List<string> dates = [.. groups.Select(group => Exception(group.First, group.Last))];
        AddSection(lines, Phrases.Say("exceptions"), dates, MaxCharactersOfExceptions);
    }

    private static string Exception(OpeningException first, DateOnly last)
    {
        var dates = first.Date == last
            ? Date(last)
            : Phrases.Say("days", ("first", Date(first.Date)), ("last", Date(last)));
        return first.Reason.Length == 0
            ? Line(dates, Hours(first.Intervals))
            : Phrases.Say("line_reason", ("what", dates), ("value", Hours(first.Intervals)), ("reason", first.Reason));
    }

    private static string Service(ServiceOffer service)
    {
        List<string> parts = [service.Price is { } price ? SpokenOffer.Price(price) : Phrases.Say("price_unknown")];
        if (service.Duration is { } duration)
            parts.Add(Phrases.Say("duration", ("duration", SpokenOffer.Duration(duration))));
        if (service.Note.Length > 0)
            parts.Add(service.Note.TrimEnd('.'));
        if (service.Aliases.Count > 0)
            parts.Add(Phrases.Say("also", ("names", string.Join(", ", service.Aliases))));
        return Line(service.Name, string.Join("; ", parts));
    }

    // The other phrasings are for the search; a model understands the first.
    private static string Question(QuestionAndAnswer known) =>
        Phrases.Say("question", ("question", known.Phrasings[0]), ("answer", known.Answer));

    // Whole lines as long as they fit; that there is more is said, so that a model does not take the list for all.
    private static void AddSection(List<string> lines, string title, List<string> section, int most)
    {
        if (section.Count == 0)
            return;
        var cut = Phrases.Say("cut");
        var kept = new List<string> { title };
        foreach (var (line, i) in section.Select((line, i) => (line, i)))
        {
            var after = i + 1 < section.Count ? cut.Length + 1 : 0;
            if (Length(kept) + line.Length + 1 + after > most)
            {
                kept.Add(cut);
                break;
            }

            kept.Add(line);
        }

        if (Length(kept) <= most)
            lines.AddRange(kept);
    }

    private static string Hours(IReadOnlyList<OpeningInterval> intervals) => intervals.Count == 0
        ? Phrases.Say("closed")
        : string.Join(", ", intervals.Select(interval => interval.Closes <= TimeSpan.FromHours(24)
            ? $"{Clock(interval.Opens)}-{Clock(interval.Closes)}"
            : Phrases.Say("next_day", ("from", Clock(interval.Opens)), ("to", Clock(interval.Closes - TimeSpan.FromHours(24))))));

    private static string Clock(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}");

    private static string Date(DateOnly date) => Phrases.Say(
        "dated", ("date", date.ToString("d.M.yyyy", CultureInfo.InvariantCulture)), ("day", SpokenTime.Day(date.DayOfWeek)));

    private static string Line(string what, string value) => Phrases.Say("line", ("what", what), ("value", value));

    private static int Length(List<string> lines) => lines.Sum(line => line.Length + 1);
}
