using Xunit;
using YemotAi.Calls.Agent;
using YemotAi.Calls.Flows;

namespace YemotAi.Unit.Agent;

public sealed class SpokenCommandsTests
{
    [Theory]
    [InlineData("להתחיל מחדש", SpokenCommand.StartAgain)]
    [InlineData("אפשר להתחיל מחדש בבקשה", SpokenCommand.StartAgain)]
    [InlineData("שוב מהתחלה", SpokenCommand.StartAgain)]
    [InlineData("שוב", SpokenCommand.Repeat)]
    [InlineData("סליחה, לא שמעתי!", SpokenCommand.Repeat)]
    [InlineData("דבר יותר לאט", SpokenCommand.Slower)]
    [InlineData("יותר קצר בבקשה", SpokenCommand.Shorter)]
    [InlineData("תודה ולהתראות", SpokenCommand.Goodbye)]
    [InlineData("תודה, להתראות.", SpokenCommand.Goodbye)]
    [InlineData("ביי", SpokenCommand.Goodbye)]
    [InlineData("אני רוצה לדבר עם בן אדם", SpokenCommand.Person)]
    [InlineData("נציג", SpokenCommand.Person)]
    [InlineData("לא תודה", SpokenCommand.Goodbye)]
    [InlineData("תודה רבה, זה הכל, יום טוב", SpokenCommand.Goodbye)]
    [InlineData("אפשר נציג אנושי", SpokenCommand.Person)]
    [InlineData("כמה עולה צבע לשיער קצר", SpokenCommand.None)]
    [InlineData("תספורת קצרה", SpokenCommand.None)]
    [InlineData("תודה", SpokenCommand.None)]
    [InlineData("מתי אתם פתוחים", SpokenCommand.None)]
    [InlineData("האם אפשר לקבוע שוב תור לתספורת ליום שלישי בבוקר", SpokenCommand.None)]
    [InlineData("כמה עולה תספורת לבן אדם מבוגר שבא פעם ראשונה למספרה", SpokenCommand.None)]
    [InlineData("", SpokenCommand.None)]
    [InlineData("... !!", SpokenCommand.None)]
    public void A_short_command_is_one_and_a_long_sentence_that_holds_its_words_is_not(string said, SpokenCommand command) =>
        Assert.Equal(command, SpokenCommands.Hebrew.Read(new Heard(said)));

    [Theory]
    [InlineData("0", SpokenCommand.Person)]
    [InlineData("7", SpokenCommand.Repeat)]
    [InlineData("8", SpokenCommand.Slower)]
    [InlineData("9", SpokenCommand.Goodbye)]
    [InlineData("*", SpokenCommand.StartAgain)]
    [InlineData("5", SpokenCommand.None)]
    [InlineData("0501234567", SpokenCommand.None)]
    public void Keys_are_commands_too(string keys, SpokenCommand command) =>
        Assert.Equal(command, SpokenCommands.Hebrew.Read(new Heard("", keys)));

    [Theory]
    [InlineData("כן", true)]
    [InlineData("כן בבקשה", true)]
    [InlineData("בטח", true)]
    [InlineData("כן אני רוצה להשאיר הודעה", true)]
    [InlineData("כן, להשאיר הודעה", true)]
    [InlineData("אפשר לדעת מה השעות", null)]
    [InlineData("אפשר", true)]
    [InlineData("לא", false)]
    [InlineData("לא תודה", false)]
    [InlineData("אולי", null)]
    [InlineData("", null)]
    public void Yes_and_no_are_told_apart(string said, bool? yes) =>
        Assert.Equal(yes, SpokenCommands.Hebrew.ReadYesNo(new Heard(said)));

    [Theory]
    [InlineData("1", true)]
    [InlineData("2", false)]
    [InlineData("3", null)]
    public void Yes_and_no_can_be_keyed(string keys, bool? yes) =>
        Assert.Equal(yes, SpokenCommands.Hebrew.ReadYesNo(new Heard("", keys)));

    [Theory]
    [InlineData("קצר", 10, "קצר")]
    [InlineData("משפט אחד. משפט שני.", 12, "משפט אחד.")]
    [InlineData("עולה 3.5 שקלים ועוד משהו", 12, "עולה 3.5")]
    [InlineData("ראשית, שנית, שלישית", 14, "ראשית, שנית,")]
    [InlineData("מילה ועוד מילה", 9, "מילה ועוד")]
    [InlineData("אאאאאאאאאאאא", 5, "אאאאא")]
    public void Shortening_never_cuts_a_word(string text, int most, string expected) =>
        Assert.Equal(expected, SpokenLength.Shorten(text, most));
}
