using System.Text.Json;
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
    [InlineData("המחיר הוא", UtteranceSense.Unfinished)]
    [InlineData("איפה הוא", UtteranceSense.Complete)]
    [InlineData("מה זאת אומרת", UtteranceSense.Complete)]
    [InlineData("בין תשע", UtteranceSense.Unfinished)]
    [InlineData("בין תשע לעשר", UtteranceSense.Complete)]
    [InlineData("רציתי...", UtteranceSense.Unfinished)]
    public void Words_tell(string words, UtteranceSense sense) => Assert.Equal(sense, SpokenSense.Hebrew.Of(words));

    /// <summary>Some recognisers end everything with a full stop.</summary>
    [Theory]
    [InlineData("אני רוצה לקבוע תור עם.", UtteranceSense.Unfinished)]
    [InlineData("הטלפון שלי הוא.", UtteranceSense.Unfinished)]
    [InlineData("שלום.", UtteranceSense.Opening)]
    [InlineData("אפס חמש שתיים.", UtteranceSense.Dictating)]
    [InlineData("אני רוצה.", UtteranceSense.Complete)]
    [InlineData("כן.", UtteranceSense.BackChannel)]
    public void A_full_stop_ends_no_half_sentence(string words, UtteranceSense sense) => Assert.Equal(sense, SpokenSense.Hebrew.Of(words));

    [Theory]
    [InlineData("שלום")]
    [InlineData("כן, היי, בוקר טוב!")]
    [InlineData("שלום מדברת שרה לוי")]
    [InlineData("סליחה")]
    [InlineData("טוב תגידי לי")]
    [InlineData("היי רציתי לברר")]
    [InlineData("קיבלתי חשבון ויש לי עליו משהו, יש לי שאלה")]
    [InlineData("אם אני מבטל היום")]
    [InlineData("כשהגעתי אליכם")]
    public void People_go_on_after_an_opening(string words) => Assert.Equal(UtteranceSense.Opening, SpokenSense.Hebrew.Of(words));

    [Theory]
    [InlineData("שלום אני רוצה לבטל תור")]
    [InlineData("מדברת שרה לוי מהמרפאה בחיפה")]
    [InlineData("אם אני מבטל היום מה קורה")]
    [InlineData("אם אפשר ביום ראשון")]
    [InlineData("כן שלוש")]
    [InlineData("אז תרשום אותי לעשר")]
    [InlineData("שלום?")]
    public void What_follows_an_opening_is_no_opening(string words) => Assert.Equal(UtteranceSense.Complete, SpokenSense.Hebrew.Of(words));

    [Theory]
    [InlineData("אפס חמש", UtteranceSense.Dictating)]
    [InlineData("אפס", UtteranceSense.Complete)]
    [InlineData("הטלפון שלי אפס", UtteranceSense.Dictating)]
    [InlineData("אפס חמישים ושתיים", UtteranceSense.Dictating)]
    [InlineData("אפס חמישים ושתיים שלושים וארבע עשרים ושש שבעים ושמונה", UtteranceSense.Dictating)]
    [InlineData("אפס חמישים ושתיים שלושים וארבע עשרים ושש שבעים ושמונה אחת", UtteranceSense.Complete)]
    [InlineData("תעודת זהות 304", UtteranceSense.Dictating)]
    [InlineData("תעודת זהות 304 571 892", UtteranceSense.Complete)]
    [InlineData("4580 1234 5678", UtteranceSense.Dictating)]
    [InlineData("4580 1234 5678 9012", UtteranceSense.Complete)]
    [InlineData("זה עלה לי 350", UtteranceSense.Complete)]
    [InlineData("ב-10:30", UtteranceSense.Complete)]
    [InlineData("1,500", UtteranceSense.Complete)]
    [InlineData("ב-12/05/2026", UtteranceSense.Complete)]
    [InlineData("עשרים ושלוש", UtteranceSense.Complete)]
    [InlineData("בשעה תשע שלושים", UtteranceSense.Complete)]
    [InlineData("שמונה ארבעים וחמש", UtteranceSense.Complete)]
    [InlineData("אתם מקבלים כרטיס אשראי", UtteranceSense.Complete)]
    [InlineData("מה מספר הטלפון", UtteranceSense.Complete)]
    [InlineData("כרטיס אשראי 4580", UtteranceSense.Dictating)]
    [InlineData("1800 123", UtteranceSense.Dictating)]
    [InlineData("1800 123 456", UtteranceSense.Complete)]
    public void A_dictated_number_is_told_from_a_price_a_time_and_a_date(string words, UtteranceSense sense) =>
        Assert.Equal(sense, SpokenSense.Hebrew.Of(words));

    /// <summary>A phrase that is written as no recognised text is, or with too many words, would never be found.</summary>
    [Fact]
    public void Every_phrase_of_the_lists_can_be_found()
    {
        using var stream = typeof(SpokenSense).Assembly.GetManifestResourceStream("YemotAi.Calls.Voice.Turns.Phrases.sense.he.json")!;
        using var lists = JsonDocument.Parse(stream);
        var phrases = lists.RootElement.EnumerateObject().Where(list => list.Value.ValueKind == JsonValueKind.Array)
            .SelectMany(list => list.Value.EnumerateArray().Select(phrase => phrase.GetString()!)).ToList();
        Assert.True(phrases.Count > 100);
        Assert.All(phrases, phrase => Assert.Equal(phrase, string.Join(' ', SpokenWords.Split(phrase))));
        Assert.All(phrases, phrase => Assert.InRange(SpokenWords.Split(phrase).Count, 1, 4));
    }

    [Fact]
    public void A_flood_of_words_is_looked_at_from_its_end() =>
        Assert.Equal(UtteranceSense.Unfinished, SpokenSense.Hebrew.Of(string.Concat(Enumerable.Repeat("מילה ", 100_000)) + "עם"));
}
