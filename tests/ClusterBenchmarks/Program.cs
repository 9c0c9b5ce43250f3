using System.Globalization;
using YemotAi.ClusterBenchmarks.Sound;
using YemotAi.ClusterBenchmarks.Voice;
using YemotAi.ClusterBenchmarks.Yemot;

switch (args)
{
    case ["yemot"]:
        return await ClusterYemotBenchmark.RunAsync(rounds: 3);
    case ["yemot", var rounds]:
        return await ClusterYemotBenchmark.RunAsync(int.Parse(rounds, CultureInfo.InvariantCulture));
    case ["yemot-line", var program, .. var settings]:
        return await ClusterYemotBenchmark.ServeAsync(program, settings);
    case ["sound"]:
        return await SoundBenchmark.RunAsync(rounds: 2, seconds: 20);
    case ["sound", var rounds, var seconds]:
        return await SoundBenchmark.RunAsync(int.Parse(rounds, CultureInfo.InvariantCulture), int.Parse(seconds, CultureInfo.InvariantCulture));
    case ["sound-frozen"]:
        return await SoundBenchmark.RunFrozenAsync(calls: 500, seconds: 20);
    case ["sound-one", var way, var calls, var seconds]:
        return await SoundBenchmark.RunOneAsync(
            Enum.Parse<Way>(way), int.Parse(calls, CultureInfo.InvariantCulture), int.Parse(seconds, CultureInfo.InvariantCulture));
    case ["sound-silo", var port]:
        return await BenchmarkSilo.ServeAsync(int.Parse(port, CultureInfo.InvariantCulture));
    case ["voice"]:
        return await ClusterVoiceBenchmark.RunAsync("50,100,200", seconds: "20");
    case ["voice", var levels, var seconds]:
        return await ClusterVoiceBenchmark.RunAsync(levels, seconds);
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/ClusterBenchmarks -- yemot [ROUNDS] | sound [ROUNDS SECONDS] | sound-frozen | voice [CALLS,CALLS,... SECONDS]");
        return 64;
}
