using System.Globalization;
using YemotAi.Benchmarks;
using YemotAi.Benchmarks.Yemot;
using YemotAi.Gateway;
using YemotAi.Silo;
using YemotAi.Standalone;

namespace YemotAi.ClusterBenchmarks.Yemot;

/// <summary>
/// The same conversation of four requests on the program for one machine and on clusters of several shapes, in turn, all of
/// it on this machine. Prints a table in Markdown.
/// </summary>
internal static class ClusterYemotBenchmark
{
    private const int FirstPort = 9300;
    private const string Ready = "Listens at";
    private static readonly int[] Callers = [1, 32, 256];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);

    /// <summary>What is measured: how many silos, and whether and how many gateways stand before them.</summary>
    private static readonly (string Name, int Silos, int Gateways)[] Shapes =
    [
        ("one silo", 1, 0),
        ("two silos, requests to both", 2, 0),
        ("a gateway and a silo", 1, 1),
        ("two gateways and two silos", 2, 2),
    ];

    public static async Task<int> RunAsync(int rounds)
    {
        var data = Directory.CreateTempSubdirectory("yemotai-bench-").FullName;
        try
        {
            Console.WriteLine($"""
                {Environment.ProcessorCount} cores, shared by the callers, Redis and all processes. {rounds} rounds; medians.

                | | callers | req/s | p50 ms | p99 ms | req/s, to Standalone's | p99, to Standalone's | wrong |
                |---|---|---|---|---|---|---|---|
                """);
            foreach (var shape in Shapes) await MeasureAsync(shape.Name, shape.Silos, shape.Gateways, rounds, data);
            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>One of the programs with the measured conversation: <c>yemot-line PROGRAM SETTING…</c>.</summary>
    public static Task<int> ServeAsync(string program, string[] settings) => program switch
    {
        "standalone" => StandaloneProgram.RunAsync(settings, builder => builder.OnYemot(line => line.Map("", BenchmarkLine.AnswerAsync))),
        "silo" => SiloProgram.RunAsync(settings, builder => builder.OnYemot(line => line.Map("", BenchmarkLine.AnswerAsync))),
        "gateway" => GatewayProgram.RunAsync(settings),
        _ => throw new ArgumentException($"There is no program '{program}'.", nameof(program)),
    };

    /// <summary>In turn with the program for one machine, so that both meet the same moods of the machine.</summary>
    private static async Task MeasureAsync(string name, int silos, int gateways, int rounds, string data)
    {
        var folder = Path.Combine(data, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        await using var redis = await ServerProcess.StartAsync(
            "redis-server",
            ["--port", "9299", "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "yes", "--appendfsync", "everysec"],
            "Ready to accept connections");
        await using var standalone = await StartAsync("standalone", FirstPort, "--Data", Path.Combine(folder, "standalone"));
        var processes = new List<ServerProcess>();
        try
        {
            for (var i = 0; i < silos; i++) processes.Add(await StartSiloAsync(i, gateways == 0, folder));
            for (var i = 0; i < gateways; i++) processes.Add(await StartAsync("gateway", FirstPort + 20 + i, "--Cluster:Redis", "127.0.0.1:9299", "--Data", folder));
            var ports = Enumerable.Range(gateways == 0 ? FirstPort + 10 : FirstPort + 20, gateways == 0 ? silos : gateways).ToArray();
            foreach (var callers in Callers) await CompareAsync(name, ports, callers, rounds);
        }
        finally
        {
            foreach (var process in processes) await process.DisposeAsync();
        }
    }

    private static async Task CompareAsync(string name, int[] ports, int callers, int rounds)
    {
        var alone = new List<LoadResult>();
        var cluster = new List<LoadResult>();
        for (var round = 0; round < rounds; round++)
        {
            alone.Add(await Load.RunAsync(FirstPort, "/yemot", callers, WarmUp, Measured));
            cluster.Add(await Load.RunAsync(ports, "/yemot", callers, WarmUp, Measured));
        }

        var speed = Median(cluster.Zip(alone, (a, b) => a.PerSecond / b.PerSecond));
        var tail = Median(cluster.Zip(alone, (a, b) => a.P99 / b.P99));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {callers} | {Median(cluster.Select(r => r.PerSecond)):F0} | {Median(cluster.Select(r => r.P50)):F2} | {Median(cluster.Select(r => r.P99)):F2} | {speed:F2} | {tail:F2} | {cluster.Sum(r => r.Wrong) + alone.Sum(r => r.Wrong)} |"));
    }

    private static Task<ServerProcess> StartSiloAsync(int number, bool endpoints, string folder) => StartAsync(
        "silo",
        FirstPort + 10 + number,
        "--Cluster:Redis", "127.0.0.1:9299",
        "--Cluster:SiloPort", $"{FirstPort + 30 + number}",
        "--Cluster:GatewayPort", $"{FirstPort + 40 + number}",
        "--Cluster:Endpoints", $"{endpoints}",
        "--Data", Path.Combine(folder, $"silo{number}"));

    private static Task<ServerProcess> StartAsync(string program, int port, params string[] settings) => ServerProcess.StartSelfAsync(
        ["yemot-line", program, "--Urls", $"http://127.0.0.1:{port}", "--Logging:LogLevel:Default", "Warning", .. settings], Ready);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
