using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Flows;
using YemotAi.Tests;

namespace YemotAi.Unit.Calls;

/// <summary>Calls to which several things happen at once, or at the worst moment.</summary>
public sealed class CallFaultTests : IAsyncDisposable
{
    private readonly CallBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_second_message_left_with_the_hang_up_is_kept_beside_the_first()
    {
        var kept = new List<string>();
        _bench.Wire.On("", async call =>
        {
            while (true)
            {
                var message = await call.Ask("msg?");
                if (!call.Run.CallerGone) await call.Ask("number?");
                await call.Run.OnceAsync("message", (_, _) =>
                {
                    kept.Add(message);
                    return Task.FromResult(true);
                });
                call.Say("kept");
            }
        });
        await _bench.Turn("a");
        await _bench.Turn("a", "v1=m1");
        Assert.Equal("ask v3: kept msg?", await _bench.Turn("a", "v1=m1&v2=050"));
        await _bench.HangUp("a", "v1=m1&v2=050&v3=m2");
        await _bench.FinishedAsync(1);
        Assert.Equal(["m1", "m2"], kept);
    }

    [Fact]
    public async Task A_call_that_comes_back_after_the_idle_limit_is_answered()
    {
        _bench.Wire.On("", async call =>
        {
            call.Say("hello");
            await call.Ask("?");
        });
        await _bench.Turn("a", stamp: "1");
        await _bench.Turn("a", "v1=x", stamp: "2");
        await _bench.AdvanceAsync(_bench.Options.ElsewhereLimit + TimeSpan.FromMinutes(2));
        Assert.Single(await _bench.FinishedAsync(1));
        Assert.Equal("ask v2: hello ?", await _bench.Turn("a", "v1=x", stamp: "900"));
        await _bench.HangUp("a");
        var finished = Assert.Single(await _bench.FinishedAsync(2));
        Assert.Equal(nameof(CallEndReason.CallerHungUp), finished.Reason);
        Assert.Equal(2, finished.Transcript.Count(line => line.Text == "hello ?"));
    }

    [Fact]
    public async Task A_store_that_is_away_at_the_hang_up_loses_no_effect()
    {
        var keys = new List<string>();
        Message(keys);
        await _bench.Turn("a");
        _bench.Store.Down = true;
        await _bench.HangUp("a", "v1=yes");
        _bench.Store.Down = false;
        for (var i = 0; i < 6; i++) await _bench.AdvanceAsync(TimeSpan.FromSeconds(15));
        await _bench.FinishedAsync(1);
        Assert.Single(keys);
    }

    [Fact]
    public async Task An_effect_waits_for_a_store_that_is_away_and_is_done_once()
    {
        var keys = new List<string>();
        Message(keys);
        await _bench.Turn("a");
        _bench.Store.Down = true;
        Assert.Equal("ask v2: moment 0", await UntilAnsweredAsync(_bench.Turn("a", "v1=yes")));
        Assert.Empty(keys);
        _bench.Store.Down = false;
        await UntilAnsweredAsync(_bench.Turn("a", "v1=yes&v2="));
        Assert.Single(keys);
    }

    [Fact]
    public async Task An_effect_does_not_wait_for_ever_for_a_store()
    {
        var keys = new List<string>();
        Message(keys);
        await _bench.Turn("a");
        _bench.Store.Down = true;
        var values = "v1=yes";
        var answer = await UntilAnsweredAsync(_bench.Turn("a", values));
        for (var i = 2; answer.Contains("moment", StringComparison.Ordinal); i++)
        {
            values += $"&v{i}=";
            answer = await UntilAnsweredAsync(_bench.Turn("a", values));
        }

        Assert.Equal("sorry", answer);
        Assert.Empty(keys);
    }

    [Fact]
    public async Task An_effect_that_was_begun_is_finished_when_neither_the_process_nor_the_caller_survives()
    {
        var keys = new List<string>();
        var stuck = new TaskCompletionSource();
        _bench.Wire.On("", async call =>
        {
            await call.Ask("message?");
            await call.Run.OnceAsync("message", async (key, _) =>
            {
                keys.Add(key);
                if (keys.Count > 1) return 1;
                stuck.SetResult();
                await new TaskCompletionSource().Task;
                return 1;
            });
            await call.Ask("done");
        });
        await _bench.Turn("a");
        _ = _bench.Turn("a", "v1=yes");
        await stuck.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        _bench.Crash();
        await _bench.AdvanceAsync(_bench.Options.IdleLimit + TimeSpan.FromMinutes(2));
        await _bench.FinishedAsync(1);
        Assert.Equal(2, keys.Count);
        Assert.Equal(keys[0], keys[1]);
    }

