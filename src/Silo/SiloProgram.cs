using YemotAi.Business.Profiles;
using YemotAi.Hosting;
using YemotAi.Hosting.Settings;

namespace YemotAi.Silo;

/// <summary>Runs a silo until it is told to stop.</summary>
public static class SiloProgram
{
    /// <summary>The exit code when the silo cannot start with these settings.</summary>
    public const int CannotStart = 2;

    /// <summary>Starts, serves, stops. Gives the exit code; what keeps it from starting is printed as one clear text.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="customize">Adds handlers and parts of one's own; null adds nothing.</param>
    public static async Task<int> RunAsync(string[] args, Action<ProgramBuilder>? customize = null)
    {
        try
        {
            await using var app = SiloApp.Create(args, customize);
            await app.StartAsync();
            ClusterBanner.Print(app, "hosts calls", Console.Out);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception error) when (error is SettingsException or BusinessFileException or IOException)
        {
            await Console.Error.WriteLineAsync($"The silo cannot start. {error.Message}");
            return CannotStart;
        }
    }
}
