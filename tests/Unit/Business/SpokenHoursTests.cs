using System.Globalization;
using Xunit;
using YemotAi.Business.Hours;
using YemotAi.Business.Profiles;
using YemotAi.Business.Spoken;

namespace YemotAi.Unit.Business;

/// <summary>How hours sound in Hebrew.</summary>
public sealed class SpokenHoursTests
{
    private static readonly SpokenHours Hours = new(new OpeningHours(ExampleBusiness.Profile));

    public static TheoryData<string, string, string> Sentences()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var fields in ExampleBusiness.Lines("Business/Data/spoken_hours.he.tsv").Select(line => line.Split('\t')))
            data.Add(fields[0], fields[1], fields[2]);
        return data;
    }

    public static TheoryData<string, string> Times()
    {
        var data = new TheoryData<string, string>();
        foreach (var fields in ExampleBusiness.Lines("Business/Data/spoken_times.he.tsv").Select(line => line.Split('\t')))
            data.Add(fields[0], fields[1]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Hours_are_said_as_a_person_says_them(string what, string instant, string expected)
    {
        var now = Local(instant);
        Assert.Equal(expected, what switch
        {
            "now" => Hours.Now(now),
            "today" => Hours.On(DateOnly.FromDateTime(now.DateTime), now),
            "closing" => Hours.Closing(now),
            "opening" => Hours.Opening(now),
            "week" => Hours.Week(now),
            _ => throw new InvalidOperationException(what),
        });
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Times_are_words_in_the_feminine(string written, string expected)
    {
        Assert.Null(HoursSyntax.ParseHours(written, out var intervals));
        Assert.Equal(expected, SpokenTime.Ranges(intervals));
    }

    [Fact]
    public void The_week_tells_of_a_holiday_in_the_coming_days()
    {
        var said = Hours.Week(Local("2026-09-17 10:00"));
        Assert.Contains("שימו לב, ביום שני, 21 בספטמבר, סגור בגלל יום כיפור.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("סוכות", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_minute_of_the_day_is_said_without_digits_and_dashes()
    {
        for (int minute = 0; minute < 24 * 60; minute++)
        {
            var said = SpokenTime.Clock(TimeSpan.FromMinutes(minute));
            Assert.All(said, c => Assert.True(c is ' ' or (>= 'א' and <= 'ת'), said));
        }
    }

    [Fact]
    public void Times_that_differ_sound_different()
    {
        var said = Enumerable.Range(0, 24 * 60).Select(minute => SpokenTime.Clock(TimeSpan.FromMinutes(minute)));
        Assert.Equal(24 * 60, said.Distinct().Count());
    }

    private static DateTimeOffset Local(string text)
    {
        var local = DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, ExampleBusiness.Profile.TimeZone.GetUtcOffset(local));
    }
}
