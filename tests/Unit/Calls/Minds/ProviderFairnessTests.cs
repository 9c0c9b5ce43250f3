using Xunit;
using YemotAi.Calls.Minds.Admission;

namespace YemotAi.Unit.Calls.Minds;

/// <summary>Many wishes at once: the cap, the order, the rotation between businesses, and that nobody is forgotten.</summary>
public sealed class ProviderFairnessTests
{
    [Fact]
    public async Task A_hundred_wishes_against_a_cap_of_four_run_four_at_a_time_in_order_and_none_without_an_outcome()
    {
        await using var bench = new ProviderBench(4, 100);
        for (var i = 0; i < 100; i++) bench.Enter($"{i}", maxWait: 20);
        var given = new List<int>();
        var running = new Queue<string>();
        var figures = await bench.LookAsync();
        while (figures.Running + figures.Waiting > 0)
        {
            Assert.InRange(figures.Running, 1, 4);
            foreach (var asked in await bench.NewTurnsAsync(figures))
            {
                given.Add(int.Parse(asked.Ticket, System.Globalization.CultureInfo.InvariantCulture));
                running.Enqueue(asked.Ticket);
            }

            Assert.Equal(figures.Running, running.Count);
            // Each turn takes two seconds: every half second the oldest of four is left.
            figures = await bench.AdvanceAsync(0.5);
            await bench.LeaveAsync(running.Dequeue());
            figures = await bench.LookAsync();
        }

        Assert.Equal(given.Order(), given);
        // Four at once, and one each half second until the patience of all is over.
        Assert.Equal(43, given.Count);
        foreach (var asked in bench.All.Skip(given.Count)) await bench.IsRefused(asked, ProviderRefusal.WaitedTooLong);
        Assert.Equal(100 - given.Count, figures.Refused);
        Assert.All(bench.All.Take(given.Count), asked =>
            Assert.True(((ProviderOutcome.Entered)asked.Outcome.Result).Waited <= TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_business_that_floods_the_queue_takes_nothing_from_the_others()
    {
        await using var bench = new ProviderBench(1, 100);
        bench.Enter("first", business: "flood");
        for (var i = 0; i < 30; i++) bench.Enter($"f{i}", business: "flood");
        for (var i = 0; i < 3; i++) bench.Enter($"b{i}", business: "b");
        for (var i = 0; i < 2; i++) bench.Enter($"c{i}", business: "c");
        var order = new List<string>();
        var figures = await bench.LookAsync();
        while (figures.Running > 0)
        {
            var turn = Assert.Single(await bench.NewTurnsAsync(figures));
            order.Add(turn.Ticket);
            await bench.LeaveAsync(turn.Ticket);
            figures = await bench.LookAsync();
        }

        Assert.Equal(36, order.Count);
        Assert.Equal("first f0 b0 c0 f1 b1 c1 f2 b2 f3 f4 f5", string.Join(' ', order.Take(12)));
    }

    [Fact]
    public async Task A_business_whose_only_conversation_is_busy_is_passed_over_and_then_served_first()
    {
        await using var bench = new ProviderBench(2, 100);
        bench.Enter("a1", "talk", "a");
        bench.Enter("b1", business: "b");
        var passed = bench.Enter("a2", "talk", "a");
        var (b2, b3) = (bench.Enter("b2", business: "b"), bench.Enter("b3", business: "b"));
        await bench.LeaveAsync("b1");
        await bench.Is<ProviderOutcome.Entered>(b2);
        await bench.LeaveAsync("a1");
        await bench.Is<ProviderOutcome.Entered>(passed);
        Assert.False(b3.Outcome.IsCompleted);
    }
}
