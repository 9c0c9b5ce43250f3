using System.Diagnostics.Metrics;
using Xunit;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Tests;

namespace YemotAi.Unit.Calls.Minds;

/// <summary>Who gets a turn with a provider, when, and who does not.</summary>
public sealed class ProviderActorTests
{
    [Fact]
    public async Task So_many_turns_are_given_at_once_and_a_turn_that_is_left_goes_to_the_next()
    {
        await using var bench = new ProviderBench(2, 10);
        var (first, second, third) = (bench.Enter("1"), bench.Enter("2"), bench.Enter("3"));
        Assert.Equal(TimeSpan.Zero, (await bench.Is<ProviderOutcome.Entered>(first)).Waited);
        await bench.Is<ProviderOutcome.Entered>(second);
        Assert.Equal((2, 1), Load(await bench.AdvanceAsync(3)));
        await bench.LeaveAsync("1");
        Assert.Equal(TimeSpan.FromSeconds(3), (await bench.Is<ProviderOutcome.Entered>(third)).Waited);
        Assert.Equal(new ProviderFigures(2, 0, 3, 0, TimeSpan.FromSeconds(3), 0), await bench.LookAsync());
    }

    [Fact]
    public async Task A_conversation_never_has_two_turns_and_its_second_keeps_its_place()
    {
        await using var bench = new ProviderBench(2, 10);
        await bench.Is<ProviderOutcome.Entered>(bench.Enter("1", "talk"));
        var second = bench.Enter("2", "talk");
        Assert.Equal((1, 1), Load(await bench.LookAsync()));
        await bench.Is<ProviderOutcome.Entered>(bench.Enter("3"));
        var fourth = bench.Enter("4");
        await bench.LeaveAsync("1");
        await bench.Is<ProviderOutcome.Entered>(second);
        Assert.Equal((2, 1), Load(await bench.LookAsync()));
        await bench.LeaveAsync("2");
        await bench.Is<ProviderOutcome.Entered>(fourth);
    }

