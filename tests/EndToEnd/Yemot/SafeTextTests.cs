using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Yemot;

namespace YemotAi.EndToEnd.Yemot;

/// <summary>Whatever a handler says or a caller sends, no answer breaks by it. (Protocol, sections 2.4, 5.5 and 5.6.)</summary>
public sealed class SafeTextTests
{
    private const string Nasty = "\uFEFFfirst. sec-ond: a\"b\"c 'd' e&f=g|h\r\nnext line\tthe\u2014end \u05F4x\u05F4 \u05D1\u05D9\u05EA\u05BE\u05E1\u05E4\u05E8 \u202Bz\u202C \U0001F600 **bold** _ <b>tag</b> 12:30";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signs_that_break_an_answer_are_taken_out_of_questions_and_of_messages_and_of_last_words()
    {
        await using var program = await RunningProgram.StartAsync(line =>
        {
            line.Map("1", async call => await call.AskSpeech(Nasty));
            line.Map("2", call => call.Say(Nasty));
            line.Map("3", async call =>
            {
                await call.Say(Nasty);
                await call.HangUp();
            });
            line.Map("4", async call =>
            {
                await call.AskKeys("x");
                await call.Say(Nasty);
                await call.Transfer("0501234567");
            });
        });
        foreach (var query in new[] { "ApiExtension=1", "ApiExtension=2", "ApiExtension=3", "ApiExtension=4&v1=1" })
        {
            if (query.Contains("v1", StringComparison.Ordinal)) await program.GetAsync("ApiCallId=4&ApiExtension=4");
            var answer = (await program.GetAsync($"ApiCallId={query[13]}&{query}")).Obeyed();
            foreach (var word in new[] { "first", "next line", "end", "tag", "12:30" })
                Assert.Contains(word, answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("x&go_to_folder=/9")]
    [InlineData("x=secret,no,1,1,7,No&routing=0501234567")]
    [InlineData("x\r\nid_list_message=t-y")]
    [InlineData("x.g-hangup")]
    [InlineData("x.f-/1/secret")]
    [InlineData("api_log_no&noop=x")]
    [InlineData("\"}{\"message\":\"no\"}<html>")]
    public async Task A_caller_who_says_commands_hears_words(string said)
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            var words = (await call.AskSpeech("say it")).Words;
            await call.Say($"you said {words} indeed");
            await call.AskKeys("right?");
        }));
        foreach (var post in new[] { false, true })
        {
            var call = program.Call(settings => settings with { Post = post, ReadsBackWords = false });
            await call.DialAsync(Cancellation);
            var turn = await call.SayAsync(said, Cancellation);
            Assert.Empty(turn.Broken);
            Assert.Equal(CallState.Asked, call.State);
            Assert.Equal("v2", call.Question!.Name);
            Assert.All(turn.Heard, heard => Assert.Equal(HeardKind.Words, heard.Kind));
            Assert.Contains("you said", turn.HeardText, StringComparison.Ordinal);
            Assert.Contains("indeed", turn.HeardText, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_text_without_anything_to_speak_leaves_no_empty_item()
    {
        await using var program = await RunningProgram.StartAsync(line =>
        {
            line.Map("1", async call => await call.AskKeys(" .-!\u2026 "));
            line.Map("2", call => call.Say("\U0001F600"));
            line.Map("3", async call =>
            {
                await call.Say("");
                await call.HangUp();
            });
        });
        for (var i = 1; i <= 3; i++) (await program.GetAsync($"ApiCallId={i}&ApiExtension={i}")).Obeyed();
    }

    [Fact]
    public async Task A_text_too_long_for_one_answer_is_said_whole_in_several()
    {
        var words = Enumerable.Range(1, 600).Select(i => $"word{i}").ToList();
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            await call.Say(string.Join(' ', words));
            await call.AskKeys("done?");
        }));
        var call = program.Call(settings => settings with { Repeats = RequestRepeats.Afterwards });
        var turn = await call.DialAsync(Cancellation);
        var heard = turn.HeardText;
        while (!heard.Contains("done?", StringComparison.Ordinal))
        {
            Assert.Empty(turn.Broken);
            turn = await call.SilenceAsync(Cancellation);
            heard += " " + turn.HeardText;
        }

        Assert.True(call.Requests > 2);
        Assert.Equal(words, heard.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith("word", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_said_before_leaving_is_heard_whatever_the_way_out()
    {
        await using var program = await RunningProgram.StartAsync(line =>
        {
            line.Map("1", async call =>
            {
                await call.Say("bye");
                await call.HangUp();
            });
            line.Map("2", async call =>
            {
                await call.Say("over there");
                await call.GoTo(Telephony.Yemot.Answers.Place.At("7/1"));
            });
            line.Map("3", async call =>
            {
                await call.Say("a person");
                await call.Transfer("050-123-4567");
            });
            line.Map("4", async call =>
            {
                await call.Say("again");
                await call.Restart();
            });
            line.Map("5", async call =>
            {
                await call.Say("inside");
                await call.TransferInside("0773137770");
            });
        });
        string[] expected =
        [
            "id_list_message=t-bye&go_to_folder=hangup",
            "id_list_message=t-over there&go_to_folder=/7/1",
            "id_list_message=t-a person&routing=0501234567",
            "id_list_message=t-again&go_to_folder=/4",
            "id_list_message=t-inside&routing_yemot=0773137770",
        ];
        for (var i = 1; i <= expected.Length; i++)
            Assert.Equal(expected[i - 1], (await program.GetAsync($"ApiCallId={i}&ApiExtension={i}")).Obeyed());
    }
}
