using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Journal;

namespace YemotAi.Unit.Calls;

/// <summary>A call from ring to hang-up: turns, repetitions, stays.</summary>
public sealed class CallActorTests : CallTests
{
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
}
