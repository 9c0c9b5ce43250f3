using Xunit;
using YemotAi.Telephony.Yemot.Answers;

namespace YemotAi.Unit.Yemot.Answers;

public sealed class PromptItemTests
{
    public static TheoryData<PromptItem, string> Items => new()
    {
        { PromptItem.Text("שלום. מה נשמע"), "t-שלום, מה נשמע" },
        { PromptItem.Text("10:30"), "t-10:30" },
        { PromptItem.Text("a-b=c&d|e\"f'g"), "t-a b c d efg" },
        { PromptItem.File("002"), "f-002" },
        { PromptItem.File("/1/002"), "f-/1/002" },
        { PromptItem.File("YM_LOCAL/library/file"), "f-YM_LOCAL/library/file" },
        { PromptItem.File("000-2026-01-01"), "f-000-2026-01-01" },
        { PromptItem.TextFile("/1/hello"), "s-/1/hello" },
        { PromptItem.Digits("050-123-4567"), "d-0501234567" },
        { PromptItem.Number(1500), "n-1500" },
        { PromptItem.Letters("ABc"), "a-ABc" },
        { PromptItem.SystemMessage(1005), "m-1005" },
        { PromptItem.SystemMessage(7), "m-0007" },
        { PromptItem.Date(new DateOnly(2026, 1, 2)), "date-02/01/2026" },
        { PromptItem.HebrewDate(new DateOnly(2026, 11, 21)), "dateH-21/11/2026" },
        { PromptItem.Time(ZmanTime.Now), "z-T,IL/Jerusalem,," },
        { PromptItem.Time(ZmanTime.At(new TimeOnly(9, 5))), "z-T09:05,IL/Jerusalem,," },
        {
            PromptItem.Time(ZmanTime.Named("sunset") with { Zone = "IL/Bney_Brak", Shift = new ZmanShift(1, ZmanUnit.Days) }),
            "z-sunset,IL/Bney_Brak,+,D1"
        },
        { PromptItem.Time(ZmanTime.Now with { Shift = new ZmanShift(-20, ZmanUnit.Minutes) }), "z-T,IL/Jerusalem,-,m20" },
        { PromptItem.Music("ztomao"), "h-ztomao" },
        { PromptItem.Music("ztomao", 10), "h-ztomao,10" },
        { PromptItem.Nothing(), "noop" },
    };

    [Theory]
    [MemberData(nameof(Items))]
    public void Each_item_is_written_as_documented(PromptItem item, string wire)
    {
        Assert.Equal(wire, item.ToString());
        StrictAnswer.Check(YemotAnswer.Say(Prompt.Of(item, item)).Body);
    }

    public static TheoryData<Action> Impossible => new(new Action[]
    {
        () => PromptItem.Text(" .,- "),
        () => PromptItem.Text("😀"),
        () => PromptItem.File("a.wav"),
        () => PromptItem.File(""),
        () => PromptItem.File("a b"),
        () => PromptItem.File("a\n"),
        () => PromptItem.File("/a/"),
        () => PromptItem.File("../a"),
        () => PromptItem.TextFile("a&b"),
        () => PromptItem.Digits("-"),
        () => PromptItem.Digits("12a"),
        () => PromptItem.Digits("١٢"),
        () => PromptItem.Digits(new string('1', 101)),
        () => PromptItem.Number(-1),
        () => PromptItem.Letters("אב"),
        () => PromptItem.Letters(""),
        () => PromptItem.SystemMessage(10_000),
        () => PromptItem.SystemMessage(-1),
        () => PromptItem.Music("a,b"),
        () => PromptItem.Music("a", -1),
        () => ZmanTime.Named("a,b"),
        () => _ = ZmanTime.Now with { Zone = "IL.Jerusalem" },
        () => _ = new ZmanShift(0, ZmanUnit.Days),
        () => _ = new ZmanShift(1, (ZmanUnit)99),
    });

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_would_break_a_list_is_refused(Action build) => Assert.ThrowsAny<ArgumentException>(build);
}
