using System.Text.Json;
using Xunit;
using YemotAi.Calls.Agent;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Storage;

namespace YemotAi.Unit.Agent;

public sealed class AgentFlowTests
{
    private static readonly AgentPhrases Phrases = AgentPhrases.Hebrew;
    private readonly AgentSettings _settings = new();
    private readonly Box _box = new();

    [Fact]
    public async Task It_greets_with_the_name_of_the_business_answers_and_says_goodbye()
    {
        var call = await TalkAsync(Said("מה השעות"), Said("להתראות"));
        Assert.Equal(
            ["< שלום, הגעתם אל רקפת. איך אפשר לעזור?", "listen", "< answer to מה השעות.", "listen", $"< {Phrases.Goodbye}", "hang up"],
            call.Events);
    }

    [Fact]
    public async Task The_owner_s_own_opening_is_said_as_it_is()
    {
        _settings.Opening = "ערב טוב";
        Assert.Equal("< ערב טוב", (await TalkAsync()).Events[0]);
    }

    [Fact]
    public async Task Silence_twice_gives_help_and_then_a_goodbye()
    {
        var call = await TalkAsync(Silence, Silence);
        Assert.Contains("שעות ומחירים", call.Events[2], StringComparison.Ordinal);
        Assert.Equal([$"< {Phrases.SilentGoodbye}", "hang up"], call.Events[^2..]);
    }

    [Fact]
    public async Task Silence_after_an_answer_begins_to_count_anew()
    {
        var call = await TalkAsync(Silence, Said("מה השעות"), Silence, Said("להתראות"));
        Assert.Equal($"< {Phrases.Goodbye}", call.Events[^2]);
    }

    [Fact]
    public async Task Repeat_says_the_last_answer_again()
    {
        var call = await TalkAsync(Said("מה השעות"), Said("תחזור בבקשה"), Keyed("7"));
        Assert.Equal(3, call.Events.Count(e => e == "< answer to מה השעות."));
        Assert.Single(call.Requests);
    }

    [Fact]
    public async Task Slower_says_it_again_with_pauses_and_stays_slow()
    {
        var call = await TalkAsync(Said("מה השעות"), Said("לאט יותר"), Said("איפה אתם"));
        Assert.Contains("< (slow) answer to מה השעות.", call.Events);
        Assert.Contains("< (slow) answer to איפה אתם.", call.Events);
    }

    [Fact]
    public async Task Shorter_cuts_the_last_answer_at_a_sentence_and_asks_for_shorter_ones()
    {
        var sentence = "זה משפט אחד ארוך למדי שיש בו כמה מילים.";
        var call = await TalkAsync(
            call => call.Mind = request => new MindReply(string.Join(' ', Enumerable.Repeat(sentence, 8))),
            Said("ספר לי"), Said("קצר יותר"), Said("ועוד"));
        var shorter = call.Events[call.Events.FindLastIndex(e => e == "listen" && call.Requests.Count > 1) - 1];
        Assert.True(call.Requests[0].MaxCharacters > call.Requests[1].MaxCharacters);
        Assert.All(call.Events.Skip(4).Where(e => e.StartsWith("< זה", StringComparison.Ordinal)), e => Assert.True(e.Length < 180 && e.EndsWith('.'), e));
        Assert.NotNull(shorter);
    }

    [Fact]
    public async Task Start_again_forgets_what_was_said_before()
    {
        var call = await TalkAsync(Said("שאלה ראשונה"), Said("שאלה שנייה"), Said("נתחיל מחדש"), Said("שאלה שלישית"));
        Assert.Equal([0, 1, 0], call.Requests.Select(r => r.History.Count));
        Assert.Contains($"< {Phrases.OpeningAgain}", call.Events);
    }

    [Fact]
    public async Task A_person_is_reached_where_the_line_has_a_number()
    {
        _settings.PersonNumber = "0521111111";
        var call = await TalkAsync(Said("אפשר לדבר עם נציג בבקשה"));
        Assert.Equal([$"< {Phrases.Transferring}", "transfer 0521111111"], call.Events[^2..]);
        Assert.Equal("transfer 0521111111", (await TalkAsync(Keyed("0"))).Events[^1]);
    }

