using Xunit;
using YemotAi.Calls.Minds.Admission;

namespace YemotAi.Unit.Calls.Minds;

/// <summary>Random wishes, leavings, cancellations and pauses against a plain model of what may happen.</summary>
public sealed class ProviderRandomTests
{
    private enum Fate
    {
        Waiting,
        Running,
        Over,
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Whatever_comes_the_cap_holds_and_every_wish_ends_once(int seed)
    {
        var random = new Random(seed);
        var atOnce = random.Next(1, 5);
        var queue = random.Next(0, 12);
        await using var bench = new ProviderBench(atOnce, queue);
        var model = new Model(bench, atOnce, queue);
        for (var step = 0; step < 400; step++)
        {
            switch (random.Next(10))
            {
                case < 5:
                    bench.Enter(
                        $"{step}", $"talk {random.Next(12)}", $"business {random.Next(4)}",
                        maxWait: random.Next(1, 30), maxTurn: random.Next(1, 40));
                    break;
                case < 7 when model.In(Fate.Running) is { Count: > 0 } running:
                    var left = running[random.Next(running.Count)];
                    model.Set(left, Fate.Over);
                    await bench.LeaveAsync(left.Ticket);
                    break;
                case < 8 when model.In(Fate.Waiting) is { Count: > 0 } waiting:
                    var cancelled = waiting[random.Next(waiting.Count)];
                    model.Set(cancelled, Fate.Over);
                    await cancelled.Cancellation.CancelAsync();
                    if (random.Next(2) == 0) await bench.LeaveAsync(cancelled.Ticket);
                    await bench.IsCancelled(cancelled);
                    break;
                default:
                    bench.Time.Advance(TimeSpan.FromSeconds(random.Next(1, 5)));
                    break;
            }

            await model.CheckAsync();
        }

        // Nobody leaves any more: patience and the limits of turns end everything.
        while (model.In(Fate.Running).Count + model.In(Fate.Waiting).Count > 0)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(5));
            await model.CheckAsync();
        }

        Assert.All(bench.All, asked => Assert.True(asked.Outcome.IsCompleted));
        Assert.InRange(model.Turns, 20, bench.All.Count);
        Assert.InRange(model.Lost, 1, model.Turns);
    }

    /// <summary>What is known of each wish by its outcome alone, and what must hold whatever the queue chose.</summary>
    private sealed class Model(ProviderBench bench, int atOnce, int queue)
    {
        private readonly Dictionary<ProviderBench.Asked, Fate> _fates = [];
        private readonly Dictionary<string, DateTimeOffset> _began = [];

        public int Turns { get; private set; }

        public int Lost { get; private set; }

        public List<ProviderBench.Asked> In(Fate fate) => [.. bench.All.Where(asked => _fates.GetValueOrDefault(asked) == fate)];

        public void Set(ProviderBench.Asked asked, Fate fate) => _fates[asked] = fate;

        public async Task CheckAsync()
        {
            var figures = await bench.LookAsync();
            var given = await bench.NewTurnsAsync(figures);
            await RefusalsAsync(figures);
            await LossesAsync(figures);

            foreach (var asked in given)
            {
                Turns++;
                var waited = ((ProviderOutcome.Entered)asked.Outcome.Result).Waited;
                Assert.True(waited <= TimeSpan.FromSeconds(asked.MaxWait), "A turn came after patience was over.");
                _began[asked.Ticket] = asked.At + waited;
                if (_fates.GetValueOrDefault(asked) != Fate.Over) Set(asked, Fate.Running);
            }

            var running = In(Fate.Running);
            var waiting = In(Fate.Waiting);
            Assert.Equal((running.Count, waiting.Count), (figures.Running, figures.Waiting));
            Assert.InRange(running.Count, 0, atOnce);
            Assert.InRange(waiting.Count, 0, queue);
            Assert.Equal(running.Count, running.Select(asked => asked.Conversation).Distinct().Count());
            Assert.Equal(Turns, figures.Entered);
            var now = bench.Time.GetUtcNow();
            Assert.All(waiting, asked => Assert.True((now - asked.At).TotalSeconds < asked.MaxWait, "A wish was forgotten."));

            // Nobody waits who could run, and nobody of the same business and with a free conversation was overtaken.
            if (running.Count < atOnce)
                Assert.All(waiting, asked => Assert.Contains(running, other => other.Conversation == asked.Conversation));
            if (given is [var late])
            {
                Assert.DoesNotContain(waiting, early => early.Business == late.Business && bench.All.IndexOf(early) < bench.All.IndexOf(late)
                    && running.TrueForAll(other => other.Conversation != early.Conversation || other == late)
                    && early.Conversation != late.Conversation);
            }
        }

        private async Task RefusalsAsync(ProviderFigures figures)
        {
            await bench.UntilAsync(() => bench.All.Count(IsRefused) >= figures.Refused);
            var refused = bench.All.Where(IsRefused).ToList();
            Assert.Equal(figures.Refused, refused.Count);
            refused.ForEach(asked => Set(asked, Fate.Over));
        }

        private async Task LossesAsync(ProviderFigures figures)
        {
            // Those who hold a turn longer than its limit are the ones that are taken back; the queue says how many.
            if (figures.Lost == Lost) return;
            var now = bench.Time.GetUtcNow();
            foreach (var asked in In(Fate.Running).Where(asked => now - _began[asked.Ticket] >= TimeSpan.FromSeconds(asked.MaxTurn) + ProviderActor.TurnMargin))
            {
                Lost++;
                Set(asked, Fate.Over);
                await bench.LeaveAsync(asked.Ticket);
            }

            Assert.Equal(figures.Lost, Lost);
        }

        private static bool IsRefused(ProviderBench.Asked asked) =>
            asked.Outcome.IsCompletedSuccessfully && asked.Outcome.Result is ProviderOutcome.Refused;
    }
}
