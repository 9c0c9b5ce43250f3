using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Yemot;
using YemotAi.Tests;

namespace YemotAi.EndToEnd.Yemot;

/// <summary>What Yemot sends, in all the ways in which it sends it. (Protocol, section 1.)</summary>
public sealed class RequestTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_without_any_of_the_fields_that_can_be_switched_off_is_served()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("", TellAllAsync));
        string[] all = ["ApiPhone", "ApiDID", "ApiRealDID", "ApiExtension", "ApiEnterID", "ApiEnterIDName", "ApiTime", "ApiYFCallId"];
        var call = program.Call(settings => settings with { NotSent = all.ToHashSet() });
        var turn = await call.DialAsync(Cancellation);
        Assert.Equal("caller line dialled login, well?", Plain(turn));
        Assert.Equal("heard 7", Plain(await call.KeysAsync("7#", Cancellation)));
        Assert.Equal("noop=ok", (await call.HangUpAsync(Cancellation))!.Answer!.Text);
    }

    [Fact]
    public async Task All_fields_come_to_the_handler_by_get_and_by_post()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("2/1", TellAllAsync));
        foreach (var post in new[] { false, true })
        {
            var call = program.Call(settings => settings with
            {
                Post = post, Extension = "2/1", Caller = "0521234567", Did = "0773137770", RealDid = "0773137771",
                Login = "12345", LoginName = "דן כהן", SpaceAsPlus = true,
            });
            Assert.Equal(
                "caller 0521234567 line 0773137770 dialled 0773137771 login 12345 דן כהן, well?", Plain(await call.DialAsync(Cancellation)));
        }
    }

    [Fact]
    public async Task An_address_that_has_a_query_of_its_own_is_unglued()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
            await call.AskKeys($"from {call.Values["x"]} and {call.Values["y"]}")));
        var link = new Uri(program.LineAddress + "?x=site&y=two");
        var call = program.Call(settings => settings with { Url = link });
        Assert.Equal("from site and two", Plain(await call.DialAsync(Cancellation)));
        await call.KeysAsync("5#", Cancellation);
        Assert.Equal(CallState.Left, call.State);
        call = program.Call(settings => settings with { Url = link, Post = true });
        Assert.Equal("from site and two", Plain(await call.DialAsync(Cancellation)));
    }

    [Fact]
    public async Task Of_repeated_values_the_last_is_taken_in_the_query_in_the_form_and_over_both()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            var value = await call.AskKeys("menu?", name: "m");
            await call.Say($"took {value}");
        }));
        await program.GetAsync("ApiCallId=a&ApiExtension=1");
        Assert.Equal("id_list_message=t-took 3", (await program.GetAsync("ApiCallId=a&ApiExtension=1&m=1&m=2&m=3")).Obeyed());
        await program.GetAsync("ApiCallId=b&ApiExtension=1");
        Assert.Equal("id_list_message=t-took 3", (await program.PostAsync("ApiCallId=b&ApiExtension=1&m=1&m=2&m=3")).Obeyed());
        await program.GetAsync("ApiCallId=c&ApiExtension=1");
        Assert.Equal("id_list_message=t-took 4", (await program.PostAsync("ApiCallId=c&m=4", "/yemot?ApiExtension=1&m=9&ApiCallId=z")).Obeyed());
    }

    [Fact]
    public async Task Each_question_asks_under_a_new_name_also_when_a_handler_goes_back_to_it()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            while (await call.AskKeys("menu?", name: "menu") != "9") await call.Say("again");
            await call.Say("out");
        }));
        var call = program.Call(settings => settings with { Repeats = RequestRepeats.Afterwards });
        var turn = await call.DialAsync(Cancellation);
        for (var i = 0; i < 12; i++)
        {
            Assert.Empty(turn.Broken);
            turn = await call.KeysAsync("1#", Cancellation);
        }

        Assert.Equal("out", Plain(await call.KeysAsync("9#", Cancellation)));
        Assert.Equal(13, call.Values.Select(value => value.Key).Distinct().Count());
    }

    [Fact]
    public async Task Values_that_were_asked_before_the_first_request_are_there_and_are_not_taken_for_answers()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            var id = await call.AskKeys($"came with {call.Values["v1"]} and {call.Values["id"]}, id?", name: "id");
            await call.Say($"now {id}");
        }));
        var call = program.Call(settings => settings with { FirstValues = [new("v1", "5"), new("id", "123")] });
        Assert.Equal("came with 5 and 123, id?", Plain(await call.DialAsync(Cancellation)));
        Assert.Equal("now 77", Plain(await call.KeysAsync("77#", Cancellation)));
    }

    [Fact]
    public async Task A_call_that_comes_back_starts_a_new_stay_with_or_without_its_old_values()
    {
        var time = new ManualTime();
        await using var program = await RunningProgram.StartAsync(new ProgramSetup
        {
            Time = time,
            Map = line => line.Map("1", async call =>
            {
                var name = (await call.AskSpeech("name?")).Words;
                await call.Say($"bye {name}");
            }),
        });
        await program.GetAsync("ApiCallId=a&ApiExtension=1&ApiTime=100");
        Assert.Equal("id_list_message=t-bye dan", (await program.GetAsync("ApiCallId=a&ApiExtension=1&ApiTime=105&v1=dan")).Obeyed());
        time.Advance(TimeSpan.FromSeconds(25));
        // The old values are still sent: the question must not find its answer among them.
        Assert.StartsWith("read=t-name?=v2,", (await program.GetAsync("ApiCallId=a&ApiExtension=1&ApiTime=130&v1=dan")).Obeyed(), StringComparison.Ordinal);
        Assert.Equal("id_list_message=t-bye eve", (await program.GetAsync("ApiCallId=a&ApiExtension=1&ApiTime=135&v1=dan&v2=eve")).Obeyed());
        // They are not sent: the same request as the very first one, later.
        Assert.StartsWith("read=t-name?=v3,", (await program.GetAsync("ApiCallId=a&ApiExtension=1&ApiTime=160")).Obeyed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_goes_from_extension_to_extension_and_back()
    {
        await using var program = await RunningProgram.StartAsync(line =>
        {
            line.Map("1", async call =>
            {
                if (await call.AskKeys("menu?") == "2") await call.GoTo(Telephony.Yemot.Answers.Place.At("2"));
                await call.Restart();
            });
            line.Map("2", async call =>
            {
                await call.AskKeys("two?");
                await call.GoTo(Telephony.Yemot.Answers.Place.At("1"));
            });
        });
        var call = program.Call(settings => settings with { SendsHangupAfterDisconnect = true });
        var turn = await call.DialAsync(Cancellation);
        foreach (var (keys, hears) in new[] { ("1#", "menu?"), ("2#", "two?"), ("5#", "menu?"), ("2#", "two?"), ("6#", "menu?"), ("3#", "menu?") })
        {
            turn = await call.KeysAsync(keys, Cancellation);
            Assert.Empty(turn.Broken);
            Assert.Equal(hears, Plain(turn));
        }

        await call.HangUpAsync(Cancellation);
        Assert.Equal(13, Assert.Single(await program.FinishedAsync(1)).Transcript.Count);
    }

    [Fact]
    public async Task A_handler_that_sends_the_caller_to_its_own_extension_starts_anew_each_time()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            await call.Say($"you chose {await call.AskKeys("menu?")}");
            await call.GoTo(Telephony.Yemot.Answers.Place.At("1"));
        }));
        var call = program.Call();
        Assert.Equal("menu?", Plain(await call.DialAsync(Cancellation)));
        foreach (var key in new[] { "3", "3", "4", "3" })
            Assert.Equal($"you chose {key} menu?", Plain(await call.KeysAsync(key + "#", Cancellation)));
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef01234567")]
    [InlineData("5f1c3a8e-1111-2222-3333-444455556666")]
    [InlineData("../../etc/passwd")]
    [InlineData("a b+c%&=?#'\";--")]
    [InlineData("שיחה")]
    [InlineData("yemot:yemot:x")]
    public async Task An_id_is_any_text_and_two_ids_are_two_calls(string id)
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
            await call.Say($"bye {(await call.AskSpeech("name?")).Words}")));
        var escaped = Uri.EscapeDataString(id);
        await program.GetAsync($"ApiCallId={escaped}&ApiExtension=1");
        await program.GetAsync($"ApiCallId={escaped}x&ApiExtension=1");
        Assert.Equal("id_list_message=t-bye dan", (await program.GetAsync($"ApiCallId={escaped}&ApiExtension=1&v1=dan")).Obeyed());
        Assert.Equal("id_list_message=t-bye eve", (await program.GetAsync($"ApiCallId={escaped}x&ApiExtension=1&v1=eve")).Obeyed());
        await program.GetAsync($"ApiCallId={escaped}&hangup=yes");
        Assert.Equal("yemot:" + id, Assert.Single(await program.FinishedAsync(1)).Key);
    }

    [Fact]
    public async Task Calls_never_mix()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            var name = (await call.AskSpeech("name?")).Words;
            await call.Say($"{name} of {await call.AskKeys("number?")}");
        }));
        var calls = Enumerable.Range(0, 200).Select(async i =>
        {
            var call = program.Call(settings => settings with { Post = i % 2 == 0, Repeats = i % 3 == 0 ? RequestRepeats.Together : RequestRepeats.None });
            await call.DialAsync(Cancellation);
            await call.SayAsync($"name{i}", Cancellation);
            var turn = await call.KeysAsync($"{i}#", Cancellation);
            await call.HangUpAsync(Cancellation);
            return Plain(turn) == $"name{i} of {i}";
        });
        Assert.DoesNotContain(false, await Task.WhenAll(calls));
        Assert.Equal(200, (await program.FinishedAsync(200)).Count);
    }

    private static async Task TellAllAsync(Telephony.Yemot.Flows.YemotCall call)
    {
        var facts = call.Facts;
        var keyed = await call.AskKeys(
            $"caller {facts.Caller} line {facts.Line} dialled {facts.Dialled} login {facts.Login} {facts.LoginName}, well?");
        await call.Say($"heard {keyed}");
    }

    /// <summary>What was heard, with single spaces: numbers go as items of their own.</summary>
    private static string Plain(YemotTurn turn) =>
        string.Join(' ', turn.Heard.Where(heard => heard.Kind == HeardKind.Words)).Replace("  ", " ", StringComparison.Ordinal).Replace(" ,", ",", StringComparison.Ordinal);
}
