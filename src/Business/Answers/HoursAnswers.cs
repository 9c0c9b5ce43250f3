using YemotAi.Business.Hours;
using YemotAi.Business.Profiles;
using YemotAi.Business.Search;
using YemotAi.Calls.Minds;

namespace YemotAi.Business.Answers;

/// <summary>Answers when the business is open, computed at the moment of asking.</summary>
internal sealed class HoursAnswers : IAnswerSource
{
    private const double Asked = 0.92;
    private const double WhenOnly = 0.8;
    private const double DayOnly = 0.6;

    // Dates in one answer.
    private const int MostDates = 3;

    private static readonly HashSet<string> Core = ["hours", "open", "opens", "close", "until_when"];

    private static readonly HashSet<string> Days =
    [
        "today", "tomorrow", "day_after", "weekend",
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    ];

    private static readonly HashSet<string> Family =
        [.. Core, .. Days, "when", "hour", "now", "week", "part_of_day", "day_word"];

    private readonly OpeningHours _hours;
    private readonly SpokenHours _spoken;
    private readonly List<(OpeningException Special, List<QuestionWord> Reason)> _specials;

    /// <summary>For a profile that has hours.</summary>
    public HoursAnswers(BusinessProfile profile)
    {
        _hours = new OpeningHours(profile);
        _spoken = new SpokenHours(_hours);
        _specials = [.. profile.Exceptions.Select(special => (special, QuestionReader.Fact(special.Reason)))];
    }

    /// <inheritdoc/>
    public KnownAnswer? Find(AskedQuestion question)
    {
        var today = _hours.DateAt(question.Now);
        if (today.Year is < 2 or > 9990)
            return null;
        var dates = AskedDates.In(question, today);
        var (specials, special) = Specials(question, today);
        double strength = Strength(question, dates.Count + specials.Count > 0);
        if (strength == 0)
            return null;
        double explained = question.Explained((place, word) => special[place]
            || word.MeansAny(Family) || IsTimeOfDay(word) || AskedDates.MonthOf(word) > 0 ? 1 : 0);

        // A holiday that the owner gave no hours for is no ordinary day: nothing is known of it.
        if (question.Has("holiday") && specials.Count == 0)
            return null;
        return new KnownAnswer(Say(question, specials.Count > 0 ? specials : dates, today), strength * explained);
    }

    private static double Strength(AskedQuestion question, bool hasDates)
    {
        // "How many work there" is not "when do they work"; "at what hour" has its hour with it.
        if (question.Has("how_much") && !question.Has("hour") && !question.Has("until_when"))
            return 0;
        if (question.HasAny(Core))
            return Asked;
        if (question.Has("when") && hasDates)
            return WhenOnly;
        
        // A day alone ("and on Friday?") asks for its hours; today alone may ask for anything.
        return hasDates && !question.Has("today")
            && question.Words.All(word => word.IsStop || word.MeansAny(Family) || word.Means("holiday")) ? DayOnly : 0;
    }

    private string Say(AskedQuestion question, IReadOnlyList<DateOnly> dates, DateOnly today)
    {
        var now = question.Now;
        bool closing = question.Has("until_when") || (question.Has("close") && question.Has("when"));
        if (question.Has("now"))
            return _spoken.Now(now);
        if (dates.Count == 1 && dates[0] == today && closing)
            return _spoken.Closing(now);
        if (dates.Count > 0)
            return string.Join(' ', dates.Take(MostDates).Select(date => _spoken.On(date, now)));
        if (question.Has("week") || question.Has("part_of_day"))
            return _spoken.Week(now);
        if (closing)
            return _spoken.Closing(now);
        if (question.Has("opens"))
            return _spoken.Opening(now);
        return question.Has("hours") || question.Has("when") || question.Has("hour") ? _spoken.Week(now) : _spoken.Now(now);
    }

    // The coming dates whose reason the question names, and which words of the question name it.
    private (List<DateOnly> Dates, bool[] Places) Specials(AskedQuestion question, DateOnly today)
    {
        var dates = new List<DateOnly>();
        var named = new bool[question.Words.Count];
        int most = 0;
        foreach (var (special, reason) in _specials)
        {
            if (special.Date < today)
                continue;
            var places = new bool[question.Words.Count];
            for (int place = 0; place < places.Length; place++)
                places[place] = reason.Exists(word => IsSame(word, question.Words[place]));
            bool names = Enumerable.Range(0, places.Length).Any(place => places[place] && !question.Words[place].MeansAny(Family));
            int count = places.Count(place => place);
            if (!names || count < most)
                continue;
            if (count > most)
                dates.Clear();
            most = count;
            named = places;
            dates.Add(special.Date);
        }

        return (dates, named);
    }

    private static bool IsSame(QuestionWord reason, QuestionWord asked)
    {
        if (reason.IsStop || asked.IsStop)
            return false;
        foreach (var form in asked.Forms)
        {
            if (form.Weight >= 0.85 && reason.Forms.Exists(other => other.Weight >= 0.85 && other.Text == form.Text))
                return true;
        }

        return false;
    }

    private static bool IsTimeOfDay(QuestionWord word)
    {
        if (word.Text.Length <= 2 && char.IsAsciiDigit(word.Text[0]))
            return true;
        foreach (var form in word.Forms)
        {
            if (Lexicon.Instance.IsHourWord(form.Text))
                return true;
        }

        return false;
    }
}
