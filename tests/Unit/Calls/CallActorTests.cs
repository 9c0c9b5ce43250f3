using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Journal;

namespace YemotAi.Unit.Calls;

public sealed class CallActorTests : IAsyncDisposable
{
    private readonly ScriptedMind _mind = new();
    private readonly CallBench _bench;

    public CallActorTests() => _bench = new CallBench(_mind);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_handler_reads_like_a_conversation()
    {
        Menu();
        Assert.Equal("ask v1: welcome name?", await _bench.Turn("a"));
        Assert.Equal("ask v2: hello dan city?", await _bench.Turn("a", "v1=dan"));
        Assert.Equal("bye: dan of haifa", await _bench.Turn("a", "v1=dan&v2=haifa"));
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_answer()
    {
        Menu();
        foreach (var values in new[] { "", "v1=dan", "v1=dan&v2=haifa" })
        {
            var first = await _bench.Turn("a", values);
            Assert.Equal(first, await _bench.Turn("a", values));
            Assert.Equal(first, await _bench.Turn("a", values));
        }
    }

    [Fact]
    public async Task A_late_repetition_of_an_earlier_request_does_not_move_the_call()
    {
        Menu();
        var opening = await _bench.Turn("a");
        var second = await _bench.Turn("a", "v1=dan");
        Assert.Equal(opening, await _bench.Turn("a"));
        Assert.Equal(second, await _bench.Turn("a", "v1=dan"));
        Assert.Equal("bye: dan of haifa", await _bench.Turn("a", "v1=dan&v2=haifa"));
    }

    [Fact]
    public async Task A_duplicate_that_comes_while_the_first_is_worked_on_gets_the_same_answer_and_the_work_is_done_once()
    {
        _mind.Waits = true;
        Talk();
        await _bench.Turn("a");
        var first = _bench.Turn("a", "v1=hi");
        await _mind.WhenAskedAsync(Cancellation);
        var second = _bench.Turn("a", "v1=hi");
        var third = _bench.Turn("a", "v1=hi");
        Assert.False(first.IsCompleted || second.IsCompleted || third.IsCompleted);
        _mind.Release();
        Assert.Equal("ask v2: you said hi (0)", await first);
        Assert.Equal(await first, await second);
        Assert.Equal(await first, await third);
        Assert.Single(_mind.Requests);
    }

    [Fact]
    public async Task A_hang_up_in_the_middle_cancels_the_work_answers_at_once_and_frees_the_call()
    {
        _mind.Waits = true;
        var cancelled = new TaskCompletionSource();
        _bench.Wire.On("", async call =>
        {
            var said = await call.Ask("?");
            call.Run.Ended.Register(cancelled.SetResult);
            await call.Run.AskMindAsync(said, r => r, _mind, TimeSpan.FromMinutes(1));
        });
        await _bench.Turn("a");
        var working = _bench.Turn("a", "v1=hi");
        await _mind.WhenAskedAsync(Cancellation);
        Assert.Equal("nothing", await _bench.HangUp("a", "v1=hi"));
        Assert.Equal("nothing", await working);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        var finished = Assert.Single(await _bench.FinishedAsync(1));
        Assert.Equal(nameof(CallEndReason.CallerHungUp), finished.Reason);
        await UntilFreedAsync();
    }

    [Fact]
    public async Task A_hang_up_for_an_unknown_call_creates_nothing()
    {
        Menu();
        Assert.Equal("nothing", await _bench.HangUp("stranger"));
        await UntilFreedAsync();
        Assert.Equal(0, _bench.Store.Writes);
        Assert.Empty(await _bench.FinishedAsync());
    }

    [Fact]
    public async Task A_hang_up_comes_twice_and_requests_come_after_it()
    {
        Menu();
        await _bench.Turn("a");
        await _bench.HangUp("a");
        Assert.Single(await _bench.FinishedAsync(1));
        Assert.Equal("nothing", await _bench.HangUp("a"));
        Assert.Equal("nothing", await _bench.Turn("a", "v1=dan"));
        Assert.Equal("nothing", await _bench.Turn("a"));
        Assert.Single(await _bench.FinishedAsync());
    }

    [Fact]
    public async Task No_hang_up_ever_comes_and_the_idle_limit_ends_the_call()
    {
        Menu();
        await _bench.Turn("a");
        await _bench.Turn("a", "v1=dan");
        await _bench.AdvanceAsync(_bench.Options.IdleLimit / 2);
        Assert.Empty(await _bench.FinishedAsync());
        await _bench.AdvanceAsync(_bench.Options.IdleLimit + TimeSpan.FromMinutes(2));
        var finished = Assert.Single(await _bench.FinishedAsync(1));
        Assert.Equal(nameof(CallEndReason.Idle), finished.Reason);
        Assert.Contains(finished.Transcript, line => line.Text == "dan");
    }

    [Fact]
    public async Task The_idle_limit_ends_a_call_that_the_process_did_not_survive()
    {
        Menu();
        await _bench.Turn("a");
        _bench.Crash();
        await _bench.AdvanceAsync(_bench.Options.IdleLimit + TimeSpan.FromMinutes(2));
        Assert.Equal(nameof(CallEndReason.Idle), Assert.Single(await _bench.FinishedAsync(1)).Reason);
    }

    [Fact]
    public async Task A_call_that_left_and_came_back_starts_a_new_stay()
    {
        Menu();
        await _bench.Turn("a");
        await _bench.Turn("a", "v1=dan");
        var farewell = await _bench.Turn("a", "v1=dan&v2=haifa");
        Assert.StartsWith("bye", farewell, StringComparison.Ordinal);
        await _bench.AdvanceAsync(TimeSpan.FromSeconds(20));
        // The platform still has the old values: the questions get names that no old value can answer.
        Assert.Equal("ask v3: welcome name?", await _bench.Turn("a", "v1=dan&v2=haifa"));
        Assert.Equal("ask v4: hello eve city?", await _bench.Turn("a", "v1=dan&v2=haifa&v3=eve"));
    }

    [Fact]
    public async Task A_call_that_came_back_without_its_values_starts_a_new_stay()
    {
        Menu();
        await _bench.Turn("a");
        await _bench.Turn("a", "v1=dan");
        await _bench.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("ask v3: welcome name?", await _bench.Turn("a"));
    }

    [Fact]
    public async Task The_platforms_time_stamp_tells_a_return_from_a_repetition()
    {
        _bench.Wire.On("", call => { call.Say("hello"); return Task.CompletedTask; });
        await _bench.Turn("a", stamp: "100");
        await _bench.Turn("a", stamp: "100");
        var writes = _bench.Store.Writes;
        await _bench.AdvanceAsync(TimeSpan.FromSeconds(20));
        await _bench.Turn("a", stamp: "100");
        Assert.Equal(writes, _bench.Store.Writes);
        await _bench.Turn("a", stamp: "120");
        Assert.True(_bench.Store.Writes > writes);
    }

    [Fact]
    public async Task A_stay_that_restarts_itself_begins_anew_at_once()
    {
        var entries = 0;
        _bench.Wire.On("", async call =>
        {
            entries = await call.Run.ComputeAsync("entries", _ => Task.FromResult(entries + 1));
            call.Say($"entry {entries}");
            await call.Leave(Leaving.Restarts);
        });
        Assert.Equal("bye: entry 1", await _bench.Turn("a", stamp: "100"));
        Assert.Equal("bye: entry 2", await _bench.Turn("a", stamp: "100"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1=dan&v2=haifa")]
    public async Task A_stay_that_restarts_itself_after_questions_begins_anew_with_and_without_its_values(string kept)
    {
        _bench.Wire.On("", async call =>
        {
            await call.Ask("name?");
            await call.Ask("city?");
            await call.Leave(Leaving.Restarts);
        });
        await _bench.Turn("a", stamp: "100");
        await _bench.Turn("a", "v1=dan", stamp: "100");
        await _bench.Turn("a", "v1=dan&v2=haifa", stamp: "100");
        Assert.Equal("ask v3: name?", await _bench.Turn("a", kept, stamp: "100"));
        Assert.Equal("ask v4: city?", await _bench.Turn("a", kept + "&v3=eve", stamp: "100"));
    }

    [Fact]
    public async Task A_caller_who_is_back_within_seconds_is_told_from_a_repetition_by_the_time_stamp()
    {
        Menu();
        await _bench.Turn("a", stamp: "100");
        await _bench.Turn("a", "v1=dan", stamp: "101");
        // A proxy repeats the very first request.
        Assert.Equal("ask v1: welcome name?", await _bench.Turn("a", stamp: "100"));
        // The caller left the dialogue with a key of the telephone system's own and came back.
        Assert.Equal("ask v3: welcome name?", await _bench.Turn("a", stamp: "102"));
        Assert.Equal("ask v4: hello eve city?", await _bench.Turn("a", "v3=eve", stamp: "102"));
    }

    [Fact]
    public void A_moment_in_the_journal_is_the_same_before_it_is_written_and_after_it_is_read()
    {
        var entry = new JournalEntry.Failed(new DateTimeOffset(2026, 11, 22, 8, 0, 0, 123, 456, TimeSpan.Zero), "x");
        Assert.Equal(entry, Assert.Single(JournalJson.Read(JournalJson.Write([entry]))));
    }

    [Fact]
    public async Task Another_extension_of_the_same_call_gets_its_own_handler()
    {
        Menu();
        _bench.Wire.On("5", async call => await call.Ask("five?"));
        await _bench.Turn("a");
        Assert.Equal("ask v2: five?", await _bench.Turn("a", extension: "5"));
        Assert.Equal("ask v3: welcome name?", await _bench.Turn("a"));
    }

    [Fact]
    public async Task An_extension_without_a_handler_says_so_and_keeps_nothing()
    {
        Assert.Equal("nobody", await _bench.Turn("a", extension: "77"));
        await UntilFreedAsync();
        Assert.Equal(0, _bench.Store.Writes);
    }

    [Fact]
    public async Task A_handler_that_throws_gives_the_caller_an_apology_and_the_log_the_reason()
    {
        _bench.Wire.On("", async call =>
        {
            await call.Ask("?");
            throw new InvalidOperationException("the till is stuck");
        });
        await _bench.Turn("a");
        Assert.Equal("sorry", await _bench.Turn("a", "v1=x"));
        Assert.Equal("sorry", await _bench.Turn("a", "v1=x"));
        Assert.Contains(_bench.Log.All, line => line.Level == LogLevel.Error && line.Error?.Message == "the till is stuck");
        await _bench.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("ask v2: ?", await _bench.Turn("a", "v1=x"));
    }

    [Fact]
    public async Task A_slow_handler_gets_a_bridge_turn_and_its_answer_when_it_comes()
    {
        _mind.Waits = true;
        Talk();
        await _bench.Turn("a");
        var slow = _bench.Turn("a", "v1=hi");
        await _mind.WhenAskedAsync(Cancellation);
        Assert.Equal("ask v2: moment 0", await PastPatienceAsync(slow));
        // The same request again, late: the same bridge turn.
        Assert.Equal("ask v2: moment 0", await _bench.Turn("a", "v1=hi"));
        var more = _bench.Turn("a", "v1=hi&v2=None");
        Assert.Equal("ask v3: moment 1", await PastPatienceAsync(more));
        var real = _bench.Turn("a", "v1=hi&v2=None&v3=None");
        _mind.Release();
        Assert.Equal("ask v4: you said hi (0)", await real);
        Assert.Single(_mind.Requests);
    }

    [Fact]
    public async Task An_answer_that_came_between_two_requests_waits_for_the_caller()
    {
        _mind.Waits = true;
        Talk();
        await _bench.Turn("a");
        var slow = _bench.Turn("a", "v1=hi");
        await _mind.WhenAskedAsync(Cancellation);
        await PastPatienceAsync(slow);
        _mind.Release();
        Assert.Equal("ask v3: you said hi (0)", await _bench.Turn("a", "v1=hi&v2=None"));
    }

    [Fact]
    public async Task Work_that_never_ends_is_given_up_at_the_work_limit()
    {
        _bench.Wire.On("", async call =>
        {
            await call.Ask("?");
            await Task.Delay(Timeout.InfiniteTimeSpan, call.Run.Ended);
        });
        await _bench.Turn("a");
        var values = "v1=x";
        var answer = await PastPatienceAsync(_bench.Turn("a", values), timers: 2);
        for (var i = 2; i < 40 && answer.Contains("moment", StringComparison.Ordinal); i++)
        {
            values += $"&v{i}=None";
            answer = await PastPatienceAsync(_bench.Turn("a", values), timers: 2);
        }

        Assert.Equal("sorry", answer);
    }

    [Fact]
    public async Task A_call_survives_a_crash_between_its_turns()
    {
        Menu();
        await _bench.Turn("a");
        _bench.Crash();
        Assert.Equal("ask v2: hello dan city?", await _bench.Turn("a", "v1=dan"));
        _bench.Crash();
        Assert.Equal("ask v2: hello dan city?", await _bench.Turn("a", "v1=dan"));
        Assert.Equal("bye: dan of haifa", await _bench.Turn("a", "v1=dan&v2=haifa"));
    }

    [Fact]
    public async Task A_call_survives_a_crash_during_a_bridge_turn()
    {
        _mind.Waits = true;
        Talk();
        await _bench.Turn("a");
        var slow = _bench.Turn("a", "v1=hi");
        await _mind.WhenAskedAsync(Cancellation);
        await PastPatienceAsync(slow);
        _bench.Crash();
        _mind.Waits = false;
        Assert.Equal("ask v3: you said hi (0)", await _bench.Turn("a", "v1=hi&v2=None"));
    }

    [Fact]
    public async Task An_effect_happens_once_however_often_the_request_comes()
    {
        var keys = new List<string>();
        Effect(keys);
        await _bench.Turn("a");
        Assert.Equal("ask v2: done 1", await _bench.Turn("a", "v1=yes"));
        Assert.Equal("ask v2: done 1", await _bench.Turn("a", "v1=yes"));
        _bench.Crash();
        Assert.Equal("bye:", (await _bench.Turn("a", "v1=yes&v2=x")).Trim());
        Assert.Single(keys);
    }

    [Fact]
    public async Task An_effect_that_the_process_died_in_is_done_again_with_the_same_key()
    {
        var keys = new List<string>();
        var stuck = new TaskCompletionSource();
        _bench.Wire.On("", async call =>
        {
            await call.Ask("?");
            var n = await call.Run.OnceAsync("book", async (key, _) =>
            {
                keys.Add(key);
                if (keys.Count == 1)
                {
                    stuck.SetResult();
                    await new TaskCompletionSource().Task;
                }

                return keys.Count;
            });
            await call.Ask($"done {n}");
        });
        await _bench.Turn("a");
        _ = _bench.Turn("a", "v1=yes");
        await stuck.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        _bench.Crash();
        Assert.Equal("ask v2: done 2", await _bench.Turn("a", "v1=yes"));
        Assert.Equal(2, keys.Count);
        Assert.Equal(keys[0], keys[1]);
        Assert.Contains("test:a", keys[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_answered_with_the_hang_up_itself_still_takes_effect()
    {
        var keys = new List<string>();
        Effect(keys);
        await _bench.Turn("a");
        await _bench.HangUp("a", "v1=yes");
        var finished = Assert.Single(await _bench.FinishedAsync(1));
        Assert.Single(keys);
        Assert.Contains(finished.Transcript, line => line.Text == "yes");
    }

    [Fact]
    public async Task A_caller_who_is_gone_costs_no_thought()
    {
        Talk();
        await _bench.Turn("a");
        await _bench.HangUp("a", "v1=hi");
        await _bench.FinishedAsync(1);
        Assert.Empty(_mind.Requests);
    }

    [Fact]
    public async Task A_handler_whose_code_changed_is_detected_and_the_call_goes_on_from_its_opening()
    {
        Menu();
        await _bench.Turn("a");
        await _bench.Turn("a", "v1=dan");
        _bench.Crash();
        _bench.Wire.On("", async call =>
        {
            await call.Ask("key?", verb: "keys");
            await call.Ask("then?");
        });
        Assert.Equal("ask v3: key?", await _bench.Turn("a", "v1=dan&v2=haifa"));
        Assert.Equal("ask v4: then?", await _bench.Turn("a", "v1=dan&v2=haifa&v3=1"));
        Assert.Contains(_bench.Log.All, line => line.Level == LogLevel.Warning
            && line.Text.Contains("changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_that_became_shorter_is_detected_too()
    {
        Menu();
        await _bench.Turn("a");
        await _bench.Turn("a", "v1=dan");
        _bench.Crash();
        _bench.Wire.On("", call => { call.Say("closed"); return Task.CompletedTask; });
        Assert.Equal("bye: closed", await _bench.Turn("a", "v1=dan&v2=haifa"));
    }

    [Fact]
    public async Task A_changed_wording_does_not_disturb_calls_in_progress()
    {
        Menu();
        await _bench.Turn("a");
        _bench.Crash();
        _bench.Wire.On("", async call =>
        {
            call.Say("good day");
            var name = await call.Ask("your name, please?");
            await call.Ask($"hi {name}, town?");
        });
        Assert.Equal("ask v2: hi dan, town?", await _bench.Turn("a", "v1=dan"));
    }

    [Fact]
    public async Task When_the_store_is_away_the_call_goes_on_and_is_written_when_it_is_back()
    {
        Menu();
        await _bench.Turn("a");
        _bench.Store.Down = true;
        Assert.Equal("ask v2: hello dan city?", await _bench.Turn("a", "v1=dan"));
        Assert.Contains(_bench.Log.All, line => line.Level == LogLevel.Critical);
        await _bench.AdvanceAsync(TimeSpan.FromMinutes(9));
        _bench.Store.Down = false;
        _bench.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("bye: dan of haifa", await _bench.Turn("a", "v1=dan&v2=haifa"));
        _bench.Crash();
        Assert.Equal("bye: dan of haifa", await _bench.Turn("a", "v1=dan&v2=haifa"));
    }

    [Fact]
    public async Task A_call_that_loops_is_ended()
    {
        _bench.Options.MaxTurns = 10;
        _bench.Wire.On("", async call =>
        {
            while (true) await call.Ask("again?");
        });
        var values = "";
        var answer = await _bench.Turn("a");
        for (var i = 1; i < 30 && answer != "sorry"; i++)
        {
            values += $"&v{i}=x";
            answer = await _bench.Turn("a", values);
        }

        Assert.Equal("sorry", answer);
        Assert.Single(await _bench.FinishedAsync(1));
        Assert.Equal("nothing", await _bench.Turn("a", values + "&v99=x"));
    }

    [Fact]
    public async Task A_named_value_is_asked_for_under_a_name_that_is_still_free()
    {
        _bench.Wire.On("", async call =>
        {
            var first = await call.Ask("id?", "id");
            await call.Ask($"{first} wrong, id?", "id");
        });
        Assert.Equal("ask id_2: id?", await _bench.Turn("a", "id=old"));
        Assert.Equal("ask id_3: 7 wrong, id?", await _bench.Turn("a", "id=old&id_2=7"));
    }

    [Fact]
    public async Task A_reply_is_given_to_code_outside_of_flows_once_for_each_operation_and_with_its_history()
    {
        Assert.Equal("you said one (0)", await _bench.AskAsync("own", new ReplyWanted("one", "op1")));
        Assert.Equal("you said two (1)", await _bench.AskAsync("own", new ReplyWanted("two", "op2")));
        Assert.Equal("you said one (0)", await _bench.AskAsync("own", new ReplyWanted("one", "op1")));
        _bench.Crash();
        Assert.Equal("you said three (2)", await _bench.AskAsync("own", new ReplyWanted("three", "op3")));
        Assert.Equal(3, _mind.Requests.Count);
    }

    [Fact]
    public async Task A_call_that_we_ended_is_archived_with_its_hang_up_or_without_one()
    {
        _bench.Wire.On("", async call => { call.Say("bye"); await call.Leave(Leaving.HangsUp); });
        await _bench.Turn("a");
        await _bench.HangUp("a");
        Assert.Equal(nameof(CallEndReason.AgentHungUp), Assert.Single(await _bench.FinishedAsync(1)).Reason);
        await _bench.Turn("b");
        await _bench.AdvanceAsync(_bench.Options.FarewellLimit + TimeSpan.FromMinutes(2));
        Assert.Equal(2, (await _bench.FinishedAsync(2)).Count);
    }

    [Fact]
    public async Task Calls_never_mix()
    {
        Menu();
        var calls = Enumerable.Range(0, 200).Select(async i =>
        {
            await _bench.Turn($"c{i}");
            await _bench.Turn($"c{i}", $"v1=n{i}");
            return await _bench.Turn($"c{i}", $"v1=n{i}&v2=t{i}") == $"bye: n{i} of t{i}";
        });
        Assert.DoesNotContain(false, await Task.WhenAll(calls));
    }

    private void Menu() => _bench.Wire.On("", async call =>
    {
        call.Say("welcome");
        var name = await call.Ask("name?");
        call.Say($"hello {name}");
        var city = await call.Ask("city?");
        call.Say($"{name} of {city}");
    });

    private void Talk() => _bench.Wire.On("", async call =>
    {
        var said = await call.Ask("?");
        while (true)
        {
            var reply = await call.Run.AskMindAsync(said, r => r, _mind, TimeSpan.FromMinutes(5));
            said = await call.Ask(reply!.Text);
        }
    });

    private void Effect(List<string> keys) => _bench.Wire.On("", async call =>
    {
        await call.Ask("sure?");
        var n = await call.Run.OnceAsync("book", (key, _) =>
        {
            keys.Add(key);
            return Task.FromResult(keys.Count);
        });
        await call.Ask($"done {n}");
    });

    private async Task<string> PastPatienceAsync(Task<string> turn, int timers = 3)
    {
        // The mind's limit, the work limit and the patience are armed before the clock moves.
        await _bench.Time.WhenWaitingAsync(timers, Cancellation);
        _bench.Time.Advance(_bench.Options.Patience);
        return await turn.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    private async Task UntilFreedAsync()
    {
        while (_bench.ActiveActors > 0) await Task.Yield();
    }
}
