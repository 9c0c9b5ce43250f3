using Xunit;
using YemotAi.Calls;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Yemot;

namespace YemotAi.EndToEnd.Yemot;

/// <summary>Hang-up notices: in time, late, early, twice, never. (Protocol, sections 1.5 and 5.3.)</summary>
public sealed class HangUpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hang_up_while_the_handler_works_is_answered_at_once_and_ends_the_work_and_the_call()
    {
        var gate = new Gate();
        var ended = new TaskCompletionSource();
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            await call.AskKeys("number?");
            call.Ended.Register(ended.SetResult);
            await call.Compute("slow", gate.PassAsync);
            await call.AskKeys("nobody hears this");
        }));
        await program.GetAsync("ApiCallId=a&ApiExtension=1");
        var working = program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5");
        await gate.WhenReachedAsync();
        var notice = (await program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5&hangup=yes&ApiHangupExtension=/1")).Obeyed();
        Assert.Equal("noop=ok", notice);
        await Waiting.For("the handler is told", ended.Task);
        // Who asked and was not waited for any more gets something harmless, and not the next question.
        Assert.Equal("noop=ok", (await working).Obeyed());
        Assert.Equal(nameof(CallEndReason.CallerHungUp), Assert.Single(await program.FinishedAsync(1)).Reason);
        await program.WhenFreedAsync();
        Assert.Empty(program.Log.Errors);
    }

    [Fact]
    public async Task A_hang_up_of_an_unknown_call_creates_nothing()
    {
        var entered = 0;
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            entered++;
            await call.AskKeys("number?");
        }));
        Assert.Equal("noop=ok", (await program.GetAsync("ApiCallId=x&ApiExtension=1&hangup=yes&ApiHangupExtension=/3")).Obeyed());
        Assert.Equal("noop=ok", (await program.PostAsync("ApiCallId=y&ApiExtension=1&v1=7&hangup=yes")).Obeyed());
        Assert.Equal(0, entered);
        await program.WhenFreedAsync();
        Assert.False(await program.KnowsAsync("x"));
        Assert.False(await program.KnowsAsync("y"));
        Assert.Empty(await program.FinishedAsync(0));
    }

    [Fact]
    public async Task A_hang_up_comes_again_and_from_elsewhere_and_the_call_is_archived_once_and_stays_over()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            while (true) await call.AskKeys("number?");
        }));
        await program.GetAsync("ApiCallId=a&ApiExtension=1");
        for (var i = 0; i < 3; i++)
            Assert.Equal("noop=ok", (await program.GetAsync($"ApiCallId=a&ApiExtension=1&hangup=yes&ApiHangupExtension=/{i}")).Obeyed());
        Assert.Single(await program.FinishedAsync(1));
        Assert.Equal("noop=ok", (await program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5")).Obeyed());
        await program.StartAgainAsync();
        Assert.Equal("noop=ok", (await program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5")).Obeyed());
        Assert.Equal("noop=ok", (await program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5&hangup=yes")).Obeyed());
        Assert.Single(await program.FinishedAsync(1));
    }

    [Fact]
    public async Task A_call_that_left_the_extension_long_ago_is_ended_by_its_hang_up()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", call => call.Say("hello")));
        var call = program.Call();
        await call.DialAsync(Cancellation);
        Assert.Equal(CallState.Left, call.State);
        await call.HangUpAsync(Cancellation);
        var finished = Assert.Single(await program.FinishedAsync(1));
        Assert.Equal("yemot:" + call.CallId, finished.Key);
        Assert.Equal("hello", Assert.Single(finished.Transcript).Text);
    }

    [Fact]
    public async Task What_comes_with_the_hang_up_as_the_last_answer_still_has_its_effect_and_nobody_is_spoken_to()
    {
        var kept = new List<string>();
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            var path = await call.AskRecording("message?", ask => ask with { KeepOnHangup = true });
            await call.Once("keep", (_, _) =>
            {
                kept.Add(path);
                return Task.FromResult(true);
            });
            await call.AskKeys("kept, more?");
        }));
        await program.GetAsync("ApiCallId=a&ApiExtension=1");
        Assert.Equal("noop=ok", (await program.GetAsync("ApiCallId=a&ApiExtension=1&v1=%2F1%2F000.wav&hangup=yes")).Obeyed());
        var finished = Assert.Single(await program.FinishedAsync(1));
        Assert.Equal("/1/000.wav", Assert.Single(kept));
        Assert.DoesNotContain(finished.Transcript, line => line.Text.Contains("more", StringComparison.Ordinal));
    }
}