    [Fact]
    public async Task Where_there_is_no_person_a_message_is_offered()
    {
        _settings.Messages = ListenBy.Speech;
        var call = await TalkAsync(Said("נציג"), Said("כן"), Said("תחזרו אלי מחר"));
        Assert.Contains($"< {Phrases.NoPerson}", call.Events);
        var kept = Assert.Single(_box.Kept);
        Assert.Equal(("תחזרו אלי מחר", "0501234567", "salon"), (kept.Text, kept.Caller, kept.Business));
        Assert.Contains($"< {Phrases.MessageKept}", call.Events);
    }

    [Fact]
    public async Task A_mind_may_offer_a_message_and_no_is_respected()
    {
        var call = await TalkAsync(call => call.Mind = Offers, Said("מה זה"), Said("לא תודה"), Said("להתראות"));
        Assert.Contains($"< {Phrases.NoMessageThen}", call.Events);
        Assert.Empty(_box.Kept);
    }

    [Fact]
    public async Task Anything_else_than_yes_or_no_is_a_new_question()
    {
        var asked = 0;
        var call = await TalkAsync(
            call => call.Mind = request => asked++ == 0 ? Offers(request) : new MindReply("ועכשיו תשובה"),
            Said("מה זה"), Said("כמה עולה תספורת לילד בן שלוש"));
        Assert.Contains("< ועכשיו תשובה", call.Events);
        Assert.Empty(_box.Kept);
    }

    [Fact]
    public async Task A_message_is_taken_by_recording_unless_the_owner_wants_words()
    {
        var call = await TalkAsync(call => call.Mind = Offers, Said("מה זה"), Keyed("1"), new Heard("", "", "/6/000.wav"));
        Assert.Contains("record", call.Events);
        Assert.Equal("/6/000.wav", Assert.Single(_box.Kept).Recording);
    }

    [Fact]
    public async Task A_withheld_number_is_asked_for()
    {
        var call = await TalkAsync(
            call =>
            {
                call.Mind = Offers;
                call.Facts = call.Facts with { Caller = "" };
            },
            Said("מה זה"), Said("כן"), new Heard("", "", "/6/000.wav"), Keyed("0527654321"));
        Assert.Contains($"< {Phrases.AskNumber}", call.Events);
        Assert.Equal("0527654321", Assert.Single(_box.Kept).Caller);
    }

    [Fact]
    public async Task A_caller_who_is_gone_is_not_asked_for_a_number()
    {
        await TalkAsync(
            call =>
            {
                call.Mind = Offers;
                call.CallerGone = true;
                call.Facts = call.Facts with { Caller = "" };
            },
            Said("מה זה"), Said("כן"), new Heard("", "", "/6/000.wav"));
        Assert.Single(_box.Kept);
    }

    [Fact]
    public async Task A_message_that_could_not_be_kept_is_not_said_to_be()
    {
        _box.Down = true;
        var call = await TalkAsync(call => call.Mind = Offers, Said("מה זה"), Said("כן"), new Heard("", "", "/6/000.wav"));
        Assert.Contains($"< {Phrases.MessageNotKept}", call.Events);
        Assert.DoesNotContain($"< {Phrases.MessageKept}", call.Events);
    }

    [Fact]
    public async Task No_message_is_kept_when_none_is_heard()
    {
        var call = await TalkAsync(call => call.Mind = Offers, Said("מה זה"), Said("כן"), Silence, Silence);
        Assert.Contains($"< {Phrases.MessageNotHeard}", call.Events);
        Assert.Empty(_box.Kept);
    }

    [Fact]
    public async Task A_mind_that_is_late_is_apologised_for_and_a_message_offered()
    {
        var call = await TalkAsync(call => call.Mind = _ => null, Said("מה זה"), Said("כן"), new Heard("", "", "/6/000.wav"));
        Assert.Contains($"< {Phrases.MindLate}", call.Events);
        Assert.Single(_box.Kept);
    }

    [Fact]
    public async Task A_mind_may_end_the_call()
    {
        var call = await TalkAsync(call => call.Mind = _ => new MindReply("שלום שלום", AgentAct.HangUp), Said("סגרתי הכול"));
        Assert.Equal(["< שלום שלום", "hang up"], call.Events[^2..]);
    }

    [Fact]
    public async Task The_limit_of_turns_ends_the_call()
    {
        _settings.MaxTurns = 3;
        var call = await TalkAsync(Said("אחת"), Said("שתיים"), Said("שלוש"), Said("ארבע"));
        Assert.Equal([$"< {Phrases.LimitReached}", "hang up"], call.Events[^2..]);
        Assert.Equal(3, call.Requests.Count);
    }

