using YemotAi.Grains.Interfaces.Joining;
using YemotAi.Hosting;

namespace YemotAi.Gateway;

/// <summary>Runs a gateway until it is told to stop.</summary>
public static class GatewayProgram
{
    /// <summary>The exit code when the gateway cannot start.</summary>
    public const int CannotStart = ClusterProgram.CannotStart;

    /// <summary>Starts, serves, stops. Gives the exit code; what keeps it from starting is printed as one clear text.</summary>
    /// <param name="args">The command line.</param>
    public static Task<int> RunAsync(string[] args) => ClusterProgram.RunAsync(
        "gateway",
        () => GatewayApp.Create(args),
        cluster => RedisAtStart.WaitAsync(cluster.Redis, cluster.RedisLimit, cluster.StartPatience, Console.Out),
        app => ClusterBanner.Print(app, "passes calls on", Console.Out, answersLine: true));
}
