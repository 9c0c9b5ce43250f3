using Xunit;
using YemotAi.Calls.Voice.Turns;

namespace YemotAi.Unit.Voice;

/// <summary>What a caller's words say about whether more is to come.</summary>
public sealed class SpokenSenseTests
{
    [Theory]
    [InlineData("מתי אתם פתוחים", UtteranceSense.Complete)]
    [InlineData("אני רוצה לקבוע תור", UtteranceSense.Complete)]
    [InlineData("אני רוצה", UtteranceSense.Unfinished)]
    [InlineData("תור ליום שלישי ו", UtteranceSense.Unfinished)]
    [InlineData("אני צריכה תור בשביל", UtteranceSense.Unfinished)]
    [InlineData("קוראים לי", UtteranceSense.Unfinished)]
    [InlineData("קוראים לי משה", UtteranceSense.Complete)]
    [InlineData("בשעה", UtteranceSense.Unfinished)]
    [InlineData("בשעה שלוש", UtteranceSense.Complete)]
    [InlineData("אם אפשר ביום ראשון,", UtteranceSense.Unfinished)]
    [InlineData("של מי התור הזה?", UtteranceSense.Complete)]
    [InlineData("כן", UtteranceSense.BackChannel)]
    [InlineData("אה, הבנתי.", UtteranceSense.BackChannel)]
    [InlineData("כן אבל לא היום", UtteranceSense.Complete)]
    [InlineData("אפס חמש שתיים", UtteranceSense.Dictating)]
    [InlineData("המספר שלי אפס חמש שתיים", UtteranceSense.Dictating)]
    [InlineData("052-123", UtteranceSense.Dictating)]
    [InlineData("0521234567", UtteranceSense.Complete)]
    [InlineData("052-123-4567", UtteranceSense.Complete)]
    [InlineData("03-1234567", UtteranceSense.Complete)]
    [InlineData("אפס שלוש אחד שתיים שלוש ארבע חמש שש שבע", UtteranceSense.Complete)]
    [InlineData("שתיים", UtteranceSense.Complete)]
    [InlineData("", UtteranceSense.Complete)]
    public void Words_tell(string words, UtteranceSense sense) => Assert.Equal(sense, SpokenSense.Hebrew.Of(words));

    [Fact]
    public void A_flood_of_words_is_looked_at_from_its_end() =>
        Assert.Equal(UtteranceSense.Unfinished, SpokenSense.Hebrew.Of(string.Concat(Enumerable.Repeat("מילה ", 100_000)) + "עם"));
}
