using System.Diagnostics;

namespace YemotAi.Benchmarks.Yemot;

/// <summary>Keeps so many calls going at once for a time; every answer is checked.</summary>
internal static class Load
{
    public static Task<LoadResult> RunAsync(int port, string path, int callers, TimeSpan warmUp, TimeSpan measured) =>
        RunAsync([port], path, callers, warmUp, measured);

    /// <summary>As above, with the requests of each call sent to several servers by turns.</summary>
    public static async Task<LoadResult> RunAsync(
        IReadOnlyList<int> ports, string path, int callers, TimeSpan warmUp, TimeSpan measured)
    {
        var begin = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var end = begin + (long)(measured.TotalSeconds * Stopwatch.Frequency);
        var runs = Enumerable.Range(0, callers)
            .Select(i => Task.Run(() => CallAsync(ports, i, path, $"{callers}-{i}-{begin:x}", begin, end)))
            .ToArray();
        var results = await Task.WhenAll(runs);
        var times = results.SelectMany(r => r.Times).ToArray();
        Array.Sort(times);
        double At(double q) => times.Length == 0 ? 0 : times[(int)(q * (times.Length - 1))] * 1000.0 / Stopwatch.Frequency;
        return new LoadResult(
            callers, times.Length / measured.TotalSeconds, At(0.50), At(0.99), results.Sum(r => r.Wrong));
    }

    private static async Task<(List<long> Times, long Wrong)> CallAsync(
        IReadOnlyList<int> ports, int caller, string path, string name, long begin, long end)
    {
        var times = new List<long>(4096);
        long wrong = 0;
        var connections = await Task.WhenAll(ports.Select(CallerConnection.OpenAsync));
        for (var number = 0; Stopwatch.GetTimestamp() < end; number++)
        {
            var call = new BenchmarkCall(path, $"{name}-{number}", (number % 90) + 10, (number % 6) + 1, (number % 12) + 8);
            for (var turn = 0; turn < BenchmarkCall.Turns; turn++)
            {
                var started = Stopwatch.GetTimestamp();
                var answer = await connections[(caller + turn) % connections.Length].GetAsync(call.Request(turn));
                var ended = Stopwatch.GetTimestamp();
                if (!call.IsRight(turn, answer)) wrong++;
                if (started >= begin && ended <= end) times.Add(ended - started);
            }
        }

        foreach (var connection in connections) connection.Dispose();
        return (times, wrong);
    }
}
