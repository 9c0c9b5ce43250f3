using System.Globalization;
using YemotAi.Benchmarks.Yemot;

switch (args)
{
    case ["yemot"]:
        return await YemotBenchmark.RunAsync(rounds: 3);
    case ["yemot", var rounds]:
        return await YemotBenchmark.RunAsync(int.Parse(rounds, CultureInfo.InvariantCulture));
    case ["memory"]:
        return await YemotBenchmark.RunMemoryAsync();
    case ["serve", var port, var data]:
        return await YemotBenchmark.ServeAsync(port, data);
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Benchmarks -- yemot [ROUNDS] | memory");
        return 64;
}