    [Fact]
    public async Task A_wish_is_refused_when_it_has_waited_as_long_as_it_may()
    {
        await using var bench = new ProviderBench(1, 10);
        bench.Enter("1");
        var impatient = bench.Enter("2", maxWait: 6);
        var patient = bench.Enter("3", maxWait: 7);
        Assert.Equal((1, 2), Load(await bench.AdvanceAsync(5.9)));
        Assert.Equal((1, 1), Load(await bench.AdvanceAsync(0.1)));
        await bench.IsRefused(impatient, ProviderRefusal.WaitedTooLong);
        await bench.LeaveAsync("1");
        await bench.Is<ProviderOutcome.Entered>(patient);
        Assert.Equal(1, (await bench.LookAsync()).Refused);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once()
    {
        await using var bench = new ProviderBench(1, 1);
        bench.Enter("1");
        bench.Enter("2");
        await bench.IsRefused(bench.Enter("3"), ProviderRefusal.QueueFull);
        await using var without = new ProviderBench(1, 0);
        await bench.Is<ProviderOutcome.Entered>(without.Enter("1"));
        await bench.IsRefused(without.Enter("2"), ProviderRefusal.QueueFull);
    }

    [Fact]
    public async Task Who_would_wait_too_long_by_the_length_of_late_turns_is_told_at_once()
    {
        await using var bench = new ProviderBench(2, 10);
        bench.Enter("1");
        await bench.AdvanceAsync(8);
        await bench.LeaveAsync("1");
        // Turns take 8 seconds, two at once: every 4 seconds one is over.
        bench.Enter("2");
        bench.Enter("3");
        await bench.IsRefused(bench.Enter("4", maxWait: 3.9), ProviderRefusal.WouldWaitTooLong);
        bench.Enter("5", maxWait: 4);
        await bench.IsRefused(bench.Enter("6", maxWait: 7.9), ProviderRefusal.WouldWaitTooLong);
        bench.Enter("7", maxWait: 8);
        // By rotation, the first of another business has only one before it.
        await bench.IsRefused(bench.Enter("8", business: "b", maxWait: 7.9), ProviderRefusal.WouldWaitTooLong);
        bench.Enter("9", business: "b", maxWait: 8);
        Assert.Equal((2, 3), Load(await bench.LookAsync()));
    }

    [Fact]
    public async Task Late_turns_count_for_more_than_early_ones()
    {
        await using var bench = new ProviderBench(1, 10);
        foreach (var seconds in new[] { 1.0, 1, 1, 1, 11 })
        {
            var turn = bench.Enter($"{bench.All.Count}");
            await bench.AdvanceAsync(seconds);
            await bench.LeaveAsync(turn.Ticket);
        }

        bench.Enter("now");
        await bench.IsRefused(bench.Enter("shorter", maxWait: 2.99), ProviderRefusal.WouldWaitTooLong);
        var waits = bench.Enter("as long", maxWait: 3.01);
        Assert.Equal((1, 1), Load(await bench.LookAsync()));
        Assert.False(waits.Outcome.IsCompleted);
    }

    [Fact]
    public async Task Before_the_first_turn_has_ended_nothing_is_estimated()
    {
        await using var bench = new ProviderBench(1, 10);
        bench.Enter("1");
        await bench.AdvanceAsync(40);
        bench.Enter("2", maxWait: 0.1);
        Assert.Equal((1, 1), Load(await bench.LookAsync()));
        await bench.IsRefused(bench.Enter("3", maxWait: 0), ProviderRefusal.WouldWaitTooLong);
    }

    [Fact]
    public async Task Who_cancels_is_out_of_the_queue_at_once()
    {
        await using var bench = new ProviderBench(1, 1);
        bench.Enter("1");
        var gone = bench.Enter("2");
        await gone.Cancellation.CancelAsync();
        await bench.IsCancelled(gone);
        Assert.Equal((1, 0), Load(await bench.LookAsync()));
        await bench.LeaveAsync("2");
        var next = bench.Enter("3");
        await bench.LeaveAsync("1");
        await bench.Is<ProviderOutcome.Entered>(next);
    }

    [Fact]
    public async Task A_wish_that_is_cancelled_before_it_arrives_gets_no_turn()
    {
        await using var bench = new ProviderBench(1, 1);
        await bench.IsCancelled(bench.Enter("1", cancelled: true));
        Assert.Equal(new ProviderFigures(0, 0, 0, 0, TimeSpan.Zero, 0), await bench.LookAsync());
    }

    [Fact]
    public async Task A_turn_that_is_left_before_it_is_wanted_is_not_given()
    {
        await using var bench = new ProviderBench(1, 1);
        await bench.LeaveAsync("1");
        await bench.IsRefused(bench.Enter("1"), ProviderRefusal.AlreadyLeft);
        Assert.Equal(new ProviderFigures(0, 0, 0, 0, TimeSpan.Zero, 0), await bench.LookAsync());
    }

    [Fact]
    public async Task Who_leaves_while_waiting_gets_no_turn()
    {
        await using var bench = new ProviderBench(1, 1);
        bench.Enter("1");
        var waiting = bench.Enter("2");
        await bench.LeaveAsync("2");
        await bench.IsRefused(waiting, ProviderRefusal.AlreadyLeft);
        Assert.Equal((1, 0), Load(await bench.LookAsync()));
    }

    [Fact]
    public async Task Only_the_last_tickets_that_were_left_are_remembered()
    {
        await using var bench = new ProviderBench(2, 1);
        for (var i = 0; i <= EndedTickets.Capacity; i++) await bench.LeaveAsync($"{i}");
        await bench.Is<ProviderOutcome.Entered>(bench.Enter("0"));
        await bench.IsRefused(bench.Enter("1"), ProviderRefusal.AlreadyLeft);
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_outcome()
    {
        await using var bench = new ProviderBench(1, 1);
        var first = bench.Enter("1", "talk");
        Assert.Same(await bench.Is<ProviderOutcome.Entered>(first), await bench.Is<ProviderOutcome.Entered>(bench.Enter("1", "talk")));
        var waiting = bench.Enter("2");
        var again = bench.Enter("2");
        var refused = bench.Enter("3");
        Assert.Equal((1, 1), Load(await bench.LookAsync()));
        Assert.Same(await bench.Is<ProviderOutcome.Refused>(refused), await bench.Is<ProviderOutcome.Refused>(bench.Enter("3")));
        await bench.LeaveAsync("1");
        Assert.Same(await bench.Is<ProviderOutcome.Entered>(waiting), await bench.Is<ProviderOutcome.Entered>(again));
        Assert.Equal(new ProviderFigures(1, 0, 2, 1, TimeSpan.Zero, 0), await bench.LookAsync());
        await bench.LeaveAsync("2");
        await bench.IsRefused(bench.Enter("2"), ProviderRefusal.AlreadyLeft);
    }

    [Fact]
    public async Task A_repeated_request_still_waits_when_the_first_one_was_given_up()
    {
        await using var bench = new ProviderBench(1, 1);
        bench.Enter("1");
        var first = bench.Enter("2");
        var again = bench.Enter("2");
        await first.Cancellation.CancelAsync();
        await bench.IsCancelled(first);
        Assert.Equal((1, 1), Load(await bench.LookAsync()));
        await bench.LeaveAsync("1");
        await bench.Is<ProviderOutcome.Entered>(again);
        Assert.Equal((1, 0), Load(await bench.LookAsync()));
    }

    [Fact]
    public async Task A_turn_that_is_never_left_is_taken_back()
    {
        await using var bench = new ProviderBench(1, 1, "lossy");
        var lost = bench.Enter("1", "talk", maxTurn: 30);
        var next = bench.Enter("2", "talk");
        Assert.Equal((1, 1), Load(await bench.AdvanceAsync(30 + ProviderActor.TurnMargin.TotalSeconds - 0.1)));
        var figures = await bench.AdvanceAsync(0.1);
        Assert.Equal((1, 0, 1), (figures.Running, figures.Waiting, figures.Lost));
        await bench.Is<ProviderOutcome.Entered>(next);
        Assert.Contains(bench.Log.Errors, line => line.Text.Contains("lossy", StringComparison.Ordinal));
        await bench.LeaveAsync(lost.Ticket);
        Assert.Equal((1, 0), Load(await bench.LookAsync()));
        await bench.IsRefused(bench.Enter("1"), ProviderRefusal.AlreadyLeft);
    }

    [Fact]
    public async Task A_queue_without_work_is_let_go_and_one_with_work_is_not()
    {
        await using var bench = new ProviderBench(1, 1);
        bench.Enter("1", maxTurn: 3000);
        await bench.LookAsync();
        await bench.AdvanceAsync(2000);
        await bench.SweepAsync();
        Assert.Equal((1, 0), Load(await bench.LookAsync()));
        Assert.Equal(1, bench.Activations);
        await bench.LeaveAsync("1");
        bench.Time.Advance(ProviderActor.IdleLimit);
        await Polling.UntilAsync("the queue is let go", () => bench.ActiveActors == 0);
        Assert.Equal(0, (await bench.LookAsync()).Entered);
        Assert.Equal(2, bench.Activations);
    }

    [Fact]
    public async Task The_figures_are_measured_by_account_while_the_queue_is_in_memory()
    {
        var account = Guid.NewGuid().ToString("N");
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "YemotAi.Minds") self.EnableMeasurementEvents(instrument);
        };
        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var mine = false;
            var name = instrument.Name;
            foreach (var tag in tags)
            {
                if (tag.Key == "account") mine = (string?)tag.Value == account;
                else name += "/" + tag.Value;
            }

            lock (seen)
            {
                if (mine) seen[name] = value;
            }
        }

        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();

        await using var bench = new ProviderBench(1, 1, account);
        bench.Enter("1");
        var second = bench.Enter("2");
        await bench.IsRefused(bench.Enter("3"), ProviderRefusal.QueueFull);
        listener.RecordObservableInstruments();
        Assert.Equal(
            [("queue.refused/QueueFull", 1), ("queue.running", 1), ("queue.waited", 0), ("queue.waiting", 1)],
            seen.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key["yemotai.minds.".Length..], pair.Value)));

        await bench.AdvanceAsync(2.5);
        await bench.LeaveAsync("1");
        await bench.Is<ProviderOutcome.Entered>(second);
        Assert.Equal(2.5, seen["yemotai.minds.queue.waited"]);
        await bench.LeaveAsync("2");
        bench.Time.Advance(ProviderActor.IdleLimit);
        await Polling.UntilAsync("the queue is let go", () => bench.ActiveActors == 0);
        seen.Clear();
        listener.RecordObservableInstruments();
        Assert.Empty(seen);
    }

    private static (int Running, int Waiting) Load(ProviderFigures figures) => (figures.Running, figures.Waiting);
}