    [Fact]
    public async Task A_step_that_failed_fails_in_the_same_way_when_the_handler_is_run_again()
    {
        var computed = 0;
        _bench.Wire.On("", async call =>
        {
            var said = await call.Ask("hello?");
            while (true)
            {
                try
                {
                    call.Say(await call.Run.ComputeAsync(
                        "x", _ => ++computed == 1 ? throw new IOException("down") : Task.FromResult("ok")));
                }
                catch (StepFailedException failed)
                {
                    call.Say($"sorry ({failed.Message})");
                }

                said = await call.Ask($"[{said}] more?");
            }
        });
        await _bench.Turn("a");
        Assert.Equal("ask v2: sorry (The step 'x' failed: IOException: down) [one] more?", await _bench.Turn("a", "v1=one"));
        _bench.Crash();
        Assert.Equal("ask v3: ok [two] more?", await _bench.Turn("a", "v1=one&v2=two"));
        Assert.Equal(2, computed);
    }

    [Fact]
    public async Task An_effect_that_failed_is_not_tried_again_behind_the_handlers_back()
    {
        var tried = 0;
        _bench.Wire.On("", async call =>
        {
            await call.Ask("?");
            try
            {
                await call.Run.OnceAsync<int>("book", (_, _) =>
                {
                    tried++;
                    throw new IOException("full");
                });
            }
            catch (StepFailedException)
            {
                call.Say("no room");
            }

            await call.Ask("other day?");
            await call.Ask("hour?");
        });
        await _bench.Turn("a");
        Assert.Equal("ask v2: no room other day?", await _bench.Turn("a", "v1=x"));
        Assert.Equal("ask v3: hour?", await _bench.Turn("a", "v1=x&v2=y"));
        Assert.Equal(1, tried);
    }

    [Fact]
    public async Task A_run_that_was_abandoned_does_nothing_in_the_stay_that_followed()
    {
        var gate = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        var keys = new List<string>();
        _bench.Wire.On("", async call =>
        {
            await call.Ask("time?");
            await call.Run.OnceAsync("a", async (key, _) =>
            {
                keys.Add(key);
                if (keys.Count > 1) return 1;
                began.SetResult();
                await gate.Task;
                return 1;
            });
            await call.Run.OnceAsync("b", (key, _) =>
            {
                keys.Add(key);
                return Task.FromResult(1);
            });
            await call.Ask("done");
        });
        await _bench.Turn("a");
        var slow = _bench.Turn("a", "v1=10");
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await _bench.Time.WhenWaitingAsync(2, Cancellation);
        _bench.Time.Advance(_bench.Options.Patience);
        Assert.Equal("ask v2: moment 0", await slow);
        await _bench.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("ask v3: time?", await _bench.Turn("a"));
        gate.SetResult();
        Assert.Equal("ask v4: done", await _bench.Turn("a", "v3=11"));
        // Once by the run that was left, and both once by the stay that came after it.
        Assert.Equal(3, keys.Distinct().Count());
        Assert.Equal(3, keys.Count);
    }

    [Fact]
    public async Task A_wake_up_during_the_end_of_a_call_does_not_begin_it_again()
    {
        var runs = 0;
        var cancelled = 0;
        var gate = new TaskCompletionSource();
        _bench.Wire.On("", async call =>
        {
            await call.Ask("?");
            await call.Run.OnceAsync("a", async (_, cancellation) =>
            {
                runs++;
                await using var watched = cancellation.Register(() => cancelled++);
                await gate.Task;
                return 1;
            });
            await call.Ask("done");
        });
        await _bench.Turn("a");
        await _bench.HangUp("a", "v1=10");
        await _bench.AdvanceAsync(TimeSpan.FromSeconds(2));
        gate.SetResult();
        await _bench.FinishedAsync(1);
        Assert.Equal((1, 0), (runs, cancelled));
    }

    [Fact]
    public async Task Another_time_stamp_tells_a_return_however_soon_it_comes()
    {
        var entries = 0;
        _bench.Wire.On("", async call =>
        {
            call.Say($"hello {await call.Run.ComputeAsync("n", _ => Task.FromResult(++entries))}");
        });
        Assert.Equal("bye: hello 1", await _bench.Turn("a", stamp: "100"));
        Assert.Equal("bye: hello 1", await _bench.Turn("a", stamp: "100"));
        _bench.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("bye: hello 2", await _bench.Turn("a", stamp: "103"));
    }

