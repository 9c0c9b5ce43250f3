using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Flows;

namespace YemotAi.Unit.Calls;

/// <summary>A call that meets trouble: slow or failing handlers, crashes, changed code, a store that is away.</summary>
public sealed class CallRecoveryTests : CallTests
{
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
        var answer = await PastPatienceAsync(_bench.Turn("a", values));
        for (var i = 2; i < 40 && answer.Contains("moment", StringComparison.Ordinal); i++)
        {
            values += $"&v{i}=None";
            answer = await PastPatienceAsync(_bench.Turn("a", values));
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
}
