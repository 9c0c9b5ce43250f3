using System.Net;
using Xunit;
using YemotAi.Phone;
using YemotAi.Phone.Yemot.Scripts;

namespace YemotAi.Unit.Phone;

public sealed class ScriptRunTests
{
    private const string Hello = "read=t-שלום, במה אפשר לעזור=a,no,voice";
    private const string OneMoment = "read=t-רגע אחד=NAME,no,1,1,1,NO,,,,,1,Ok,None,,no";
    private const string Bye = "id_list_message=t-להתראות.g-hangup";

    private static string Moment(string name) => OneMoment.Replace("NAME", name, StringComparison.Ordinal);

    [Fact]
    public async Task A_call_that_goes_as_expected_is_fulfilled()
    {
        var line = new ScriptedLine(Hello, "read=t-פתוח עד.n-20=b,no,voice", Hello.Replace("=a,", "=c,", StringComparison.Ordinal), Bye);

        var result = await RunAsync(line, """
            # a remark
            dial from=0529999999 extension=/7/
            hear שלום במה אפשר
            hear not להתראות
            expect asked words
            expect at 7
            say עד מתי פתוח
            hear פתוח עד 20
            hear /עד \d+/
            hear not שלום
            keys 5#
            hear לעזור
            say ביי
            expect ended
            """);

        Assert.Equal((PhoneExitCode.Fulfilled, "", 0), (result.ExitCode, result.Message, result.FailedLine));
        Assert.Equal("fulfilled: 13 steps, 4 requests, 0 warnings", result.Summary);
        Assert.Equal(("0529999999", "7", "Digits-5"), (line.Last["ApiPhone"], line.Last["ApiExtension"], line.Last["b"]));
        Assert.Contains(result.Transcript, l => l.ToString() == "< להתראות");
        Assert.Contains(result.Transcript, l => l.ToString() == "> ביי");
        Assert.Empty(line.Notices);
    }

    [Theory]
    [InlineData("hear בוקר טוב", "did not hear 'בוקר טוב' but 'שלום, במה אפשר לעזור'")]
    [InlineData("hear not שלום", "heard 'שלום'")]
    [InlineData("hear /^אפשר/", "did not hear")]
    [InlineData("expect ended", "the line waits for words or keys, at /1")]
    [InlineData("expect left", "the line waits for")]
    [InlineData("expect transferred", "the line waits for")]
    [InlineData("expect at 2", "at /1")]
    [InlineData("expect asked keys", "the line waits for words or keys")]
    [InlineData("expect asked recording", "the line waits for")]
    [InlineData("record", "the line waits for words or keys")]
    [InlineData("keys שלום", "the line waits for words or keys")]
    public async Task An_expectation_that_fails_ends_the_script_and_hangs_up(string step, string message)
    {
        var line = new ScriptedLine(Hello);

        var result = await RunAsync(line, $"dial\n\n{step}\nsay עוד");

        Assert.Equal((PhoneExitCode.ExpectationFailed, 3), (result.ExitCode, result.FailedLine));
        Assert.Contains(message, result.Message, StringComparison.Ordinal);
        Assert.StartsWith("failed at line 3: ", result.Summary, StringComparison.Ordinal);
        Assert.Single(line.Requests);
        Assert.Single(line.Notices);
    }

    [Fact]
    public async Task Words_to_a_question_for_keys_fail_the_script()
    {
        var result = await RunAsync(new ScriptedLine("read=t-הקש=a,no,1,1,7,NO,,,,12,,,,,no"), "dial\nsay שלום");

        Assert.Equal(PhoneExitCode.ExpectationFailed, result.ExitCode);
        Assert.Equal("the line waits for 1 key of 1 2, 7 s", result.Message);
    }

    [Fact]
    public async Task What_the_caller_said_himself_is_not_heard()
    {
        var result = await RunAsync(new ScriptedLine(Hello, "read=t-לא הבנתי=b,no,voice"), "dial\nsay תור למחר\nhear תור למחר");

        Assert.Equal((PhoneExitCode.ExpectationFailed, 3), (result.ExitCode, result.FailedLine));
    }

    [Fact]
    public async Task Until_stays_silent_through_turns_until_it_hears_the_words()
    {
        var line = new ScriptedLine(Hello, Moment("w1"), Moment("w2"), "read=t-פתוח עד שמונה=b,no,voice", Bye);

        var result = await RunAsync(line, "dial\nsay מתי\nuntil פתוח עד within 2\nhear רגע אחד\nuntil פתוח\nsay ביי\nexpect ended");

        Assert.Equal(PhoneExitCode.Fulfilled, result.ExitCode);
        Assert.Equal(("None", "None"), (line.Last["w1"], line.Last["w2"]));
        Assert.Equal(5, line.Requests.Count);
    }