    [Fact]
    public async Task A_handlers_own_clean_up_that_fails_hurts_nobody()
    {
        _bench.Wire.On("", async call =>
        {
            await call.Ask("?");
            call.Run.Ended.Register(() => throw new InvalidOperationException("the process is gone"));
            await new TaskCompletionSource().Task;
        });
        await _bench.Turn("a");
        var slow = _bench.Turn("a", "v1=10");
        await _bench.Time.WhenWaitingAsync(2, Cancellation);
        _bench.Time.Advance(_bench.Options.Patience);
        Assert.Equal("ask v2: moment 0", await slow);
        _bench.Time.Advance(_bench.Options.WorkLimit);
        Assert.Equal("sorry", await _bench.Turn("a", "v1=10&v2=None"));
        await _bench.HangUp("a");
        Assert.Single(await _bench.FinishedAsync(1));
    }

    [Fact]
    public async Task A_name_is_not_asked_for_twice_after_slow_work()
    {
        var gate = new TaskCompletionSource();
        _bench.Wire.On("", async call =>
        {
            await call.Ask("id?", "id");
            await gate.Task;
            await call.Ask("id again?", "id");
        });
        Assert.Equal("ask id: id?", await _bench.Turn("a"));
        var slow = _bench.Turn("a", "id=7");
        await _bench.Time.WhenWaitingAsync(2, Cancellation);
        _bench.Time.Advance(_bench.Options.Patience);
        Assert.Equal("ask v2: moment 0", await slow);
        gate.SetResult();
        Assert.Equal("ask id_2: id again?", await _bench.Turn("a", "id=7&v2=None"));
    }

    [Fact]
    public async Task A_recording_that_ends_with_the_hang_up_is_known_by_its_name()
    {
        string? heard = null;
        _bench.Wire.On("", async call =>
        {
            heard = await call.Run.AskAsync(
                "record", null, name => new FlowAnswer($"ask {name}", "record"), v => v, ifGone: name => name + ".wav");
            await call.Run.OnceAsync("keep", (_, _) => Task.FromResult(1));
        });
        await _bench.Turn("a");
        await _bench.HangUp("a");
        await _bench.FinishedAsync(1);
        Assert.Equal("v1.wav", heard);
    }

    [Fact]
    public async Task A_hang_up_ends_a_reply_that_code_outside_of_flows_waits_for()
    {
        var mind = new ScriptedMind();
        await using var bench = new CallBench(mind);
        Assert.Equal("you said one (0)", await bench.AskAsync("own", new ReplyWanted("one", "op1")));
        mind.Waits = true;
        var waiting = bench.AskAsync("own", new ReplyWanted("two", "op2"));
        await mind.WhenAskedAsync(Cancellation);
        await bench.HangUp("own");
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        Assert.DoesNotContain(Assert.Single(await bench.FinishedAsync(1)).Transcript, line => line.Text == "two");
    }

    [Fact]
    public async Task A_reply_that_never_comes_is_given_up_and_the_next_one_is_asked()
    {
        var mind = new ScriptedMind { Waits = true };
        await using var bench = new CallBench(mind);
        var waiting = bench.AskAsync("own", new ReplyWanted("one", "op1"));
        await mind.WhenAskedAsync(Cancellation);
        await bench.Time.WhenWaitingAsync(1, Cancellation);
        bench.Time.Advance(bench.Options.WorkLimit);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        mind.Waits = false;
        Assert.Equal("you said two (0)", await bench.AskAsync("own", new ReplyWanted("two", "op2")));
    }

    private void Message(List<string> keys) => _bench.Wire.On("", async call =>
    {
        await call.Ask("message?");
        await call.Run.OnceAsync("message", (key, _) =>
        {
            keys.Add(key);
            return Task.FromResult(1);
        });
        await call.Ask("done");
    });

    /// <summary>Lets the time go on until a request is answered, whenever its timers are set.</summary>
    private async Task<string> UntilAnsweredAsync(Task<string> asked)
    {
        await Polling.UntilAsync("the request is answered", async () =>
        {
            if (asked.IsCompleted) return true;
            await _bench.AdvanceAsync(TimeSpan.FromSeconds(1));
            // The call's own turns run on other threads: they get a moment to set their timers before the clock moves on.
            await Task.WhenAny(asked, Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation));
            return asked.IsCompleted;
        });

        return await asked;
    }
}
