using System.Text;
using Xunit;

namespace YemotAi.EndToEnd.Hostile;

/// <summary>Bad input leaves nothing in memory. Alone, because it measures what the whole process holds.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests(HostileLine line) : IClassFixture<HostileLine>
{
    private const int Rounds = 200;
    private const int Tries = 4;
    private const long MostGrowth = 20L << 20;

    [Fact]
    public async Task Memory_stays_flat_over_thousands_of_bad_requests()
    {
        await SendAsync(10);
        var held = Held();
        var growths = new List<long>();
        while (growths.Count < Tries)
        {
            await SendAsync(Rounds);
            var before = held;
            held = Held();
            growths.Add(held - before);
            // Pools of buffers grow to what the busiest moment needed, and then no more; what is lost grows with every round.
            if (growths[^1] < MostGrowth) break;
        }

        Assert.True(growths[^1] < MostGrowth, $"Each {Rounds * 10} bad requests leave more in memory: {string.Join(", ", growths)} bytes.");
        Assert.Equal(0, line.Program.Engine.ActiveActors);
        await line.ServesAsync();
    }

    private async Task SendAsync(int rounds)
    {
        var program = line.Program;
        var long200 = new string('x', 200_000);
        var many = string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"p{i}={i}"));
        for (var i = 0; i < rounds; i++)
        {
            var answers = await Task.WhenAll(
                program.GetAsync($"ApiCallId={i}{long200}&ApiExtension=1"),
                program.PostAsync($"ApiCallId={i}{long200}&ApiExtension=1"),
                program.PostAsync($"ApiCallId=m{i}&ApiExtension=1&v1={new string('y', 1_000_000)}"),
                program.PostAsync($"ApiCallId=m{i}&{many}"),
                program.GetAsync($"ApiCallId=m{i}&{many}"),
                program.PostAsync(new byte[2_000_000]),
                program.PostAsync(Encoding.UTF8.GetBytes($"{{\"id\":{i}}}"), type: "application/json"),
                program.GetAsync($"ApiCallId=unknown{i}&hangup=yes"),
                program.GetAsync($"id={i}"),
                program.GetAsync($"ApiCallId=u{i}", "/yemot/%2e%2e/" + i));
            foreach (var answer in answers) answer.Refused();
        }

        await program.WhenFreedAsync();
    }

    private long Held()
    {
        line.Program.Log.All.Clear();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
