using YemotAi.Benchmarks.Yemot;
using YemotAi.ClusterHost;
using YemotAi.Silo;

// A real silo with a handler whose effects are done at a server of the test.
var effects = new EffectClient(new Uri(
    Environment.GetEnvironmentVariable("CLUSTER_EFFECTS") ?? throw new InvalidOperationException("CLUSTER_EFFECTS is the address of the effects.")));

return await SiloProgram.RunAsync(args, builder => builder.OnYemot(line =>
{
    line.Map("1", new OrderLine(effects).TakeAsync, "example");
    line.Map("2", BenchmarkLine.AnswerAsync);
}));
