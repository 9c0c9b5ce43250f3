using YemotAi.Business.Profiles;
using YemotAi.Hosting;
using YemotAi.Hosting.Settings;
using YemotAi.Standalone.Store;

namespace YemotAi.Standalone;

/// <summary>Runs the program until it is told to stop.</summary>
public static class StandaloneProgram
{
    /// <summary>The exit code when the program cannot start with these settings or this data.</summary>
    public const int CannotStart = 2;

    /// <summary>Says how the program is called; gives the exit code.</summary>
    public static int Help(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine("""
            YemotAi: a phone line that is answered by an AI agent.

              (nothing) [--Setting value …]   answers calls until it is stopped
                --Urls http://127.0.0.1:8080    where it listens
                --Data data                     the folder that holds everything it keeps
                --Yemot:Secrets SECRET          a secret that every request must carry
                                                all settings: docs/settings.md
              calls [--Number N] [--Text T] [--From DAY] [--To DAY] [--Business ID] [--Most N] [--Data FOLDER]
                                              finished calls, with what was said
              messages [--Business ID] [--Most N] [--Data FOLDER]
                                              messages that callers left
              help                            this
            """);
        return 0;
    }

    /// <summary>Starts, serves, stops. Gives the exit code; what keeps it from starting is printed as one clear text.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="customize">Adds handlers and parts of one's own; null adds nothing.</param>
    public static async Task<int> RunAsync(string[] args, Action<ProgramBuilder>? customize = null)
    {
        try
        {
            await using var app = StandaloneApp.Create(args, customize);
            await app.StartAsync();
            Banner.Print(app, Console.Out);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception error) when (error is SettingsException or StoreOpenException or BusinessFileException or IOException)
        {
            await Console.Error.WriteLineAsync($"YemotAi cannot start. {error.Message}");
            return CannotStart;
        }
    }
}