    [Fact]
    public async Task The_limit_of_minutes_ends_the_call()
    {
        _settings.MaxMinutes = 2;
        var call = await TalkAsync(call => call.EachTurnTakes = TimeSpan.FromSeconds(50), Said("אחת"), Said("שתיים"), Said("שלוש"));
        Assert.Equal([$"< {Phrases.LimitReached}", "hang up"], call.Events[^2..]);
        Assert.Equal(2, call.Requests.Count);
    }

    [Fact]
    public async Task What_a_caller_says_is_bounded_before_a_mind_gets_it()
    {
        _settings.MaxHeardCharacters = 100;
        var call = await TalkAsync(Said(new string('א', 5_000)));
        Assert.Equal(100, Assert.Single(call.Requests).Said.Length);
    }

    private const string LongAnswer = "משפט ראשון וקצר. משפט שני וקצר. משפט שלישי שלא נכנס לחלק הראשון. משפט רביעי ואחרון.";

    [Fact]
    public async Task An_answer_that_is_too_long_is_said_in_parts_as_long_as_the_caller_wants_more()
    {
        _settings.MaxCharacters = 40;
        var call = await TalkAsync(call => call.Mind = _ => new MindReply(LongAnswer), Said("נו"), Said("כן"), Said("תמשיכי"));
        Assert.Equal(
            [
                "< משפט ראשון וקצר. משפט שני וקצר.", $"< {Phrases.ShallIGoOn}",
                "listen", "< משפט שלישי שלא נכנס לחלק הראשון.", $"< {Phrases.ShallIGoOn}",
                "listen", "< משפט רביעי ואחרון.",
            ],
            call.Events[2..9]);
        Assert.Single(call.Requests);
    }

    [Fact]
    public async Task Silence_after_a_part_is_listening()
    {
        _settings.MaxCharacters = 40;
        var call = await TalkAsync(call => call.Mind = _ => new MindReply(LongAnswer), Said("נו"), Silence);
        Assert.Contains("< משפט שלישי שלא נכנס לחלק הראשון.", call.Events);
    }

    [Theory]
    [InlineData("לא")]
    [InlineData("זה מספיק תודה")]
    public async Task Who_has_heard_enough_is_asked_what_else(string enough)
    {
        _settings.MaxCharacters = 40;
        var call = await TalkAsync(call => call.Mind = _ => new MindReply(LongAnswer), Said("נו"), Said(enough), Said("מה הכתובת"));
        Assert.Contains($"< {Phrases.NotGoingOn}", call.Events);
        Assert.Equal(["נו", "מה הכתובת"], call.Requests.Select(request => request.Said));
    }

    [Fact]
    public async Task A_new_question_between_two_parts_is_answered_and_the_rest_dropped()
    {
        _settings.MaxCharacters = 40;
        var call = await TalkAsync(
            call => call.Mind = request => new MindReply(request.Said == "נו" ? LongAnswer : "ברחוב הרצל."), Said("נו"), Said("מה הכתובת"), Said("כן"));
        Assert.Equal(["נו", "מה הכתובת", "כן"], call.Requests.Select(request => request.Said));
        Assert.DoesNotContain("< משפט שלישי שלא נכנס לחלק הראשון.", call.Events);
    }

    [Fact]
    public async Task An_endless_answer_is_bounded_over_all_its_parts()
    {
        _settings.MaxCharacters = 400;
        _settings.MaxAnswerCharacters = 1_000;
        var call = await TalkAsync(
            call => call.Mind = _ => new MindReply(string.Concat(Enumerable.Repeat("עוד משפט אחד. ", 10_000))),
            [Said("נו"), .. Enumerable.Repeat(Said("כן"), 2)]);
        Assert.True(call.Events.Where(e => e.StartsWith("< עוד", StringComparison.Ordinal)).Sum(e => e.Length) <= 1_010);
    }

