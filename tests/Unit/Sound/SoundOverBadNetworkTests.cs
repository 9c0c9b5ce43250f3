using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Sound.Across;

namespace YemotAi.Unit.Sound;

/// <summary>Whatever the network does: order, never twice, bounded, nothing held back for long, and it comes back.</summary>
public sealed class SoundOverBadNetworkTests
{
    private readonly SoundBench _bench = new();
    private readonly Dictionary<long, TimeSpan> _saidUp = [];
    private long _up;
    private long _down;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Frames_stay_in_order_once_and_young(int seed)
    {
        var random = new Random(seed);
        _bench.Seed(seed);
        _bench.Loss = random.NextDouble() * 0.4;
        _bench.Doubling = random.NextDouble() * 0.4;
        _bench.MostDelay = TimeSpan.FromMilliseconds(random.Next(0, 90));
        var agents = new List<ListeningEar> { _bench.Agent };
        _bench.Run(20_000, now =>
        {
            Speak(now);
            var chance = random.NextDouble();
            if (chance < 0.0003)
            {
                _bench.Move(gracefully: random.Next(2) == 0);
                agents.Add(_bench.Agent);
            }

            if (random.NextDouble() < 0.0005) _bench.IsCut = !_bench.IsCut;
            if (random.NextDouble() < 0.002) _bench.Actor.Clear();
            if (_bench.Caller.Heard.Count > 0) _bench.Line.Played(_bench.Caller.Numbers.Last());
        });

        // The network is well again: after the time that it takes to notice and to attach, all comes through.
        (_bench.Loss, _bench.Doubling, _bench.MostDelay, _bench.IsCut) = (0, 0, TimeSpan.FromMilliseconds(5), false);
        _bench.Run(7_000, Speak);
        var (agentHad, callerHad) = (_bench.Agent.Heard.Count, _bench.Caller.Heard.Count);
        _bench.Run(2_000, Speak);
        Assert.Equal(LineState.Attached, _bench.Line.State);
        Assert.InRange(_bench.Agent.Heard.Count - agentHad, 97, 103);
        Assert.InRange(_bench.Caller.Heard.Count - callerHad, 97, 103);

        var all = new ListeningEar();
        foreach (var agent in agents) all.Heard.AddRange(agent.Heard);
        AssertOrder(all.Heard);
        AssertOrder(_bench.Caller.Heard);
        Assert.All(all.Heard, frame => Assert.Equal((byte)frame.Number, frame.Value));
        Assert.True(all.Heard.Count > 300, $"Only {all.Heard.Count} frames came.");
        AssertYoung();
        Assert.All(agents, agent => Assert.Equal(agent.News.Distinct().Order(), agent.News));
        Assert.InRange(_bench.Agent.News[^1], 1, _bench.Actor.Next);
        Assert.Equal(_bench.Caller.Heard.Count, _bench.Line.Figures.Received);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Batches_that_overtake_each_other_a_little_lose_nothing(int seed)
    {
        _bench.Seed(seed);
        _bench.Run(5);
        _bench.MostDelay = TimeSpan.FromMilliseconds(50);
        _bench.Doubling = 0.3;
        _bench.Run(5_000, Speak);
        _bench.Run(300);
        Assert.Equal(_up, _bench.Agent.Heard.Count);
        Assert.Equal(_down, _bench.Caller.Heard.Count);
        AssertOrder(_bench.Agent.Heard);
        AssertOrder(_bench.Caller.Heard);
        Assert.Equal((0, 0, 0, 0), (
            _bench.Line.Figures.Dropped, _bench.Line.Figures.Lost, _bench.Actor.Figures.Dropped, _bench.Actor.Figures.Lost));
    }

    private static void AssertOrder(List<(long Number, byte Value)> heard) =>
        Assert.All(heard.Zip(heard.Skip(1)), pair => Assert.True(
            pair.First.Number < pair.Second.Number, $"{pair.Second.Number} came after {pair.First.Number}."));

    private void Speak(TimeSpan now)
    {
        if ((long)now.TotalMilliseconds % SoundFrames.FrameMilliseconds != 0) return;
        _saidUp[_up] = now;
        _bench.Line.Send(Frames.Of(_up++, 1));
        if (!_bench.Actor.IsAttached) return;
        _bench.Actor.Send(Frames.Of(_down++, 1));
    }

    /// <summary>No frame was sent that had waited longer than 200 ms, and none in a batch of more than three.</summary>
    private void AssertYoung()
    {
        foreach (var (at, isUp, batch) in _bench.Batches)
        {
            if (!isUp || batch.Bytes.IsEmpty) continue;
            Assert.InRange(at - _saidUp[batch.First], TimeSpan.Zero, _bench.Options.HoldLimit);
            Assert.InRange(batch.Bytes.Length, SoundFrames.FrameBytes, 3 * SoundFrames.FrameBytes);
        }
    }
}
