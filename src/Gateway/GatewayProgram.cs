using YemotAi.Hosting;
using YemotAi.Hosting.Settings;

namespace YemotAi.Gateway;

/// <summary>Runs a gateway until it is told to stop.</summary>
public static class GatewayProgram
{
    /// <summary>The exit code when the gateway cannot start with these settings.</summary>
    public const int CannotStart = 2;

    /// <summary>Starts, serves, stops. Gives the exit code; what keeps it from starting is printed as one clear text.</summary>
    /// <param name="args">The command line.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = GatewayApp.Create(args);
            await app.StartAsync();
            ClusterBanner.Print(app, "passes calls on", Console.Out);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception error) when (error is SettingsException or IOException)
        {
            await Console.Error.WriteLineAsync($"The gateway cannot start. {error.Message}");
            return CannotStart;
        }
    }
}