    [Fact]
    public async Task What_was_heard_while_the_answer_was_coming_is_not_said_again()
    {
        var call = await TalkAsync(
            call => call.Mind = _ => new MindReply("זה כבר נשמע. וזה עוד לא.") { Heard = "זה כבר נשמע. ".Length }, Said("נו"));
        Assert.Contains("< וזה עוד לא.", call.Events);
        Assert.DoesNotContain(call.Events, e => e.Contains("זה כבר נשמע", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Again_gives_the_whole_of_an_answer_of_which_a_part_was_heard_before()
    {
        var call = await TalkAsync(
            call => call.Mind = _ => new MindReply("זה כבר נשמע. וזה עוד לא.") { Heard = "זה כבר נשמע. ".Length }, Said("נו"), Said("תחזרי שוב"));
        Assert.Contains("< זה כבר נשמע. וזה עוד לא.", call.Events);
    }

    [Fact]
    public async Task A_caller_who_wants_it_slow_is_told_nothing_before_the_answer_is_whole()
    {
        var call = await TalkAsync(Said("נו"), Said("יותר לאט"), Said("ועכשיו"));
        Assert.NotNull(call.Requests[0].Ear);
        Assert.Null(call.Requests[1].Ear);
    }

    [Fact]
    public async Task Words_that_come_with_an_act_are_no_longer_than_others()
    {
        _settings.MaxCharacters = 40;
        var call = await TalkAsync(call => call.Mind = _ => new MindReply(LongAnswer, AgentAct.OfferMessage), Said("נו"));
        Assert.Contains("< משפט ראשון וקצר. משפט שני וקצר.", call.Events);
    }

    [Theory]
    [InlineData(AgentAct.HangUp)]
    [InlineData(AgentAct.OfferMessage)]
    [InlineData(AgentAct.TakeMessage)]
    [InlineData(AgentAct.Transfer)]
    public async Task An_act_without_words_is_done_with_the_agents_own_words(AgentAct act)
    {
        if (act == AgentAct.Transfer) _settings.PersonNumber = "0501111111";
        var call = await TalkAsync(call => call.Mind = _ => new MindReply("", act), Said("נו"));
        var expected = act switch
        {
            AgentAct.HangUp => Phrases.Goodbye,
            AgentAct.OfferMessage => Phrases.OfferMessage,
            AgentAct.TakeMessage => Phrases.AskMessage,
            _ => Phrases.Transferring,
        };
        Assert.Contains($"< {expected}", call.Events);
        Assert.Equal(act == AgentAct.Transfer, call.Requests[0].Acts.Contains(AgentAct.Transfer));
    }

    [Fact]
    public async Task A_model_can_look_answers_up_in_the_businesss_facts()
    {
        var call = await TalkAsync(Said("מתי פתוח"));
        var tool = Assert.Single(call.Requests[0].Tools);
        var known = await tool.Run(JsonElement.Parse("""{"question":"מתי פתוח"}"""), CancellationToken.None);
        Assert.Equal(new Facts().Find("salon", "מתי פתוח", call.Now)?.Text ?? "Nothing is known about that.", known);
        Assert.Contains("missing", await tool.Run(JsonElement.Parse("""{"question":7}"""), CancellationToken.None), StringComparison.Ordinal);
        Assert.Contains("missing", await tool.Run(JsonElement.Parse("[]"), CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_speech_is_listened_to_without_keys()
    {
        _settings.Listen = ListenBy.LongSpeech;
        Assert.Contains("listen long", (await TalkAsync(Said("שלום"))).Events);
    }

    private static Heard Silence => new("");

    private static Heard Said(string words) => new(words);

    private static Heard Keyed(string keys) => new("", keys);

    private static MindReply Offers(MindRequest request) => new("לא יודעת. להשאיר הודעה?", AgentAct.OfferMessage);

    private Task<ScriptedCall> TalkAsync(params Heard[] script) => TalkAsync(_ => { }, script);

    private async Task<ScriptedCall> TalkAsync(Action<ScriptedCall> prepare, params Heard[] script)
    {
        var call = new ScriptedCall(script);
        prepare(call);
        await call.RunAsync(new AgentFlow(_settings, new AgentServices(new Facts(), _box, null)).RunAsync);
        return call;
    }

    private sealed class Facts : IKnowledge
    {
        public KnownAnswer? Find(string business, string question, DateTimeOffset now) => null;

        public string Topics(string business) => "אפשר לשאול על שעות ומחירים.";

        public string NameOf(string business) => business == "salon" ? "רקפת" : "";

        public string Briefing(string business) => "";
    }

    private sealed class Box : IMessageBox
    {
        public List<CallerMessage> Kept { get; } = [];

        public bool Down { get; set; }

        public ValueTask KeepAsync(CallerMessage message)
        {
            if (Down) throw new StoreUnavailableException("down");
            Kept.Add(message);
            return ValueTask.CompletedTask;
        }

        public ValueTask<IReadOnlyList<CallerMessage>> ListAsync(string? business, int most, CancellationToken cancellation) =>
            ValueTask.FromResult<IReadOnlyList<CallerMessage>>(Kept);
    }
}
