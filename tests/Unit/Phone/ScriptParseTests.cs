using Xunit;
using YemotAi.Phone.Yemot.Scripts;

namespace YemotAi.Unit.Phone;

public sealed class ScriptParseTests
{
    [Theory]
    [InlineData("", 1, "no step")]
    [InlineData("# only a remark\n", 2, "no step")]
    [InlineData("hear שלום", 1, "begins with dial")]
    [InlineData("dial\nsing a song", 2, "'sing' is no step")]
    [InlineData("# remark\n\ndial now", 3, "'now' is neither")]
    [InlineData("dial\nhear", 2, "nothing to hear")]
    [InlineData("dial\nhear , .", 2, "nothing to hear")]
    [InlineData("dial\nhear /(/", 2, "not a regular expression")]
    [InlineData("dial\nuntil", 2, "nothing to hear")]
    [InlineData("dial\nuntil שלום within 0", 2, "'0' is not a number")]
    [InlineData("dial\nsay", 2, "say what?")]
    [InlineData("dial\nkeys  ", 2, "keys what?")]
    [InlineData("dial\nrecord long", 2, "'long' is not a number")]
    [InlineData("dial\nsilence please", 2, "nothing follows silence")]
    [InlineData("dial\nrepeat 2", 2, "nothing follows repeat")]
    [InlineData("dial\nhangup now", 2, "nothing follows hangup")]
    [InlineData("dial\nexpect", 2, "expect what?")]
    [InlineData("dial\nexpect happiness", 2, "expect what?")]
    [InlineData("dial\nexpect at", 2, "expect what?")]
    public void A_line_that_is_no_step_is_named(string script, int line, string reason)
    {
        var error = Assert.Throws<YemotScriptException>(() => YemotScript.Parse(script));

        Assert.Equal(line, error.Line);
        Assert.StartsWith($"line {line}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_step_is_read()
    {
        const string script = """
            dial from=0521234567 extension=2/1
            hear שלום
            hear not שגיאה
            hear /\d+/
            until תודה within 5
            until /תודה/
            say מה השעה
            keys 12#
            silence
            record
            record 12
            repeat
            expect ended
            expect left
            expect transferred
            expect transferred 0501234567
            expect at /2
            expect asked words
            expect asked keys
            expect asked recording
            hangup
            drop
            """;

        Assert.NotNull(YemotScript.Parse(script));
        Assert.NotNull(YemotScript.Parse("\uFEFF" + script.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_script_has_a_limited_length()
    {
        var error = Assert.Throws<YemotScriptException>(() => YemotScript.Parse("dial\n" + string.Concat(Enumerable.Repeat("silence\n", 10_000))));

        Assert.Equal(10_001, error.Line);
    }

    [Fact]
    public void The_example_script_can_be_read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Scripts", "example.yemot.txt");

        Assert.NotNull(YemotScript.Parse(File.ReadAllText(path)));
    }
}
