using Xunit;
using YemotAi.Business.Answers;
using YemotAi.Business.Profiles;

namespace YemotAi.Unit.Business;

/// <summary>What a model is told of a business.</summary>
public sealed class BriefingTests
{
    [Fact]
    public void The_example_is_told_in_full()
    {
        var golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Business/Data/briefing.he.txt"));
        Assert.Equal(golden.ReplaceLineEndings("\n").TrimEnd(), ExampleBusiness.Knowledge.Briefing("example"));
    }

    [Fact]
    public void A_business_that_is_not_known_has_no_briefing()
    {
        Assert.Equal("", ExampleBusiness.Knowledge.Briefing("nobody"));
        Assert.Equal("", ExampleBusiness.Knowledge.Briefing(""));
    }

    [Fact]
    public void What_is_not_in_the_file_is_said_to_be_unknown_or_left_out() => Assert.Equal(
        """
        שם העסק: מספרה
        העברה לאדם: אין מספר להעברת שיחות. אפשר להשאיר הודעה.
        שעות פתיחה: לא ידוע.
        """.ReplaceLineEndings("\n"),
        Of("name: מספרה\n"));

    [Fact]
    public void The_number_to_which_calls_are_handed_the_minds_and_the_budget_are_not_told()
    {
        var briefing = Of("""
            name: מספרה
            phone: 02-5550142
            transfer_to: 02-5550143
            greeting: שלום וברוכים הבאים.
            minds: [codex]
            daily_budget: 73.20
            instructions: לדבר לאט.
            """);
        Assert.Contains("025550142", briefing, StringComparison.Ordinal);
        Assert.Contains("לדבר לאט.", briefing, StringComparison.Ordinal);
        Assert.Contains("אפשר להעביר את השיחה", briefing, StringComparison.Ordinal);
        foreach (var secret in new[] { "5550143", "codex", "73.2", "וברוכים" })
            Assert.DoesNotContain(secret, briefing, StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_say_breaks_nights_and_dates_of_their_own()
    {
        var lines = Of("""
            name: פיצרייה
            hours:
              sunday-thursday: 12:00-15:00, 18:00-24:00
              friday: 10:00-14:00
              saturday: 21:00-02:30
            exceptions:
              - date: 2026-12-30
                until: 2027-01-01
                hours: closed
                reason: שיפוצים
              - date: 2027-01-02
                hours: 22:00-01:00
            """).Split('\n');
        Assert.Equal(
            [
                "- יום ראשון עד יום חמישי: 12:00-15:00, 18:00-24:00",
                "- יום שישי: 10:00-14:00",
                "- שבת: 21:00-02:30 למחרת",
                "תאריכים מיוחדים, במקום השעות הרגילות:",
                "- 30.12.2026, יום רביעי עד 1.1.2027, יום שישי: סגור (שיפוצים)",
                "- 2.1.2027, שבת: 22:00-01:00 למחרת",
            ],
            lines.SkipWhile(line => !line.StartsWith("- ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_very_large_file_is_told_in_whole_lines_up_to_the_limit_and_says_that_there_is_more()
    {
        var file = "name: מספרה\nhours:\n  sunday: 09:00-10:00\nexceptions:\n"
            + string.Concat(Enumerable.Range(0, 200).Select(i =>
                $"  - date: {new DateOnly(2027, 1, 1).AddDays(i * 2):yyyy-MM-dd}\n    hours: closed\n    reason: סיבה {i}\n"))
            + "services:\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"  - name: שירות {i}\n    note: {new string('א', 80)}\n"))
            + "questions:\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"  - question: שאלה {i}\n    answer: {new string('ב', 200)}\n"));
        var briefing = Of(file);
        Assert.InRange(briefing.Length, 15_500, BusinessBriefing.MaxCharacters);
        var lines = briefing.Split('\n');
        Assert.Equal(3, lines.Count(line => line == "- יש עוד פרטים שאינם רשומים כאן."));
        Assert.InRange(lines.Count(line => line.Contains('ב', StringComparison.Ordinal) && line.EndsWith(new string('ב', 200), StringComparison.Ordinal)), 20, 100);
        Assert.InRange(lines.Count(line => line.EndsWith(new string('א', 80), StringComparison.Ordinal)), 20, 300);
        // Of the dates the farthest are left out: callers ask about the next ones.
        Assert.Contains(lines, line => line.Contains("סיבה 0)", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("סיבה 199", StringComparison.Ordinal));
    }

    private static string Of(string yaml) =>
        new BusinessKnowledge([BusinessProfileLoader.LoadText("a.yaml", yaml)]).Briefing("a");
}
