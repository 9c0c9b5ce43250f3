using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Yemot;
using YemotAi.Tests;

namespace YemotAi.EndToEnd.Yemot;

/// <summary>Handlers with faults, and calls that move between handlers. (Protocol, sections 5.8, 5.9, 5.10 and 5.12.)</summary>
public sealed class HandlerTests
{
    private static readonly TimeSpan Patience = new CallOptions().Patience;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_comes_to_another_extension_gets_that_ones_handler_even_while_the_first_still_works()
    {
        var gate = new Gate();
        await using var program = await RunningProgram.StartAsync(line =>
        {
            line.Map("1", async call =>
            {
                await call.AskKeys("one?");
                await call.Compute("slow", gate.PassAsync);
                await call.AskKeys("one again?");
            });
            line.Map("2", async call => await call.AskKeys("two?"));
        });
        await program.GetAsync("ApiCallId=a&ApiExtension=1");
        var working = program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5");
        await gate.WhenReachedAsync();
        var other = (await program.GetAsync("ApiCallId=a&ApiExtension=2")).Obeyed();
        Assert.StartsWith("read=t-two?=v2,", other, StringComparison.Ordinal);
        gate.Open();
        Assert.Equal("noop=ok", (await working).Obeyed());
        Assert.Equal("noop=end", (await program.GetAsync("ApiCallId=a&ApiExtension=2&v2=3")).Obeyed());
    }

    [Fact]
    public async Task A_handler_that_ends_without_a_word_lets_the_caller_leave()
    {
        await using var program = await RunningProgram.StartAsync(line =>
        {
            line.Map("1", _ => Task.CompletedTask);
            line.Map("2", async call => await call.AskKeys("?"));
        });
        Assert.Equal("noop=end", (await program.GetAsync("ApiCallId=a&ApiExtension=1")).Obeyed());
        await program.GetAsync("ApiCallId=b&ApiExtension=2");
        Assert.Equal("noop=end", (await program.GetAsync("ApiCallId=b&ApiExtension=2&v1=1")).Obeyed());
        var call = program.Call();
        await call.DialAsync(Cancellation);
        Assert.Equal(CallState.Left, call.State);
    }

    [Fact]
    public async Task A_handler_that_throws_costs_its_own_caller_an_apology_and_no_other_call_anything()
    {
        await using var program = await RunningProgram.StartAsync(line =>
        {
            line.Map("1", _ => throw new InvalidOperationException("at once"));
            line.Map("2", async call =>
            {
                await call.AskKeys("?");
                await Task.Yield();
                throw new InvalidOperationException("later");
            });
            line.Map("3", async call => await call.Once<int>("effect", (_, _) => throw new InvalidOperationException("in an effect")));
            line.Map("4", call => call.Transfer("no number"));
            line.Map("5", async call => await call.AskKeys("?", ask => ask with { MinDigits = 5, MaxDigits = 2 }));
            line.Map("6", async call =>
            {
                await call.AskKeys("still there?");
                await call.Say("of course");
            });
        });
        await program.GetAsync("ApiCallId=good&ApiExtension=6");
        await program.GetAsync("ApiCallId=2&ApiExtension=2");
        string? apology = null;
        foreach (var query in new[] { "ApiExtension=1", "ApiExtension=2&v1=1", "ApiExtension=3", "ApiExtension=4", "ApiExtension=5" })
        {
            var id = query["ApiExtension=".Length];
            var answer = (await program.GetAsync($"ApiCallId={id}&{query}")).Obeyed();
            Assert.Equal(apology ??= answer, answer);
            Assert.Equal(answer, (await program.GetAsync($"ApiCallId={id}&{query}")).Obeyed());
        }

        Assert.StartsWith("id_list_message=t-סליחה", apology, StringComparison.Ordinal);
        Assert.Equal("id_list_message=t-of course", (await program.GetAsync("ApiCallId=good&ApiExtension=6&v1=1")).Obeyed());
        foreach (var reason in new[] { "at once", "later", "in an effect" })
            Assert.Contains(program.Log.All, line => line.Level == LogLevel.Error && line.Error?.GetBaseException().Message == reason);
    }

    [Fact]
    public async Task An_extension_without_a_handler_says_so_and_the_caller_leaves()
    {
        await using var program = await RunningProgram.StartAsync(
            line => line.Map("1", call => call.Say("one")), "--Agents:0:Extension", "9");
        var answer = (await program.GetAsync("ApiCallId=a&ApiExtension=77")).Obeyed();
        Assert.StartsWith("id_list_message=t-השלוחה", answer, StringComparison.Ordinal);
        Assert.False(await program.KnowsAsync("a"));
    }

    [Fact]
    public async Task A_handler_that_never_answers_is_bridged_and_given_up_and_every_answer_can_be_obeyed()
    {
        var time = new ManualTime();
        var gate = new Gate();
        await using var program = await RunningProgram.StartAsync(new ProgramSetup
        {
            Time = time,
            Map = line => line.Map("1", async call =>
            {
                await call.AskKeys("?");
                await gate.PassAsync(default);
            }),
        });
        var values = "&v1=1";
        await program.GetAsync("ApiCallId=a&ApiExtension=1");
        string answer;
        var moments = 0;
        while (true)
        {
            var asked = program.GetAsync("ApiCallId=a&ApiExtension=1" + values);
            await gate.WhenReachedAsync();
            var armed = time.WhenDueInAsync(Patience, Cancellation);
            // The last one is over when it comes, because the work is.
            if (await Task.WhenAny(asked, armed) != asked) time.Advance(Patience);
            answer = (await asked).Obeyed();
            if (!answer.StartsWith("read=", StringComparison.Ordinal)) break;
            var name = answer.Split('=')[2].Split(',')[0];
            values += $"&{name}=None";
            Assert.InRange(++moments, 1, 20);
        }

        Assert.Equal(1, gate.Passes);
        Assert.InRange(moments, 10, 20);
        Assert.StartsWith("id_list_message=t-סליחה", answer, StringComparison.Ordinal);
        Assert.Contains(program.Log.Errors, line => line.Error is TimeoutException);
    }

    [Fact]
    public async Task A_slow_answer_comes_with_a_later_request_and_the_caller_hears_one_moment_meanwhile()
    {
        var time = new ManualTime();
        var gate = new Gate();
        await using var program = await RunningProgram.StartAsync(new ProgramSetup
        {
            Time = time,
            Map = line => line.Map("1", async call =>
            {
                await call.AskKeys("?");
                await call.Say(await call.Compute("slow", gate.PassAsync));
                await call.AskKeys("more?");
            }),
        });
        var call = program.Call();
        await call.DialAsync(Cancellation);
        var asked = call.KeysAsync("1#", Cancellation);
        await gate.WhenReachedAsync();
        await time.WhenDueInAsync(Patience, Cancellation);
        time.Advance(Patience);
        Assert.StartsWith("רק רגע", (await asked).HeardText, StringComparison.Ordinal);
        gate.Open();
        var turn = await call.SilenceAsync(Cancellation);
        Assert.Empty(turn.Broken);
        Assert.Equal("through more?", turn.HeardText);
        Assert.Equal(1, gate.Passes);
    }
}
