using System.Text;
using Xunit;
using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Unit.Phone;

public sealed class AnswerReaderTests
{
    // These rules are about the transport or about a whole call; they have tests of their own.
    private static readonly string[] RulesOfOtherTests = ["status-200", "answer-size", "utf-8", "plain-text", "new-name", "endless-loop"];

    public static TheoryData<string, bool, string> Examples =>
        [.. ExampleAnswers.All.Select(e => new TheoryDataRow<string, bool, string>(e.Rule, e.Breaks, e.Answer))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_keeps_or_breaks_its_rule(string rule, bool breaks, string answer)
    {
        var broken = YemotAnswerReader.Read(answer).Broken;

        if (breaks) Assert.Contains(broken, b => b.Rule.Name == rule);
        else Assert.True(broken.All(b => !b.IsError && b.Rule.Name != rule), string.Join("; ", broken));
    }

    [Fact]
    public void Every_rule_has_an_example_that_keeps_it_and_one_that_breaks_it()
    {
        foreach (var rule in YemotRules.All.Where(r => !RulesOfOtherTests.Contains(r.Name)))
        {
            Assert.Contains(ExampleAnswers.All, e => e.Rule == rule.Name && e.Breaks);
            Assert.Contains(ExampleAnswers.All, e => e.Rule == rule.Name && !e.Breaks);
        }
    }

    [Fact]
    public void Rules_have_different_names()
    {
        Assert.True(YemotRules.All.Count > 40);
        Assert.Equal(YemotRules.All.Count, YemotRules.All.Select(r => r.Name).Distinct().Count());
    }

    [Fact]
    public void A_broken_rule_says_where_and_what()
    {
        var broken = Assert.Single(YemotAnswerReader.Read("id_list_message=t-שלום.d-05a").Broken);

        Assert.Equal(YemotRules.DigitsItem, broken.Rule);
        Assert.Equal("id_list_message=t-שלום.d-".Length, broken.Position);
        Assert.Equal("05a", broken.Offending);
    }

    [Fact]
    public void An_error_rejects_the_answer_and_a_warning_does_not()
    {
        Assert.True(YemotAnswerReader.Read("id_list_message=t-א-ב").IsRejected);
        var warned = YemotAnswerReader.Read("id_list_message=t-שעות: תשע");
        Assert.False(warned.IsRejected);
        Assert.NotEmpty(warned.Broken);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, false)]
    [InlineData(302, false)]
    [InlineData(404, false)]
    [InlineData(500, false)]
    public void Only_status_200_is_accepted(int status, bool accepted)
    {
        var answer = YemotAnswerReader.Read(status, "text/plain; charset=utf-8", "id_list_message=t-א"u8);

        Assert.Equal(accepted, !answer.IsRejected);
        Assert.Equal(!accepted, answer.Broken.Any(b => b.Rule == YemotRules.Status));
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8", true)]
    [InlineData("text/plain;charset=\"UTF-8\"", true)]
    [InlineData("text/plain", false)]
    [InlineData("text/html; charset=utf-8", false)]
    [InlineData(null, false)]
    public void Another_content_type_is_a_warning(string? contentType, bool keeps)
    {
        var answer = YemotAnswerReader.Read(200, contentType, "id_list_message=t-א"u8);

        Assert.False(answer.IsRejected);
        Assert.Equal(!keeps, answer.Broken.Any(b => b.Rule == YemotRules.PlainText));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_rejected()
    {
        var windows1255 = new byte[] { (byte)'n', (byte)'o', (byte)'o', (byte)'p', (byte)'=', 0xF9, 0xEC };

        Assert.Contains(YemotAnswerReader.Read(200, "text/plain; charset=utf-8", windows1255).Broken, b => b.Rule == YemotRules.Utf8);
    }

    [Fact]
    public void A_byte_order_mark_in_the_bytes_is_seen()
    {
        var body = Encoding.UTF8.GetPreamble().Concat("noop=x"u8.ToArray()).ToArray();

        Assert.Contains(YemotAnswerReader.Read(200, "text/plain; charset=utf-8", body).Broken, b => b.Rule == YemotRules.NoBom);
    }

    [Fact]
    public void An_answer_of_any_size_is_read_up_to_the_limit()
    {
        var atLimit = Encoding.UTF8.GetBytes("noop=".PadRight(YemotAnswerReader.LargestAnswer, 'x'));
        var over = Encoding.UTF8.GetBytes("noop=".PadRight(YemotAnswerReader.LargestAnswer + 1, 'x'));

        Assert.Empty(YemotAnswerReader.Read(200, "text/plain; charset=utf-8", atLimit).Broken);
        var answer = YemotAnswerReader.Read(200, "text/plain; charset=utf-8", over);
        Assert.Equal(YemotRules.Size, Assert.Single(answer.Broken).Rule);
        Assert.Equal(YemotAnswerReader.LargestAnswer, answer.Text.Length);
    }

    [Fact]
    public void Thousands_of_mistakes_give_a_bounded_report()
    {
        var answer = YemotAnswerReader.Read("id_list_message=" + string.Join('.', Enumerable.Repeat("x-1", 10_000)));

        Assert.InRange(answer.Broken.Count, 1, 50);
    }

    [Fact]
    public void Every_field_of_a_keys_read_is_in_its_place()
    {
        var answer = YemotAnswerReader.Read(
            "api_log_no&read=t-א.d-5=code,yes,4,2,9,Price,yes,yes,*@,11.12.13,3,Ok,Empty,InsertLettersTypeChangeNo,no");

        Assert.Empty(answer.Broken);
        Assert.True(answer.KeptFromLog);
        var read = Assert.IsType<ReadKeysCommand>(Assert.Single(answer.Commands));
        Assert.Equal(["א", "5"], read.Items.Select(i => i.Content));
        Assert.Equal(("code", true, 4, 2, 9), (read.Name, read.Reuses, read.MaxDigits, read.MinDigits, read.Seconds));
        Assert.Equal((KeyPlayback.Price, true, true, "*@"), (read.Playback, read.BlocksStar, read.BlocksZero, read.Replacement));
        Assert.Equal(["11", "12", "13"], read.Allowed);
        Assert.Equal((3, true, "Empty"), (read.TimesPlayed, read.AcceptsEmpty, read.EmptyValue));
        Assert.True(read.LocksKeyboard);
        Assert.False(read.AsksConfirmation);
    }

    [Fact]
    public void Fields_left_out_have_the_documented_defaults()
    {
        var read = Assert.IsType<ReadKeysCommand>(Assert.Single(YemotAnswerReader.Read("read=t-א=v").Commands));

        Assert.Null(read.MaxDigits);
        Assert.Equal((1, 7, 1), (read.MinDigits, read.Seconds, read.TimesPlayed));
        Assert.False(read.Reuses || read.AcceptsEmpty || read.BlocksStar || read.BlocksZero);
        Assert.Equal("None", read.EmptyValue);
        Assert.True(read.AsksConfirmation);
    }

    [Fact]
    public void For_one_digit_the_allowed_keys_stand_in_a_row()
    {
        var one = Assert.IsType<ReadKeysCommand>(Assert.Single(YemotAnswerReader.Read("read=t-א=v,no,1,1,7,NO,,,,*12").Commands));
        var more = Assert.IsType<ReadKeysCommand>(Assert.Single(YemotAnswerReader.Read("read=t-א=v,no,3,1,7,NO,,,,123").Commands));

        Assert.Equal(["*", "1", "2"], one.Allowed);
        Assert.Equal(["123"], more.Allowed);
    }

    [Fact]
    public void Every_field_of_a_voice_read_is_in_its_place()
    {
        var answer = YemotAnswerReader.Read("read=t-א=said,no,voice,he-IL,no,6,record,4,30");

        var read = Assert.IsType<ReadVoiceCommand>(Assert.Single(answer.Commands));
        Assert.Equal(("said", "he-IL", false, 6), (read.Name, read.Language, read.AllowsKeys, read.MaxDigits));
        Assert.Equal((true, 4, 30), (read.LongSpeech, read.SilenceSeconds, read.MaxSeconds));
        Assert.True(Assert.IsType<ReadVoiceCommand>(Assert.Single(YemotAnswerReader.Read("read=t-א=v,,voice").Commands)).AllowsKeys);
    }

    [Fact]
    public void Every_field_of_a_record_read_is_in_its_place()
    {
        var answer = YemotAnswerReader.Read("read=t-א=rec,no,record,/5/6,msg,no,yes,yes,2,60");

        var read = Assert.IsType<ReadRecordCommand>(Assert.Single(answer.Commands));
        Assert.Equal(("rec", "/5/6", "msg"), (read.Name, read.Folder, read.File));
        Assert.Equal((false, true, true), (read.AsksConfirmation, read.KeptOnHangup, read.Appends));
        Assert.Equal((2, 60), (read.MinSeconds, read.MaxSeconds));
    }

    [Fact]
    public void Text_that_comes_from_anywhere_never_throws()
    {
        var random = new Random(20_26);
        const string signs = "read=id_list_messaget-fdnamzsg.,&=-/|#*0123456789 \"'<{\u05D0\uFEFF\n\uD800";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => signs[random.Next(signs.Length)])]);
            if (i % 2 == 0) text = "read=t-a=" + text;
            var answer = YemotAnswerReader.Read(text);
            Assert.True(answer.Commands.Count > 0 || answer.IsRejected, text);
        }
    }
}
