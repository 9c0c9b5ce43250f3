using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Keyless;
using YemotAi.Unit.Business;

namespace YemotAi.Unit.Keyless;

/// <summary>What the mind without a model answers.</summary>
public sealed class KeylessMindTests
{
    private static readonly KeylessMind Mind = new(ExampleBusiness.Knowledge, NullLogger<KeylessMind>.Instance);

    public static TheoryData<string, AgentAct, string> Conversation()
    {
        var data = new TheoryData<string, AgentAct, string>();
        foreach (var fields in ExampleBusiness.Lines("Keyless/Data/conversation.he.tsv").Select(line => line.Split('\t')))
            data.Add(fields[0], Enum.Parse<AgentAct>(fields[1]), fields[2]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Conversation))]
    public async Task What_is_said_gets_words_and_an_act(string said, AgentAct act, string part)
    {
        var reply = await Reply(said);
        Assert.Equal(act, reply.Act);
        Assert.Contains(part, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_of_unknown_questions_is_never_answered_twice_in_the_same_words()
    {
        var history = new List<Exchange>();
        for (int turn = 0; turn < 10; turn++)
        {
            var reply = await Reply("יש לכם פיצה", history);
            Assert.Equal(AgentAct.OfferMessage, reply.Act);
            Assert.EndsWith("?", reply.Text, StringComparison.Ordinal);
            if (history.Count > 0)
                Assert.NotEqual(history[^1].Answered, reply.Text);
            Assert.Equal(reply, await Reply("יש לכם פיצה", history));
            history.Add(new Exchange("יש לכם פיצה", reply.Text));
        }
    }

    [Theory]
    [InlineData(12)]
    [InlineData(30)]
    [InlineData(60)]
    public async Task Unknown_questions_are_answered_in_few_words_where_few_fit(int most)
    {
        var first = await Reply("יש לכם פיצה", most: most);
        var second = await Reply("יש לכם פיצה", [new Exchange("יש לכם פיצה", first.Text)], most: most);
        Assert.All([first, second], reply => Assert.Contains("הודעה", reply.Text, StringComparison.Ordinal));
        Assert.All([first, second], reply => Assert.InRange(reply.Text.Length, 1, most));
        if (most > 12)
            Assert.NotEqual(first.Text, second.Text);
    }

    [Fact]
    public async Task A_yes_to_the_offer_takes_a_message_and_elsewhere_it_does_not()
    {
        var offer = await Reply("יש לכם פיצה");
        Assert.Equal(AgentAct.TakeMessage, (await Reply("כן", [new Exchange("יש לכם פיצה", offer.Text)])).Act);
        Assert.Equal(AgentAct.Continue, (await Reply("כן", [new Exchange("מה הכתובת", "עמק רפאים 42")])).Act);
    }

    [Fact]
    public async Task No_to_anything_else_is_a_goodbye()
    {
        var thanks = await Reply("תודה");
        Assert.Equal(AgentAct.HangUp, (await Reply("לא", [new Exchange("תודה", thanks.Text)])).Act);
    }

    [Fact]
    public async Task A_question_that_goes_on_is_understood_with_the_one_before()
    {
        var first = await Reply("כמה עולה תספורת גבר");
        var second = await Reply("וכמה זמן זה לוקח", [new Exchange("כמה עולה תספורת גבר", first.Text)]);
        Assert.Contains("חצי שעה", second.Text, StringComparison.Ordinal);
        Assert.Equal(AgentAct.OfferMessage, (await Reply("וכמה זמן זה לוקח")).Act);
    }

    [Fact]
    public async Task An_unknown_rest_is_admitted()
    {
        var both = await Reply("מה הכתובת ומי ראש הממשלה של צרפת");
        Assert.Contains("עמק רפאים", both.Text, StringComparison.Ordinal);
        Assert.Contains("על השאר אין לי תשובה", both.Text, StringComparison.Ordinal);
        Assert.Equal(AgentAct.OfferMessage, both.Act);
    }

    [Fact]
    public async Task An_answer_is_cut_at_a_sentence_and_a_second_one_that_does_not_fit_is_left_out()
    {
        var whole = await Reply("כמה עולה החלקה");
        var cut = await Reply("כמה עולה החלקה", most: whole.Text.Length - 1);
        Assert.Equal("המחיר של החלקת שיער הוא 900 שקלים ומעלה.", cut.Text);
        var address = await Reply("מה הכתובת");
        Assert.Equal(address.Text, (await Reply("מה הכתובת ומתי אתם פתוחים היום", most: address.Text.Length + 10)).Text);
    }

    [Fact]
    public async Task A_knowledge_that_fails_is_not_heard_by_the_caller()
    {
        var mind = new KeylessMind(new BrokenKnowledge(), NullLogger<KeylessMind>.Instance);
        foreach (var said in new[] { "מתי אתם פתוחים", "מה הכתובת ומה השעות", "שלום", "מי אתה", "5", "", "להתראות" })
        {
            var reply = await mind.ReplyAsync(Request(said), TestContext.Current.CancellationToken);
            Assert.NotEmpty(reply.Text);
            Assert.DoesNotContain('{', reply.Text);
        }

        var unknown = await mind.ReplyAsync(Request("מתי אתם פתוחים"), TestContext.Current.CancellationToken);
        Assert.Equal(AgentAct.OfferMessage, unknown.Act);
    }

    [Fact]
    public async Task Without_a_business_it_still_talks()
    {
        foreach (var said in new[] { "שלום", "מי אתה", "אתה רובוט", "עזרה", "7", "תודה", "להתראות", "מתי אתם פתוחים" })
        {
            var reply = await Mind.ReplyAsync(Request(said) with { Business = "" }, TestContext.Current.CancellationToken);
            Assert.NotEmpty(reply.Text);
            Assert.DoesNotContain('{', reply.Text);
            Assert.DoesNotContain("  ", reply.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Any_words_in_any_situation_get_an_answer_that_fits()
    {
        var random = new Random(42);
        var words = ExampleBusiness.Lines("Keyless/Data/conversation.he.tsv")
            .Concat(ExampleBusiness.Lines("Business/Data/questions.he.tsv")).SelectMany(line => line.Split(['\t', ' '])).ToArray();
        var history = new List<Exchange>();
        for (int round = 0; round < 3000; round++)
        {
            var said = new StringBuilder();
            for (int i = random.Next(10); i > 0; i--)
                said.Append(random.Next(8) == 0 ? ((char)random.Next(char.MaxValue + 1)).ToString() : words[random.Next(words.Length)]).Append(' ');
            int most = random.Next(2) == 0 ? 420 : random.Next(12, 200);
            var reply = await Reply(said.ToString(), history, most);
            Assert.InRange(reply.Text.Length, 1, most);
            Assert.DoesNotContain('{', reply.Text);
            Assert.Equal(reply, await Reply(said.ToString(), history, most));
            history.Add(new Exchange(said.ToString(), reply.Text));
            if (history.Count > 20)
                history.Clear();
        }
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_limit_that_holds_nothing_still_gets_a_sound(int most) => Assert.NotEmpty((await Reply("יש לכם פיצה", most: most)).Text);

    [Fact]
    public async Task An_utterance_of_a_hundred_thousand_characters_is_answered()
    {
        foreach (var piece in new[] { "ומה ", "אתה ", "א", "\uD800", "וכמה עולה תספורת " })
            Assert.NotEmpty((await Reply(string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length)))).Text);
    }

    private static Task<MindReply> Reply(string said, IReadOnlyList<Exchange>? history = null, int most = 420) =>
        Mind.ReplyAsync(Request(said) with { History = history ?? [], MaxCharacters = most }, TestContext.Current.CancellationToken);

    private static MindRequest Request(string said) =>
        new() { Conversation = "test:1", Said = said, Business = "example", Now = ExampleBusiness.Now };

    private sealed class BrokenKnowledge : IKnowledge
    {
        public KnownAnswer? Find(string business, string question, DateTimeOffset now) => throw new InvalidOperationException();

        public string Topics(string business) => throw new InvalidOperationException();

        public string NameOf(string business) => throw new InvalidOperationException();

        public string Briefing(string business) => throw new InvalidOperationException();
    }
}