    [Theory]
    [InlineData("until פתוח within 1", "within 1 turns")]
    [InlineData("until סגור", "asks nothing any more")]
    public async Task Until_gives_up(string step, string message)
    {
        var result = await RunAsync(new ScriptedLine(Hello, Moment("w1"), Moment("w2"), "id_list_message=t-פתוח"), $"dial\nsay מתי\n{step}");

        Assert.Equal((PhoneExitCode.ExpectationFailed, 3), (result.ExitCode, result.FailedLine));
        Assert.Contains(message, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_rule_ends_the_script_with_its_name()
    {
        var result = await RunAsync(new ScriptedLine(Hello, "id_list_message=t-סוף. טוב"), "dial\nsay מתי\nhear סוף");

        Assert.Equal((PhoneExitCode.RuleBroken, 2), (result.ExitCode, result.FailedLine));
        Assert.Contains("text-characters at", result.Message, StringComparison.Ordinal);
        Assert.Contains(result.Broken, b => b.Rule.Name == "text-characters");
    }

    [Fact]
    public async Task A_warning_is_counted_and_does_not_end_the_script()
    {
        var result = await RunAsync(new ScriptedLine(Hello, Hello), "dial\nsay מתי\nhear שלום");

        Assert.Equal(PhoneExitCode.Fulfilled, result.ExitCode);
        Assert.Equal("fulfilled: 3 steps, 2 requests, 1 warnings", result.Summary);
        Assert.Contains(result.Transcript, l => l.Kind == YemotTranscriptKind.Warning && l.Text.Contains("new-name", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_that_does_not_answer_ends_the_script()
    {
        var line = new ScriptedLine { Instead = (_, _) => throw new HttpRequestException("refused") };

        var result = await RunAsync(line, "dial\nhear שלום");

        Assert.Equal((PhoneExitCode.NoAnswer, 1, "refused"), (result.ExitCode, result.FailedLine, result.Message));
    }

    [Theory]
    [InlineData(Hello, PhoneExitCode.Fulfilled)]
    [InlineData(Bye, PhoneExitCode.ExpectationFailed)]
    public async Task A_repeated_request_is_expected_to_get_the_same_answer(string second, PhoneExitCode code)
    {
        var result = await RunAsync(new ScriptedLine(Hello, second), "dial\nrepeat\nexpect asked words");

        Assert.Equal(code, result.ExitCode);
    }

    [Fact]
    public async Task Different_answers_to_a_request_sent_twice_fail_the_script()
    {
        var line = new ScriptedLine(Hello, Bye).Line(s => s with { Repeats = YemotAi.Phone.Yemot.RequestRepeats.Afterwards });

        var result = await YemotScript.Parse("dial").RunAsync(line, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(PhoneExitCode.ExpectationFailed, result.ExitCode);
        Assert.Contains("got another answer", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hanging_up_tells_the_line_and_dropping_does_not()
    {
        var told = new ScriptedLine(Hello);
        Assert.Equal(PhoneExitCode.Fulfilled, (await RunAsync(told, "dial\nhangup")).ExitCode);
        Assert.Single(told.Notices);

        var dropped = new ScriptedLine(Hello);
        Assert.Equal(PhoneExitCode.Fulfilled, (await RunAsync(dropped, "dial\ndrop")).ExitCode);
        Assert.Empty(dropped.Notices);
    }

    [Fact]
    public async Task After_the_end_nothing_can_be_said()
    {
        var result = await RunAsync(new ScriptedLine(Bye), "dial\nsay עוד משהו");

        Assert.Equal((PhoneExitCode.ExpectationFailed, 2), (result.ExitCode, result.FailedLine));
        Assert.Contains("the line disconnected the caller", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("routing=0501234567", "transferred 0501234567")]
    [InlineData("routing_yemot=0773137770", "transferred")]
    [InlineData("id_list_message=t-א", "left")]
    [InlineData("read=t-א=v,no,record", "asked recording")]
    [InlineData("read=t-א=v,no,1,1,7,NO", "asked keys")]
    public async Task How_a_call_stands_can_be_expected(string answer, string expectation)
    {
        var result = await RunAsync(new ScriptedLine(answer), $"dial\nexpect {expectation}");

        Assert.Equal(PhoneExitCode.Fulfilled, result.ExitCode);
    }

    [Fact]
    public async Task A_transfer_elsewhere_is_not_the_expected_one()
    {
        Assert.Equal(
            PhoneExitCode.ExpectationFailed,
            (await RunAsync(new ScriptedLine("routing=0501234567"), "dial\nexpect transferred 0521111111")).ExitCode);
    }

    [Fact]
    public async Task Each_dial_is_a_call_of_its_own()
    {
        var line = new ScriptedLine(Hello, Hello);

        var result = await RunAsync(line, "dial\ndial extension=2\nhear שלום");

        Assert.Equal("fulfilled: 3 steps, 2 requests, 0 warnings", result.Summary);
        Assert.Equal(2, line.Requests.Select(r => r["ApiCallId"]).Distinct().Count());
        Assert.Equal(2, line.Notices.Count);
    }

    [Fact]
    public async Task A_cancelled_script_hangs_up()
    {
        using var stop = new CancellationTokenSource();
        var line = new ScriptedLine
        {
            Instead = async (r, cancellation) =>
            {
                if (r["hangup"] is null) await stop.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
                return null;
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => YemotScript.Parse("dial").RunAsync(line.Line(), cancellation: stop.Token));

        Assert.Single(line.Notices);
    }

    [Fact]
    public async Task The_transcript_shows_the_wire_without_the_secret_and_each_entry_on_one_line()
    {
        var line = new ScriptedLine { Instead = (_, _) => Task.FromResult<HttpResponseMessage?>(ScriptedLine.Answer("one\ntwo", HttpStatusCode.BadGateway)) };

        var result = await YemotScript.Parse("dial").RunAsync(
            line.Line(s => s with { Added = [new("secret", "s3cr3t")] }), cancellation: TestContext.Current.CancellationToken);

        Assert.Contains(result.Transcript, l => l.Kind == YemotTranscriptKind.Wire && l.Text.Contains("secret=***", StringComparison.Ordinal));
        Assert.Contains(result.Transcript, l => l.Kind == YemotTranscriptKind.Wire && l.Text.EndsWith(@"one\ntwo", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Transcript, l => l.Text.Contains("s3cr3t", StringComparison.Ordinal) || l.Text.Contains('\n', StringComparison.Ordinal));
        Assert.Equal("s3cr3t", line.Last["secret"]);
    }

    private static Task<YemotScriptResult> RunAsync(ScriptedLine line, string script) =>
        YemotScript.Parse(script).RunAsync(line.Line(), cancellation: TestContext.Current.CancellationToken);
}
