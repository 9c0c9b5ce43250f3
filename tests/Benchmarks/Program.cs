using System.Globalization;
using YemotAi.Benchmarks.Yemot;

switch (args)
{
    case ["serve", var port, var data]:
        return await BenchmarkLine.ServeAsync(port, data);
    case ["load", var port, var path]:
        foreach (var n in new[] { 1, 32, 256 })
            Console.WriteLine(await Load.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), path, n, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6)));
        return 0;
    default:
        return 64;
}
