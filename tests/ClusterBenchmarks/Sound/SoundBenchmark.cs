using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using YemotAi.Benchmarks;
using YemotAi.Calls.Sound;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.Interfaces.Sound;

namespace YemotAi.ClusterBenchmarks.Sound;

/// <summary>Many callers speak to actors that say everything back: in one process, and between two.</summary>
internal static class SoundBenchmark
{
    private const int Port = 21_300;
    private const string Begun = "Begun.";
    private const string RowMark = "Row: ";

    /// <summary>The beginning, in which all calls come at once: what it loses is given apart.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(int rounds, int seconds)
    {
        Console.WriteLine($"Load of the machine: {(await File.ReadAllTextAsync("/proc/loadavg")).Trim()}");
        Console.WriteLine("| calls | way | CPU of the sockets' process | CPU of the silo | both | round trip p50 ms | p99 ms | most ms | frames sent | dropped | lost | late | attached again | dropped or lost in the first 5 s | stolen |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (var round = 0; round < rounds; round++)
        {
            foreach (var calls in new[] { 100, 500, 1000 })
            {
                foreach (var way in Enum.GetValues<Way>()) Print(calls, way, await RunApartAsync(way, calls, seconds));
            }
        }

        return 0;
    }

    /// <summary>One measurement, when its input says so; prints it as JSON.</summary>
    public static async Task<int> RunOneAsync(Way way, int calls, int seconds)
    {
        Console.WriteLine(Begun);
        await Console.In.ReadLineAsync();
        await using var silo = way == Way.TwoProcesses ? await StartSiloAsync() : null;
        using var host = way == Way.TwoProcesses ? BenchmarkSilo.NewClient(Port) : BenchmarkSilo.NewSilo(Port);
        await host.StartAsync();
        SoundRow row;
        await using (var speaking = await SpeakingCalls.AttachAsync(DirectoryOf(host, way), calls))
        {
            speaking.Speak();
            await Task.Delay(Warm);
            speaking.Measure(true);
            var before = (Own: Own(), Silo: silo?.Used() ?? default, speaking.Figures, Stolen: Stolen());
            var began = Stopwatch.GetTimestamp();
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            var took = Stopwatch.GetElapsedTime(began);
            var after = (Own: Own(), Silo: silo?.Used() ?? default, speaking.Figures, Stolen: Stolen());
            speaking.Measure(false);
            await Task.Delay(100);
            var times = speaking.Took();
            row = new SoundRow(
                (after.Own - before.Own) / took * 100,
                (after.Silo - before.Silo) / took * 100,
                times[times.Length / 2],
                times[(int)(times.Length * 0.99)],
                times[^1],
                after.Figures.Sent - before.Figures.Sent,
                after.Figures.Dropped - before.Figures.Dropped,
                after.Figures.Lost - before.Figures.Lost,
                after.Figures.Late - before.Figures.Late,
                after.Figures.Reattached - before.Figures.Reattached,
                before.Figures.Dropped + before.Figures.Lost,
                (after.Stolen - before.Stolen) / took * 100);
        }

        Console.WriteLine(RowMark + JsonSerializer.Serialize(row));
        await host.StopAsync();
        return 0;
    }

    /// <summary>The silo hangs while all speak: what the sockets' process holds must not grow.</summary>
    public static async Task<int> RunFrozenAsync(int calls, int seconds)
    {
        await using var silo = await StartSiloAsync();
        using var host = BenchmarkSilo.NewClient(Port);
        await host.StartAsync();
        await using var speaking = await SpeakingCalls.AttachAsync(DirectoryOf(host, Way.TwoProcesses), calls);
        speaking.Speak();
        await Task.Delay(Warm);
        Print("before", speaking);
        await SignalAsync(silo, "STOP");
        for (var second = 0; second < seconds; second += 5)
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            Print($"hangs {second + 5} s", speaking);
        }

        await SignalAsync(silo, "CONT");
        await Task.Delay(Warm);
        Print("goes on", speaking);
        return 0;
    }

    /// <summary>A process for every measurement, so that none has to do with what was before.</summary>
    private static async Task<SoundRow> RunApartAsync(Way way, int calls, int seconds)
    {
        await using var process = await ServerProcess.StartSelfAsync(["sound-one", way.ToString(), Text(calls), Text(seconds)], Begun);
        return JsonSerializer.Deserialize<SoundRow>(await process.AskAsync("", RowMark))!;
    }

    private static Task<ServerProcess> StartSiloAsync() => ServerProcess.StartSelfAsync(["sound-silo", Text(Port)], BenchmarkSilo.Ready);

    /// <summary>Stopped by it, a process is as a node that is gone: no connection is closed.</summary>
    private static async Task SignalAsync(ServerProcess silo, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Text(silo.Id)]);
        await kill.WaitForExitAsync();
    }

    private static void Print(int calls, Way way, SoundRow row) => Console.WriteLine(FormattableString.Invariant(
        $"| {calls} | {way} | {row.Cpu:0} % | {(way == Way.TwoProcesses ? $"{row.SiloCpu:0} %" : "")} | {row.Cpu + row.SiloCpu:0} % | {row.P50:0.00} | {row.P99:0.00} | {row.Most:0.0} | {row.Sent} | {row.Dropped} | {row.Lost} | {row.Late} | {row.Reattached} | {row.AtFirst} | {row.Stolen:0} % |"));

    private static void Print(string when, SpeakingCalls speaking)
    {
        var figures = speaking.Figures;
        Console.WriteLine(FormattableString.Invariant(
            $"{when}: heap {GC.GetTotalMemory(forceFullCollection: true) / 1024} KiB, sent {figures.Sent}, heard {figures.Received}, dropped {figures.Dropped}, lost {figures.Lost}, attached again {figures.Reattached}"));
    }

    private static ClusterSoundDirectory DirectoryOf(IHost host, Way way)
    {
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var place = way == Way.OneProcessByMessages ? new SoundPlace(TimeProvider.System, here: null) : host.Services.GetRequiredService<SoundPlace>();
        return new ClusterSoundDirectory(
            id => grains.GetGrain<IWarmUpGrain>(id), grains, place, host.Services.GetRequiredService<SoundOptions>(), new ClusterSoundOptions(), NullLogger<ClusterSoundDirectory>.Instance);
    }

    private static TimeSpan Own()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }

    /// <summary>Time that the machine's host gave to others, of all cores: such a measurement is worth less.</summary>
    private static TimeSpan Stolen()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromMilliseconds(10 * long.Parse(fields[8], CultureInfo.InvariantCulture));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
