using System.Globalization;
using YamlDotNet.RepresentationModel;
using YemotAi.Business.Search;
using YemotAi.Calls.Voice;

namespace YemotAi.Business.Profiles;

/// <summary>Reads the map of one business file into a profile and notes everything that is wrong on the way.</summary>
internal sealed class ProfileReader(FileProblems problems)
{
    /// <summary>Reads all; the result is of use only if no problem was noted.</summary>
    /// <param name="root">The file's map.</param>
    /// <param name="defaultId">The id when the file gives none: the file's name.</param>
    public BusinessProfile Read(YamlMappingNode root, string defaultId)
    {
        var map = new YamlMap(root, "", problems);
        var name = map.Text("name", BusinessFileLimits.NameCharacters, required: true);
        var spoken = map.Text("spoken_name", BusinessFileLimits.NameCharacters);
        var turns = map.Map("turns", "how spoken calls are led");
        var profile = new BusinessProfile
        {
            Id = Id(map, defaultId),
            Name = name,
            SpokenName = spoken.Length > 0 ? spoken : name,
            Description = map.Text("description", BusinessFileLimits.TextCharacters),
            Greeting = map.Text("greeting", BusinessFileLimits.TextCharacters),
            TimeZone = TimeZone(map),
            WeeklyHours = WeeklyHours(map),
            Exceptions = Exceptions(map),
            Address = map.Text("address", BusinessFileLimits.TextCharacters),
            Arrival = map.Text("arrival", BusinessFileLimits.TextCharacters),
            Parking = map.Text("parking", BusinessFileLimits.TextCharacters),
            Phone = Number(map, "phone"),
            TransferTo = Number(map, "transfer_to"),
            Minds = Minds(map),
            DailyBudget = Value(map, "daily_budget", OfferSyntax.ParseBudget, "is no sum of money", OfferSyntax.AllowedBudgets),
            Instructions = map.Text("instructions", BusinessFileLimits.InstructionsCharacters),
            Turns = Turns(turns),
            ThinkingTexts = turns?.Texts("thinking_text", BusinessFileLimits.Phrasings, BusinessFileLimits.QuestionCharacters) ?? [],
            Services = [.. map.Maps("services", BusinessFileLimits.Services, "services").Select(Service)],
            Questions = [.. map.Maps("questions", BusinessFileLimits.Questions, "questions").Select(Question)],
        };
        turns?.Finish();
        map.Finish();
        if (profile.WeeklyHours is null && profile.Exceptions.Count > 0)
            problems.Add(root, "exceptions", "is there without hours; write the regular week under hours");
        return profile;
    }

    private string Id(YamlMap map, string defaultId)
    {
        const string allowed = "allowed: 1 to 64 of a-z, 0-9, - and _, beginning with a letter or a digit";
        var node = map.Take("id");
        var id = node is YamlScalarNode { Value: { } written } ? written : defaultId;
        bool good = id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')
            && char.IsAsciiLetterOrDigit(id[0]);
        if (node is not null && (!good || node is not YamlScalarNode))
            problems.Add(node, "id", $"is no id; {allowed}");
        else if (!good)
            problems.Add(map.Node, "id", $"is missing, and the file's name cannot be the id; {allowed}");
        return id;
    }

