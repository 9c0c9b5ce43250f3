using System.Globalization;
using YemotAi.Business.Search;

namespace YemotAi.Business.Answers;

/// <summary>Finds which dates a question names: today, Friday, the weekend, the 24th of September.</summary>
internal static class AskedDates
{
    private static readonly string[] Weekdays =
        ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>The dates, each once, in the order in which they were said.</summary>
    /// <param name="question">The question.</param>
    /// <param name="today">Today at the business; a weekday means its next date, and today counts.</param>
    public static IReadOnlyList<DateOnly> In(AskedQuestion question, DateOnly today)
    {
        var dates = new List<DateOnly>();
        for (int place = 0; place < question.Words.Count; place++)
        {
            var word = question.Words[place];
            if (word.Means("today"))
                Add(dates, today);
            if (word.Means("tomorrow"))
                Add(dates, today.AddDays(1));
            if (word.Means("day_after"))
                Add(dates, today.AddDays(2));
            if (word.Means("weekend"))
            {
                Add(dates, Next(DayOfWeek.Friday, today));
                Add(dates, Next(DayOfWeek.Saturday, today));
            }

            for (int day = 0; day < Weekdays.Length; day++)
            {
                if (word.Means(Weekdays[day]))
                    Add(dates, Next((DayOfWeek)day, today));
            }

            if (DayAndMonth(question.Words, place, today) is { } date)
                Add(dates, date);
        }

        return dates;
    }

    /// <summary>The month that a word names, with or without a prefix; 0 for none.</summary>
    public static int MonthOf(QuestionWord word)
    {
        foreach (var form in word.Forms)
        {
            if (Lexicon.Instance.MonthOf(form.Text) is > 0 and var month)
                return month;
        }

        return 0;
    }

    private static DateOnly Next(DayOfWeek day, DateOnly today) => today.AddDays((day - today.DayOfWeek + 7) % 7);

    private static DateOnly? DayAndMonth(IReadOnlyList<QuestionWord> words, int place, DateOnly today)
    {
        if (!int.TryParse(words[place].Text, NumberStyles.None, CultureInfo.InvariantCulture, out int day) || day is < 1 or > 31)
            return null;
        for (int next = place + 1; next <= place + 2 && next < words.Count; next++)
        {
            if (MonthOf(words[next]) is > 0 and var month)
                return NextDate(day, month, today);
        }

        return null;
    }

    private static DateOnly? NextDate(int day, int month, DateOnly today)
    {
        // Four years ahead there is a 29th of February again; a 30th never comes.
        for (int year = today.Year; year <= Math.Min(today.Year + 4, 9998); year++)
        {
            if (day <= DateTime.DaysInMonth(year, month) && new DateOnly(year, month, day) >= today)
                return new DateOnly(year, month, day);
        }

        return null;
    }

    private static void Add(List<DateOnly> dates, DateOnly date)
    {
        if (!dates.Contains(date))
            dates.Add(date);
    }
}
