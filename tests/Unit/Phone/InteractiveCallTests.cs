using Xunit;
using YemotAi.Phone;

namespace YemotAi.Unit.Phone;

public sealed class InteractiveCallTests
{
    private const string Hello = "read=t-שלום [x]=a,no,voice";
    private const string Bye = "id_list_message=t-להתראות.g-hangup";

    [Theory]
    [InlineData("שלום לך", InteractiveVerb.Say, "שלום לך")]
    [InlineData("123", InteractiveVerb.Keys, "123")]
    [InlineData("12#", InteractiveVerb.Keys, "12#")]
    [InlineData("#", InteractiveVerb.Keys, "#")]
    [InlineData("*", InteractiveVerb.Keys, "*")]
    [InlineData("#123", InteractiveVerb.Keys, "123")]
    [InlineData("#שלום", InteractiveVerb.Keys, "שלום")]
    [InlineData("3 חדרים", InteractiveVerb.Say, "3 חדרים")]
    [InlineData("", InteractiveVerb.Silence, "")]
    [InlineData("   ", InteractiveVerb.Silence, "")]
    [InlineData(null, InteractiveVerb.HangUp, "")]
    [InlineData("/hangup", InteractiveVerb.HangUp, "")]
    [InlineData("/drop", InteractiveVerb.Drop, "")]
    [InlineData("/again", InteractiveVerb.Again, "")]
    [InlineData("/values", InteractiveVerb.Values, "")]
    [InlineData("/raw", InteractiveVerb.Raw, "")]
    [InlineData("/record 12", InteractiveVerb.Record, "12")]
    [InlineData("/help", InteractiveVerb.Help, "")]
    [InlineData("/whatever", InteractiveVerb.Help, "")]
    public void What_is_typed_is_what_the_caller_does(string? typed, object verb, string text)
    {
        Assert.Equal(((InteractiveVerb)verb, text), (InteractiveInput.Parse(typed).Verb, InteractiveInput.Parse(typed).Text));
    }

    [Fact]
    public async Task A_call_by_hand_goes_on_until_the_line_ends_it()
    {
        var line = new ScriptedLine(Hello, "read=t-הקש=b,no,1,1,7,NO,,,,,,,,,no", Hello.Replace("=a,", "=c,", StringComparison.Ordinal), Bye);

        var (code, shown) = await RunAsync(line, "מה נשמע\nמילים\n5\n\n");

        Assert.Equal(PhoneExitCode.Fulfilled, code);
        Assert.Equal(("מה נשמע", "5", ""), (line.Last["a"], line.Last["b"], line.Last["c"]));
        Assert.Contains("< שלום [x]", shown);
        Assert.Contains("the line does not listen now; it waits for 1 key, 7 s", shown);
        Assert.Contains("- the line disconnected the caller", shown);
        Assert.Empty(line.Notices);
    }

    [Fact]
    public async Task The_end_of_the_input_hangs_up()
    {
        var line = new ScriptedLine(Hello);

        var (code, shown) = await RunAsync(line, "");

        Assert.Equal(PhoneExitCode.Fulfilled, code);
        Assert.Single(line.Notices);
        Assert.Single(shown, "> (hangs up)");
    }

    [Fact]
    public async Task What_was_collected_and_sent_can_be_seen_and_repeated()
    {
        var line = new ScriptedLine(Hello, Hello, Hello);

        var (_, shown) = await RunAsync(line, "אחת\n/values\n/again\n/raw\n/help\n/hangup\n");

        Assert.Contains("a=אחת", shown);
        Assert.Contains("the same answer came", shown);
        Assert.Contains(shown, s => s.StartsWith("GET http://line.test/yemot ApiCallId=", StringComparison.Ordinal));
        Assert.Contains(shown, s => s.StartsWith("/hangup", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("say=t-x", PhoneExitCode.RuleBroken)]
    [InlineData(null, PhoneExitCode.NoAnswer)]
    public async Task A_failed_call_shows_in_the_exit_code(string? answer, PhoneExitCode expected)
    {
        var line = new ScriptedLine
        {
            Instead = (_, _) => answer is null ? throw new HttpRequestException("refused") : Task.FromResult<HttpResponseMessage?>(ScriptedLine.Answer(answer)),
        };

        var (code, shown) = await RunAsync(line, "");

        Assert.Equal(expected, code);
        Assert.Contains("  [M1607 no answer from the API server]", shown);
    }

    [Fact]
    public async Task A_cancelled_call_hangs_up()
    {
        using var stop = new CancellationTokenSource();
        var line = new ScriptedLine(Hello) { Instead = async (r, _) => { if (r["hangup"] is null) await stop.CancelAsync(); return null; } };
        var screen = new PhoneScreen(new StringWriter(), isTerminal: false, isTyped: false, showsWire: false);

        var code = await new InteractiveCall(line.Line(), screen, new StringReader("")).RunAsync(stop.Token);

        Assert.Equal(PhoneExitCode.Interrupted, code);
        Assert.Single(line.Notices);
    }

    [Fact]
    public async Task Escape_sequences_of_an_answer_do_not_reach_the_terminal()
    {
        var line = new ScriptedLine { Instead = (_, _) => Task.FromResult<HttpResponseMessage?>(ScriptedLine.Answer("\u001b[2J")) };

        var (_, shown) = await RunAsync(line, "", showsWire: true);

        Assert.DoesNotContain(shown, s => s.Contains('\u001b', StringComparison.Ordinal));
        Assert.Contains(shown, s => s.Contains("one-line", StringComparison.Ordinal));
    }

    private static async Task<(PhoneExitCode Code, string[] Shown)> RunAsync(ScriptedLine line, string typed, bool showsWire = false)
    {
        using var output = new StringWriter();
        var screen = new PhoneScreen(output, isTerminal: false, isTyped: false, showsWire);
        var code = await new InteractiveCall(line.Line(), screen, new StringReader(typed)).RunAsync(TestContext.Current.CancellationToken);
        return (code, output.ToString().Split(Environment.NewLine));
    }
}
