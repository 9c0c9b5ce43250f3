using System.Globalization;
using YemotAi.Benchmarks.Minds;
using YemotAi.Benchmarks.Turns;
using YemotAi.Benchmarks.Voice;
using YemotAi.Benchmarks.Yemot;
using YemotAi.Standalone;

switch (args)
{
    case ["yemot"]:
        return await YemotBenchmark.RunAsync(rounds: 3);
    case ["yemot", var rounds]:
        return await YemotBenchmark.RunAsync(int.Parse(rounds, CultureInfo.InvariantCulture));
    case ["load", var port, var path, var callers]:
        Console.WriteLine(await Load.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), path, int.Parse(callers, CultureInfo.InvariantCulture), TimeSpan.Zero, TimeSpan.FromSeconds(8)));
        return 0;
    case ["memory"]:
        return await YemotBenchmark.RunMemoryAsync();
    case ["serve", var port, var data]:
        return await YemotBenchmark.ServeAsync(port, data);
    case ["minds"]:
        return await MindsBenchmark.RunAsync(rounds: 3);
    case ["minds", var rounds]:
        return await MindsBenchmark.RunAsync(int.Parse(rounds, CultureInfo.InvariantCulture));
    case ["minds", var rounds, var part]:
        return await MindsBenchmark.RunAsync(int.Parse(rounds, CultureInfo.InvariantCulture), part);
    case ["minds-server"]:
        return await MindsServer.ServeAsync();
    case ["minds-line", .. var settings]:
        return await StandaloneProgram.RunAsync(settings);
    case ["turns", "look"]:
        TurnTakingBenchmark.Print(lookAt: true);
        return 0;
    case ["turns"]:
        return TurnsBenchmark.Run();
    case ["voice"]:
        return await VoiceBenchmark.RunAsync("50,100,200,400", seconds: "30");
    case ["voice", var levels, var seconds]:
        return await VoiceBenchmark.RunAsync(levels, seconds);
    case ["voice", var levels, var seconds, var way]:
        return await VoiceBenchmark.RunAsync(levels, seconds, way);
    case ["voice-soak"]:
        return await VoiceBenchmark.SoakAsync(calls: 200, minutes: 10);
    case ["voice-soak", var calls, var minutes]:
        return await VoiceBenchmark.SoakAsync(int.Parse(calls, CultureInfo.InvariantCulture), int.Parse(minutes, CultureInfo.InvariantCulture));
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Benchmarks -- yemot [ROUNDS] | memory | serve PORT FOLDER | load PORT PATH CALLERS | minds [ROUNDS [PART-OF-A-TITLE]] | turns | voice [CALLS,CALLS,... SECONDS [MILLISECONDS-OF-WIRE]] | voice-soak [CALLS MINUTES]");
        return 64;
}
