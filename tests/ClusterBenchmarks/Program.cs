using System.Globalization;
using YemotAi.ClusterBenchmarks.Yemot;

switch (args)
{
    case ["yemot"]:
        return await ClusterYemotBenchmark.RunAsync(rounds: 3);
    case ["yemot", var rounds]:
        return await ClusterYemotBenchmark.RunAsync(int.Parse(rounds, CultureInfo.InvariantCulture));
    case ["yemot-line", var program, .. var settings]:
        return await ClusterYemotBenchmark.ServeAsync(program, settings);
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/ClusterBenchmarks -- yemot [ROUNDS]");
        return 64;
}
