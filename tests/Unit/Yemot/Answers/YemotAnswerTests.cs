using Xunit;
using YemotAi.Calls.Flows;
using YemotAi.Telephony.Yemot.Answers;

namespace YemotAi.Unit.Yemot.Answers;

public sealed class YemotAnswerTests
{
    private static readonly Prompt Hello = Prompt.Of(PromptItem.Text("שלום"));
    private static readonly Prompt Bye = Prompt.Of(PromptItem.Text("להתראות"));
    private static readonly KeysQuestion Keys = new("val_1");

    public static TheoryData<YemotAnswer, string, Leaving> Commands => new()
    {
        { YemotAnswer.Say(Hello), "id_list_message=t-שלום", Leaving.LeavesExtension },
        { YemotAnswer.SayAndGo(Bye, Place.HangUp), "id_list_message=t-להתראות.g-hangup", Leaving.HangsUp },
        { YemotAnswer.SayAndGo(Bye, Place.At("1/2")), "id_list_message=t-להתראות.g-/1/2", Leaving.LeavesExtension },
        { YemotAnswer.Ask(Hello, Keys), "read=t-שלום=val_1,no,,1,7,No,no,no,,,,,,,no", Leaving.Stays },
        { YemotAnswer.GoTo(Place.At("/1/2")), "go_to_folder=/1/2", Leaving.LeavesExtension },
        { YemotAnswer.GoTo(Place.Below("3")), "go_to_folder=3", Leaving.LeavesExtension },
        { YemotAnswer.GoTo(Place.Up), "go_to_folder=..", Leaving.LeavesExtension },
        { YemotAnswer.GoTo(Place.Root), "go_to_folder=/", Leaving.LeavesExtension },
        { YemotAnswer.HangUp(), "go_to_folder=hangup", Leaving.HangsUp },
        { YemotAnswer.Restart("2/1"), "go_to_folder=/2/1", Leaving.LeavesExtension },
        { YemotAnswer.Restart(""), "go_to_folder=/", Leaving.LeavesExtension },
        { YemotAnswer.GoToAndPlay(Place.At("4"), "002", TimeSpan.FromSeconds(1.5)), "go_to_folder_and_play=/4,002,1500", Leaving.LeavesExtension },
        { YemotAnswer.RouteInside("077-123-4567"), "routing_yemot=0771234567", Leaving.Transferred },
        { YemotAnswer.RouteToSip("101"), "routing_yemot=sip:101", Leaving.Transferred },
        { YemotAnswer.Route(new Transfer("050-1234567")), "routing=0501234567", Leaving.Transferred },
        { YemotAnswer.Charge(new CardCharge("pelecard", 120.5m)), "credit_card=pelecard,120.50", Leaving.Stays },
        { YemotAnswer.Hold(new HoldMusic("ztomao") { Seconds = 10 }), "music_on_hold=ztomao,10", Leaving.LeavesExtension },
        { YemotAnswer.Hold(new HoldMusic("ztomao") { NoReturn = true }), "music_on_hold=ztomao,,no_return", Leaving.LeavesExtension },
        { YemotAnswer.Nothing(), "noop=ok", Leaving.LeavesExtension },
        { YemotAnswer.Nothing("a=b&c"), "noop=a b c", Leaving.LeavesExtension },
        { YemotAnswer.Nothing("&&"), "noop=ok", Leaving.LeavesExtension },
        { YemotAnswer.Bare("Incorrect-ID"), "Incorrect-ID", Leaving.LeavesExtension },
        { YemotAnswer.Ask(Hello, Keys).Unlogged(), "api_log_no&read=t-שלום=val_1,no,,1,7,No,no,no,,,,,,,no", Leaving.Stays },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_command_is_written_as_documented(YemotAnswer answer, string body, Leaving leaves)
    {
        Assert.Equal((body, leaves), (answer.Body, answer.Leaves));
        StrictAnswer.Check(answer.Body);
    }

    [Fact]
    public void Neighbouring_messages_become_one_list() =>
        Assert.Equal("id_list_message=t-שלום.t-להתראות&go_to_folder=hangup",
            YemotAnswer.Say(Hello).ThenSay(Bye).ThenHangUp().Body);

    [Fact]
    public void A_message_is_followed_by_a_question_and_its_words_are_in_the_transcript()
    {
        var answer = YemotAnswer.Say(Hello).ThenAsk(Bye, Keys);

        Assert.Equal("id_list_message=t-שלום&read=t-להתראות=val_1,no,,1,7,No,no,no,,,,,,,no", answer.Body);
        Assert.Equal(("שלום להתראות", Leaving.Stays), (answer.Said, answer.Leaves));
    }

    [Fact]
    public void Music_may_stand_between_messages()
    {
        var answer = YemotAnswer.Say(Hello).ThenHold(new HoldMusic("m1") { Seconds = 5 }).ThenSay(Bye)
            .ThenSayAndGo(Prompt.Of(PromptItem.Nothing()), Place.Root);

        Assert.Equal("id_list_message=t-שלום&music_on_hold=m1,5&id_list_message=t-להתראות.noop.g-/", answer.Body);
        StrictAnswer.Check(answer.Body);
    }

    [Fact]
    public void Every_command_may_follow_a_message()
    {
        var open = YemotAnswer.Say(Hello);
        YemotAnswer[] all =
        [
            open.ThenRoute(new Transfer("0501234567")), open.ThenRouteInside("0771234567"), open.ThenRouteToSip("7"),
            open.ThenCharge(new CardCharge("p", 1)), open.ThenGoTo(Place.Up), open.ThenRestart("1"),
            open.ThenGoToAndPlay(Place.Root, "/1/002"), open.ThenHold(new HoldMusic("m")),
        ];

        Assert.All(all, answer => Assert.Equal(2, StrictAnswer.Check(answer.Body).Count));
    }

    [Fact]
    public void What_ends_the_dialogue_has_no_way_to_go_on() => Assert.All(
        new[] { YemotAnswer.Ask(Hello, Keys), YemotAnswer.HangUp(), YemotAnswer.SayAndGo(Hello, Place.Root), YemotAnswer.Nothing() },
        answer => Assert.IsNotType<OpenAnswer>(answer));

    [Fact]
    public void A_charge_has_its_fifteen_fields_in_their_places()
    {
        var answer = YemotAnswer.Charge(new CardCharge("pelecard", 10)
        {
            Register = "001", Payments = 3, Currency = 1, PelecardType = "J4", User = "u", Terminal = "t.1", Password = "p-1",
            FullResult = true, EnterPhone = true, AskName = true, NoAsk = true, Token = CardToken.CreateOnly, GoBack = true,
        });

        Assert.Equal(
            "credit_card=pelecard,10,001,3,1,J4,u,t.1,p-1,all,EnterPhone,NameStt,NoAsk,CreateTokenOnly,GoBack",
            answer.Body);
    }

    [Fact]
    public void A_password_is_in_no_message_and_no_text_form()
    {
        var error = Assert.Throws<ArgumentException>(() => new CardCharge("p", 1) { Password = "hush,hush" });

        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", new CardCharge("p", 1) { Password = "hush" }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_transfer_has_its_sixteen_fields_in_their_places()
    {
        var answer = YemotAnswer.Route(new Transfer("0501234567", "+972 2-123-4567")
        {
            StartAt = 1, RingTogether = true, Together = ["0501234567", "021234567"], CallerId = "0771234567", Record = false,
            WaitSeconds = 30, Afterwards = Place.Root, Music = "m1", TellAnswerer = true, AskAnswerer = true,
            IfRefused = Place.At("5"), Email = "a.b@example.com", EmailName = "דן, כהן & בניו",
        });

        Assert.Equal(
            "routing=0501234567.021234567,1,,yes,0501234567.021234567,0771234567,no,,30,/,m1,yes,yes,/5,a.b@example.com,דן כהן בניו",
            answer.Body);
    }

    public static TheoryData<string, Action> Impossible => new()
    {
        { "at least one item", () => Prompt.Of() },
        { "at least one number", () => _ = new Transfer() },
        { "telephone number", () => _ = new Transfer("050-12x") },
        { "telephone number", () => YemotAnswer.RouteInside("1&read=") },
        { "RingTogether", () => YemotAnswer.Route(new Transfer("050") { Together = ["050"] }) },
        { "AskAnswerer", () => YemotAnswer.Route(new Transfer("050") { IfRefused = Place.Root }) },
        { "extension's path", () => Place.At("1/") },
        { "extension's path", () => Place.At("../1") },
        { "extension's path", () => Place.At("1&go_to_folder=/") },
        { "extension's path", () => Place.At("1\n") },
        { "relative path", () => Place.Below("/1") },
        { "relative path", () => Place.Below("hangup") },
        { "..", () => YemotAnswer.SayAndGo(Prompt.Of(PromptItem.Number(1)), Place.Up) },
        { "hung up", () => YemotAnswer.GoToAndPlay(Place.HangUp, "1") },
        { "bare answer", () => YemotAnswer.Bare("a=b") },
        { "bare answer", () => YemotAnswer.Bare("") },
        { "e-mail", () => _ = new Transfer("050") { Email = "a,b@c" } },
        { "sum", () => _ = new CardCharge("p", 1.234m) },
        { "a name has", () => _ = new HoldMusic("a.b") },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_Yemot_would_refuse_cannot_be_built_and_the_rule_is_named(string rule, Action build) =>
        Assert.Contains(rule, Assert.ThrowsAny<ArgumentException>(build).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("2/1", "/2/1")]
    [InlineData("1-b_c", "/1-b_c")]
    [InlineData("../etc", null)]
    [InlineData(null, null)]
    public void A_place_from_outside_is_taken_or_not(string? extension, string? target)
    {
        Assert.Equal(target is not null, Place.TryAt(extension, out var place));
        Assert.Equal(target, place?.Target);
    }
}