    private TimeZoneInfo TimeZone(YamlMap map)
    {
        var node = map.Take("time_zone");
        var id = node is YamlScalarNode { Value: { } written } ? written : "Asia/Jerusalem";
        if (id.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            return zone;
        problems.Add(node ?? map.Node, "time_zone", "is no known time zone; allowed: names such as Asia/Jerusalem or Europe/London");
        return TimeZoneInfo.Utc;
    }

    private Dictionary<DayOfWeek, IReadOnlyList<OpeningInterval>>? WeeklyHours(YamlMap map)
    {
        var node = map.Take("hours");
        if (node is null)
            return null;
        var week = new Dictionary<DayOfWeek, IReadOnlyList<OpeningInterval>>();
        if (node is not YamlMappingNode days)
        {
            problems.Add(node, "hours", $"must be a map of days; {HoursSyntax.AllowedDays}");
            return week;
        }

        foreach (var (key, value) in days.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            var way = $"hours.{(name.Length <= 40 ? name : name[..40])}";
            if (HoursSyntax.ParseDays(name) is not { } named)
            {
                var nearest = NearestKey.Of(name, HoursSyntax.DayNames);
                problems.Add(key, way, "is no day" + (nearest is null ? "; " : $"; did you mean \"{nearest}\"? ") + HoursSyntax.AllowedDays);
                continue;
            }

            var hours = Hours(value, way);
            foreach (var day in named)
            {
                if (!week.TryAdd(day, hours))
                    problems.Add(key, way, $"gives hours for {day.ToString().ToLowerInvariant()}, which has hours already; each day once");
            }
        }

        return week;
    }

    private IReadOnlyList<OpeningInterval> Hours(YamlNode node, string way)
    {
        var text = node switch
        {
            YamlScalarNode { Value: { } one } => one,
            YamlSequenceNode list when list.Children.All(c => c is YamlScalarNode) =>
                string.Join(',', list.Children.Select(c => ((YamlScalarNode)c).Value)),
            _ => "",
        };
        if (HoursSyntax.ParseHours(text, out var intervals) is { } wrong)
            problems.Add(node, way, wrong);
        return intervals;
    }

    private List<OpeningException> Exceptions(YamlMap map)
    {
        var dates = new SortedDictionary<DateOnly, OpeningException>();
        foreach (var entry in map.Maps("exceptions", BusinessFileLimits.ExceptionDates, "exceptions"))
        {
            var first = Date(entry, "date", required: true);
            var last = Date(entry, "until", required: false) ?? first;
            var reason = entry.Text("reason", BusinessFileLimits.NameCharacters);
            var hoursNode = entry.Take("hours");
            if (hoursNode is null)
                problems.Add(entry.Node, entry.PathOf("hours"), $"is missing; {HoursSyntax.Allowed}");
            var hours = hoursNode is null ? [] : Hours(hoursNode, entry.PathOf("hours"));
            entry.Finish();
            if (first is not { } from || last is not { } to)
                continue;
            if (to < from || to.DayNumber - from.DayNumber > 366)
            {
                problems.Add(entry.Node, entry.PathOf("until"), "must be on or after date, and at most a year later");
                continue;
            }

            for (var date = from; date <= to; date = date.AddDays(1))
            {
                if (dates.Count >= BusinessFileLimits.ExceptionDates)
                {
                    problems.Add(entry.Node, "exceptions", $"name more than {BusinessFileLimits.ExceptionDates} dates");
                    return [];
                }

                if (!dates.TryAdd(date, new OpeningException(date, hours, reason)))
                    problems.Add(entry.Node, entry.PathOf("date"), $"names {date:yyyy-MM-dd}, which another exception has already");
            }
        }

        return [.. dates.Values];
    }

    private DateOnly? Date(YamlMap entry, string key, bool required)
    {
        const string allowed = "allowed: a date such as 2026-09-21";
        var node = entry.Take(key);
        if (node is null)
        {
            if (required)
                problems.Add(entry.Node, entry.PathOf(key), $"is missing; {allowed}");
            return null;
        }

        if (node is YamlScalarNode { Value: { } text }
            && DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 2000 and <= 2200)
        {
            return date;
        }

        problems.Add(node, entry.PathOf(key), $"is no date; {allowed}");
        return null;
    }

    private string Number(YamlMap map, string key)
    {
        var node = map.Take(key);
        if (node is null)
            return "";
        if (node is YamlScalarNode { Value: { } text } && OfferSyntax.ParseNumber(text) is { } number)
            return number;
        problems.Add(node, key, $"is no telephone number; {OfferSyntax.AllowedNumbers}");
        return "";
    }

    private IReadOnlyList<string> Minds(YamlMap map)
    {
        var node = map.Take("minds");
        var names = map.Texts("minds", BusinessFileLimits.Minds, BusinessFileLimits.MindCharacters);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
                problems.Add(node!, "minds", $"names \"{name}\", which is no name of a mind; allowed: names from the settings, of letters, digits, -, _ and .");
            else if (!seen.Add(name))
                problems.Add(node!, "minds", $"names \"{name}\" twice; each mind once, in the order in which they are tried");
        }

        return names;
    }

    private List<KeyValuePair<VoiceMannerSetting, double>> Turns(YamlMap? map)
    {
        var turns = new List<KeyValuePair<VoiceMannerSetting, double>>();
        if (map is null) return turns;
        foreach (var setting in VoiceMannerSetting.All)
        {
            if (Value(map, setting.Name.ToLowerInvariant(), setting.Read, "does not fit", $"allowed: {setting.Allowed}") is { } value)
                turns.Add(KeyValuePair.Create(setting, value));
        }

        return turns;
    }

    private ServiceOffer Service(YamlMap entry)
    {
        var service = new ServiceOffer
        {
            Name = entry.Text("name", BusinessFileLimits.NameCharacters, required: true),
            Aliases = entry.Texts("aliases", BusinessFileLimits.Phrasings, BusinessFileLimits.NameCharacters),
            Price = Value(entry, "price", OfferSyntax.ParsePrice, "is no price", OfferSyntax.AllowedPrices),
            Duration = Value(entry, "duration", OfferSyntax.ParseDuration, "is no duration", OfferSyntax.AllowedDurations),
            Note = entry.Text("note", BusinessFileLimits.TextCharacters),
        };
        entry.Finish();
        return service;
    }

    private T? Value<T>(YamlMap entry, string key, Func<string, T?> parse, string wrong, string allowed)
        where T : struct
    {
        var node = entry.Take(key);
        if (node is null)
            return null;
        var value = node is YamlScalarNode { Value: { } text } ? parse(text) : null;
        if (value is null)
            problems.Add(node, entry.PathOf(key), $"{wrong}; {allowed}");
        return value;
    }

    private readonly Dictionary<string, string> _asked = new(StringComparer.Ordinal);

    private QuestionAndAnswer Question(YamlMap entry)
    {
        var phrasings = new List<string> { entry.Text("question", BusinessFileLimits.QuestionCharacters, required: true) };
        phrasings.AddRange(entry.Texts("also", BusinessFileLimits.Phrasings, BusinessFileLimits.QuestionCharacters));
        var answer = entry.Text("answer", BusinessFileLimits.TextCharacters, required: true);
        var topic = entry.Text("topic", BusinessFileLimits.NameCharacters);
        entry.Finish();
        foreach (var phrasing in phrasings)
        {
            // One question with two answers would leave it to chance which of them a caller hears.
            var words = string.Join(' ', HebrewTokenizer.Words(phrasing));
            if (words.Length > 0 && !_asked.TryAdd(words, entry.PathOf("question")))
                problems.Add(entry.Node, entry.PathOf("question"), $"asks \"{phrasing}\", which {_asked[words]} asks already; each phrasing once");
        }

        return new QuestionAndAnswer(phrasings, answer, topic);
    }
}
