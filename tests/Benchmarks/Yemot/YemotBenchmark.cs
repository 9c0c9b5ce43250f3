using System.Diagnostics;
using System.Globalization;
using YemotAi.Standalone;

namespace YemotAi.Benchmarks.Yemot;

/// <summary>
/// The same conversation of four requests on yemot-router2 and on this program, in turn, on the same machine; then the
/// memory that parked calls take. Prints tables in Markdown.
/// </summary>
internal static class YemotBenchmark
{
    private const int PeerPort = 9191;
    private const int OurPort = 9192;
    private const int Parked = 20_000;
    private static readonly int[] Callers = [1, 32, 256];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(int rounds)
    {
        var peers = await InstallPeerAsync();
        var data = Directory.CreateTempSubdirectory("yemotai-bench-").FullName;
        try
        {
            await SpeedAsync(rounds, peers, data);
            await MemoryAsync(Path.Combine(data, "parked"));
            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Only the memory.</summary>
    public static async Task<int> RunMemoryAsync()
    {
        var data = Directory.CreateTempSubdirectory("yemotai-bench-").FullName;
        try
        {
            await MemoryAsync(data);
            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>This program for the benchmark: <c>serve PORT FOLDER</c>. A line on its input collects garbage.</summary>
    public static async Task<int> ServeAsync(string port, string data)
    {
        _ = Task.Run(async () =>
        {
            while (await Console.In.ReadLineAsync() is not null)
            {
                GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
                GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                Console.WriteLine("heap " + GC.GetTotalMemory(false).ToString(CultureInfo.InvariantCulture));
            }
        });
        return await StandaloneProgram.RunAsync(
            ["--Urls", $"http://127.0.0.1:{port}", "--Data", data],
            builder => builder.OnYemot(line => line.Map("", BenchmarkLine.AnswerAsync)));
    }

    private static async Task SpeedAsync(int rounds, string peers, string data)
    {
        await using var peer = await ServerProcess.StartAsync(
            "node", ["yemot-router2.mjs", PeerPort.ToString(CultureInfo.InvariantCulture)], "ready", peers);
        await using var ours = await StartOursAsync(Path.Combine(data, "speed"));
        Console.WriteLine($"""
            {Environment.ProcessorCount} cores; the callers share them with the server. {rounds} rounds, the two in turn; medians.

            | callers | yemot-router2 req/s | p50 ms | p99 ms | YemotAi req/s | p50 ms | p99 ms | req/s, ours : theirs | p99, ours : theirs | wrong |
            |---|---|---|---|---|---|---|---|---|---|
            """);
        foreach (var callers in Callers)
        {
            var theirs = new List<LoadResult>();
            var mine = new List<LoadResult>();
            for (var round = 0; round < rounds; round++)
            {
                theirs.Add(await Load.RunAsync(PeerPort, "/", callers, WarmUp, Measured));
                mine.Add(await Load.RunAsync(OurPort, "/yemot", callers, WarmUp, Measured));
            }

            var speed = Median(mine.Zip(theirs, (a, b) => a.PerSecond / b.PerSecond));
            var tail = Median(mine.Zip(theirs, (a, b) => a.P99 / b.P99));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {callers} | {Of(theirs, r => r.PerSecond):F0} | {Of(theirs, r => r.P50):F2} | {Of(theirs, r => r.P99):F2} | {Of(mine, r => r.PerSecond):F0} | {Of(mine, r => r.P50):F2} | {Of(mine, r => r.P99):F2} | {speed:F2} | {tail:F2} | {theirs.Sum(r => r.Wrong)} / {mine.Sum(r => r.Wrong)} |"));
        }
    }

    private static async Task MemoryAsync(string data)
    {
        await using var ours = await StartOursAsync(data);
        // The base: everything compiled, every pool and cache filled by calls that are over.
        await Load.RunAsync(OurPort, "/yemot", 64, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        var heapBefore = await HeapAsync(ours);
        var before = ours.ResidentBytes();
        await ParkAsync();
        var uncollected = ours.ResidentBytes();
        var heapAfter = await HeapAsync(ours);
        var after = ours.ResidentBytes();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            | {Parked} parked calls, each after its second request | bytes per call |
            |---|---|
            | managed heap, collected | {(heapAfter - heapBefore) / Parked} |
            | resident memory, collected | {(after - before) / Parked} |
            | resident memory, as it stands (base {before / 1024 / 1024} MiB) | {(uncollected - before) / Parked} |
            """));
    }

    private static async Task ParkAsync()
    {
        const int connections = 32;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async part =>
        {
            using var connection = await CallerConnection.OpenAsync(OurPort);
            for (var i = part; i < Parked; i += connections)
            {
                var call = new BenchmarkCall("/yemot", $"{Guid.NewGuid():N}00000000", 12, 3, 9);
                for (var turn = 0; turn < 2; turn++)
                {
                    if (!call.IsRight(turn, await connection.GetAsync(call.Request(turn))))
                        throw new InvalidDataException("A parked call got a wrong answer.");
                }
            }
        }));
    }

    private static async Task<long> HeapAsync(ServerProcess server) =>
        long.Parse(await server.AskAsync("collect", "heap "), CultureInfo.InvariantCulture);

    private static Task<ServerProcess> StartOursAsync(string data) => ServerProcess.StartSelfAsync(
        ["serve", OurPort.ToString(CultureInfo.InvariantCulture), data], "Point a real line");

    private static async Task<string> InstallPeerAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "peers");
        if (Directory.Exists(Path.Combine(folder, "node_modules", "yemot-router2"))) return folder;
        using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--silent"]) { WorkingDirectory = folder })
            ?? throw new InvalidOperationException("npm did not start.");
        await npm.WaitForExitAsync();
        return npm.ExitCode == 0 ? folder : throw new InvalidOperationException("npm could not install yemot-router2.");
    }

    private static double Of(List<LoadResult> results, Func<LoadResult, double> figure) => Median(results.Select(figure));

    private static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
