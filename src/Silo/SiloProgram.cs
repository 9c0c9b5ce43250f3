using YemotAi.Grains.Interfaces.Joining;
using YemotAi.Hosting;
using YemotAi.Hosting.Settings;
using YemotAi.Silo.Setup;

namespace YemotAi.Silo;

/// <summary>Runs a silo until it is told to stop.</summary>
public static class SiloProgram
{
    /// <summary>The exit code when the silo cannot start.</summary>
    public const int CannotStart = ClusterProgram.CannotStart;

    /// <summary>Starts, serves, stops. Gives the exit code; what keeps it from starting is printed as one clear text.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="customize">Adds handlers and parts of one's own; null adds nothing.</param>
    public static Task<int> RunAsync(string[] args, Action<ProgramBuilder>? customize = null) => ClusterProgram.RunAsync(
        "silo", () => SiloApp.Create(args, customize), PrepareAsync, Greet);

    private static void Greet(WebApplication app) => ClusterBanner.Print(
        app, "hosts calls", Console.Out, app.Services.GetRequiredService<ClusterOptions>().Endpoints);

    private static async Task PrepareAsync(ClusterOptions cluster)
    {
        SiloPorts.Check(cluster);
        await RedisAtStart.WaitAsync(cluster.Redis, cluster.RedisLimit, cluster.StartPatience, Console.Out);
    }
}
