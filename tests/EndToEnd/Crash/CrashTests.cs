using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store;

namespace YemotAi.EndToEnd.Crash;

public sealed class CrashTests
{
    private const int Lanes = 2;
    private const int CallersPerLane = 4;
    private const int KillsPerLane = 52;

    [Theory]
    [InlineData(20_261)]
    public async Task A_killed_program_loses_no_answered_turn_and_repeats_no_effect(int seed)
    {
        var lanes = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(i => Task.Run(() => RunLaneAsync(seed + (i * 1000)))));
        Assert.True(lanes.Sum(lane => lane.Kills) >= 100);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', lanes));
    }

    private static async Task<LaneResult> RunLaneAsync(int seed)
    {
        await using var lane = new CrashLane(seed, KillsPerLane);
        var callers = Enumerable.Range(1, CallersPerLane).Select(i => new OrderingCaller(lane, seed + i)).ToList();
        await Task.WhenAll(callers.Select(caller => caller.CallAsync()));
        var faults = callers.SelectMany(caller => caller.Faults).ToList();
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n" + string.Join("\n", faults.Take(5)));

        var calls = callers.SelectMany(caller => caller.Calls).ToList();
        foreach (var call in calls) await lane.WhenArchivedAsync(call.Key);
        Assert.Equal(0, await lane.StopAsync());
        AssertEffects(lane, calls);
        await AssertArchiveAsync(lane, calls);
        foreach (var caller in callers) caller.Dispose();
        return new LaneResult(lane.Kills, calls.Count, lane.Effects.Length, lane.Executions.Length - lane.Effects.Length);
    }

    /// <summary>Each effect is there once, with the number that the caller was told, and there is no other.</summary>
    private static void AssertEffects(CrashLane lane, List<MadeCall> calls)
    {
        var effects = lane.Effects;
        var executions = lane.Executions.CountBy(key => key).ToDictionary();
        Assert.Equal(effects.Length, effects.Select(effect => effect[0]).Distinct().Count());
        Assert.Equal(effects.Length, calls.Sum(call => call.Effects.Count));
        foreach (var call in calls)
        {
            var own = effects.Where(effect => effect[0].StartsWith(call.Key + "#", StringComparison.Ordinal)).ToList();
            Assert.Equal(call.Effects.Select(effect => (effect.Receipt, effect.Said)), own.Select(effect => (effect[1], effect[2])));
            foreach (var (told, effect) in call.Effects.Zip(own))
                Assert.InRange(executions[effect[0]], 1, 1 + told.Broken);
        }
    }

    private static async Task AssertArchiveAsync(CrashLane lane, List<MadeCall> calls)
    {
        using var store = SqliteStore.OpenForReading(new StoreOptions { Directory = lane.DataPath });
        var archived = await store.FindCallsAsync(new CallQuery { Most = 1_000 }, TestContext.Current.CancellationToken);
        Assert.Equal(calls.Select(call => call.Key).Order(), archived.Select(call => call.Key).Order());
        var byKey = archived.ToDictionary(call => call.Key);
        foreach (var call in calls)
        {
            Assert.Equal(call.Transcript, byKey[call.Key].Transcript.Select(line => (line.Speaker, line.Text)));
            var reason = call.IsComplete ? CallEndReason.AgentHungUp : CallEndReason.CallerHungUp;
            Assert.Equal(reason.ToString(), byKey[call.Key].Reason);
        }
    }

    private sealed record LaneResult(int Kills, int Calls, int Effects, int ExecutionsThatFoundItDone);
}
