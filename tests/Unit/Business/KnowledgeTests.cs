using System.Text;
using Xunit;
using YemotAi.Business.Answers;
using YemotAi.Business.Profiles;

namespace YemotAi.Unit.Business;

/// <summary>What the search promises for any text and any business.</summary>
public sealed class KnowledgeTests
{
    [Fact]
    public void The_same_words_at_the_same_time_get_the_same_answer()
    {
        var again = new BusinessKnowledge([ExampleBusiness.Profile]);
        foreach (var question in ExampleBusiness.Lines("Business/Data/questions.he.tsv").Select(line => line.Split('\t')[0]))
        {
            var first = ExampleBusiness.Knowledge.Find("example", question, ExampleBusiness.Now);
            Assert.Equal(first, ExampleBusiness.Knowledge.Find("example", question, ExampleBusiness.Now));
            Assert.Equal(first, again.Find("example", question, ExampleBusiness.Now));
        }
    }

    [Fact]
    public void No_text_makes_it_throw()
    {
        var random = new Random(20261110);
        var words = ExampleBusiness.Lines("Business/Data/questions.he.tsv").SelectMany(line => line.Split(['\t', ' '])).ToArray();
        for (int round = 0; round < 5000; round++)
        {
            var text = new StringBuilder();
            for (int i = random.Next(12); i >= 0; i--)
            {
                text.Append(random.Next(4) switch
                {
                    0 => words[random.Next(words.Length)],
                    1 => ((char)random.Next(char.MaxValue + 1)).ToString(),
                    2 => ((char)random.Next(0x0590, 0x0600)).ToString(),
                    _ => words[random.Next(words.Length)][..1],
                });
                text.Append(random.Next(3) == 0 ? "" : " ");
            }

            var answer = ExampleBusiness.Knowledge.Find("example", text.ToString(), ExampleBusiness.Now.AddHours(random.Next(-100_000, 100_000)));
            Assert.True(answer is null || (answer.Text.Length > 0 && answer.Confidence is >= 0 and <= 1));
        }
    }

    [Theory]
    [InlineData("א")]
    [InlineData("כמה עולה ")]
    [InlineData("וכשהתספורת")]
    [InlineData("\uD800")]
    [InlineData("9")]
    [InlineData("\"'")]
    public void A_very_long_question_is_read_up_to_its_bounds(string piece) =>
        Assert.Null(Record.Exception(() => ExampleBusiness.Knowledge.Find(
            "example", string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length)), ExampleBusiness.Now)));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("?!")]
    public void Nothing_asked_is_nothing_answered(string question) =>
        Assert.Null(ExampleBusiness.Knowledge.Find("example", question, ExampleBusiness.Now));

    [Fact]
    public void The_ends_of_the_calendar_do_no_harm()
    {
        foreach (var now in new[] { DateTimeOffset.MinValue, DateTimeOffset.MaxValue })
        {
            foreach (var question in new[] { "מתי אתם פתוחים", "פתוח מחר", "אתם פתוחים בשבת", "פתוחים ב 29 לפברואר", "כמה עולה פן" })
                Assert.Null(Record.Exception(() => ExampleBusiness.Knowledge.Find("example", question, now)));
        }
    }

    [Fact]
    public void An_unknown_business_knows_nothing()
    {
        Assert.Null(ExampleBusiness.Knowledge.Find("other", "מתי אתם פתוחים", ExampleBusiness.Now));
        Assert.Equal(("", ""), (ExampleBusiness.Knowledge.NameOf("other"), ExampleBusiness.Knowledge.Topics("other")));
    }

    [Fact]
    public void A_business_with_a_name_only_answers_nothing_and_has_no_topics()
    {
        var bare = new BusinessKnowledge([BusinessProfileLoader.LoadText("bare.yaml", "name: מספרה\n")]);
        foreach (var question in ExampleBusiness.Lines("Business/Data/questions.he.tsv").Select(line => line.Split('\t')[0]))
            Assert.Null(bare.Find("bare", question, ExampleBusiness.Now));
        Assert.Equal(("מספרה", ""), (bare.NameOf("bare"), bare.Topics("bare")));
    }

    [Fact]
    public void One_business_does_not_know_what_another_knows()
    {
        var other = BusinessProfileLoader.LoadText("other.yaml", "name: מוסך\nquestions:\n  - question: אתם מתקנים בלמים?\n    answer: כן, מתקנים.\n");
        var both = new BusinessKnowledge([ExampleBusiness.Profile, other]);
        Assert.Equal("כן, מתקנים.", both.Find("other", "מתקנים אצלכם בלמים", ExampleBusiness.Now)?.Text);
        Assert.Null(both.Find("example", "מתקנים אצלכם בלמים", ExampleBusiness.Now));
        Assert.Null(both.Find("other", "כמה עולה תספורת", ExampleBusiness.Now));
    }

    [Fact]
    public void Topics_name_what_the_file_holds() => Assert.Equal(
        "אפשר לשאול אותי על שעות הפתיחה, הכתובת, השירותים והמחירים, חניה, מספר הטלפון, קביעת תורים, ביטול תורים ואמצעי תשלום.",
        ExampleBusiness.Knowledge.Topics("example"));

    [Fact]
    public void The_number_of_a_person_is_never_told()
    {
        var profile = ExampleBusiness.Profile with { TransferTo = "0501234567" };
        var knowledge = new BusinessKnowledge([profile]);
        foreach (var question in ExampleBusiness.Lines("Business/Data/questions.he.tsv").Select(line => line.Split('\t')[0]))
            Assert.DoesNotContain("0501234567", knowledge.Find("example", question, ExampleBusiness.Now)?.Text ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "שקל אחד")]
    [InlineData("2", "שני שקלים")]
    [InlineData("49.90", "49 שקלים ותשעים אגורות")]
    [InlineData("0.50", "חמישים אגורות")]
    [InlineData("1250", "1250 שקלים")]
    [InlineData("80-120", "80 עד 120 שקלים")]
    [InlineData("from 450", "450 שקלים ומעלה")]
    public void A_price_is_said_as_a_person_says_it(string written, string said) =>
        Assert.Equal(said, SpokenOffer.Price(OfferSyntax.ParsePrice(written)!.Value));
}
