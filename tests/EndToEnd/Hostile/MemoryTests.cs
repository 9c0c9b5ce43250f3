using System.Text;
using Xunit;

namespace YemotAi.EndToEnd.Hostile;

/// <summary>Bad input leaves nothing in memory. Alone, because it measures what the whole process holds.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests(HostileLine line) : IClassFixture<HostileLine>
{
    private const int Rounds = 200;
    private const long MostGrowth = 20L << 20;

    [Fact]
    public async Task Memory_stays_flat_over_thousands_of_bad_requests()
    {
        // What is made once (pools, connections, compiled code) is there after the first rounds.
        await SendAsync(10);
        var before = Held();
        await SendAsync(Rounds);
        var growth = Held() - before;
        Assert.True(growth < MostGrowth, $"{growth:N0} bytes more are held after {Rounds * 10} bad requests.");
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
