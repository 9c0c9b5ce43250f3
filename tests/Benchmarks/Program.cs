using YemotAi.Benchmarks.Yemot;
foreach (var n in new[]{1,32,256}) Console.WriteLine(await Load.RunAsync(int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture), args[1], n, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6)));
