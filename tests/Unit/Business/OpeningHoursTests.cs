using System.Globalization;
using Xunit;
using YemotAi.Business.Hours;
using YemotAi.Business.Profiles;

namespace YemotAi.Unit.Business;

/// <summary>
/// Opening hours by the clock of Jerusalem. In 2026 the clock goes forward on Friday, 27 March at 02:00 and back on
/// Sunday, 25 October at 02:00.
/// </summary>
public sealed class OpeningHoursTests
{
    private static readonly OpeningHours Night = Of("""
        name: בר
        hours:
          sunday-wednesday: 18:00-24:00
          thursday: 20:00-02:30
          friday: 02:30-12:00
          saturday: 21:00-01:30
        exceptions:
          - date: 2026-05-06
            hours: closed
            reason: שיפוץ
          - date: 2026-05-07
            hours: 10:00-11:00
        """);

    [Theory]
    // An ordinary evening, its first and its last instant.
    [InlineData("2026-05-04T17:59:59+03:00", false, null, "2026-05-04T18:00:00+03:00")]
    [InlineData("2026-05-04T18:00:00+03:00", true, "2026-05-05T00:00:00+03:00", null)]
    [InlineData("2026-05-04T23:59:59+03:00", true, "2026-05-05T00:00:00+03:00", null)]
    [InlineData("2026-05-05T00:00:00+03:00", false, null, "2026-05-05T18:00:00+03:00")]
    // Over midnight: Thursday's hours last into Friday, and touch Friday's own.
    [InlineData("2026-05-14T23:00:00+03:00", true, "2026-05-15T12:00:00+03:00", null)]
    [InlineData("2026-05-15T01:00:00+03:00", true, "2026-05-15T12:00:00+03:00", null)]
    [InlineData("2026-05-10T01:29:00+03:00", true, "2026-05-10T01:30:00+03:00", null)]
    [InlineData("2026-05-10T01:30:00+03:00", false, null, "2026-05-10T18:00:00+03:00")]
    // Exceptions: a day closed, a day with other hours, and the evening before which is not touched.
    [InlineData("2026-05-06T19:00:00+03:00", false, null, "2026-05-07T10:00:00+03:00")]
    [InlineData("2026-05-07T10:30:00+03:00", true, "2026-05-07T11:00:00+03:00", null)]
    [InlineData("2026-05-07T21:00:00+03:00", false, null, "2026-05-08T02:30:00+03:00")]
    // The same instants, told by another clock.
    [InlineData("2026-05-04T15:00:00+00:00", true, "2026-05-05T00:00:00+03:00", null)]
    // The clock goes forward: 02:30 does not exist on that Friday, half an hour after the jump does.
    [InlineData("2026-03-27T01:00:00+02:00", true, "2026-03-27T12:00:00+03:00", null)]
    [InlineData("2026-03-26T19:00:00+02:00", false, null, "2026-03-26T20:00:00+02:00")]
    // The clock goes back: 01:30 comes twice on that Sunday, and closing is the second one.
    [InlineData("2026-10-25T01:15:00+03:00", true, "2026-10-25T01:30:00+02:00", null)]
    [InlineData("2026-10-25T01:15:00+02:00", true, "2026-10-25T01:30:00+02:00", null)]
    [InlineData("2026-10-25T01:30:00+02:00", false, null, "2026-10-25T18:00:00+02:00")]
    public void Open_or_closed_and_until_when(string instant, bool open, string? closes, string? opens)
    {
        var status = Night.At(At(instant));
        Assert.Equal((open, closes is null ? null : At(closes), opens is null ? (DateTimeOffset?)null : At(opens)), (status.IsOpen, status.ClosesAt, status.OpensAt));
    }

    [Fact]
    public void A_place_that_never_closes_has_no_closing_time()
    {
        var always = Of("""
            name: קיוסק
            hours:
              sunday-saturday: 00:00-24:00
            """);
        Assert.Equal(new OpeningStatus(true, null, null), always.At(At("2026-03-27T01:59:59+02:00")));
        Assert.Equal("כן, עכשיו פתוח.", new SpokenHours(always).Now(At("2026-03-27T01:59:59+02:00")));
    }

    [Fact]
    public void A_place_that_is_always_closed_has_no_opening_time()
    {
        var never = Of("""
            name: סגור
            hours:
              saturday: closed
            """);
        Assert.Equal(new OpeningStatus(false, null, null), never.At(ExampleBusiness.Now));
        Assert.Equal("לא, עכשיו סגור.", new SpokenHours(never).Now(ExampleBusiness.Now));
        Assert.Equal("בימים אלה אנחנו סגורים.", new SpokenHours(never).Week(ExampleBusiness.Now));
    }

    [Fact]
    public void The_first_and_the_last_days_of_the_calendar_are_days_like_others()
    {
        Assert.False(Night.At(DateTimeOffset.MaxValue).IsOpen && Night.At(DateTimeOffset.MinValue).IsOpen);
        Assert.NotEmpty(new SpokenHours(Night).Now(DateTimeOffset.MaxValue));
        Assert.NotEmpty(new SpokenHours(Night).Now(DateTimeOffset.MinValue));
    }

    private static OpeningHours Of(string yaml) => new(BusinessProfileLoader.LoadText("hours.yaml", yaml));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
