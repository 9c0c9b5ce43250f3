using YemotAi.Business.Profiles;
using YemotAi.Hosting.Settings;

namespace YemotAi.Hosting;

/// <summary>Runs a silo or a gateway until it is told to stop.</summary>
internal static class ClusterProgram
{
    /// <summary>The exit code when it cannot start.</summary>
    public const int CannotStart = 2;

    /// <summary>Starts, serves, stops. Gives the exit code; what keeps it from starting is printed as one clear text.</summary>
    /// <param name="name">What it is, such as <c>silo</c>.</param>
    /// <param name="create">Puts it together; not started.</param>
    /// <param name="prepare">Waits for what must be there before it starts; fails with an <see cref="IOException"/>.</param>
    /// <param name="greet">Says that it has started.</param>
    public static async Task<int> RunAsync(
        string name, Func<WebApplication> create, Func<ClusterOptions, Task> prepare, Action<WebApplication> greet)
    {
        WebApplication app;
        try
        {
            app = create();
            await prepare(app.Services.GetRequiredService<ClusterOptions>());
        }
        catch (Exception error) when (error is SettingsException or BusinessFileException or IOException)
        {
            return await CannotStartAsync(name, error);
        }

        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // It was told to stop before it had started.
                return 0;
            }
            catch (Exception error)
            {
                // Whatever it is, the host has logged where it comes from.
                return await CannotStartAsync(name, error);
            }

            greet(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
    }

    private static async Task<int> CannotStartAsync(string name, Exception error)
    {
        await Console.Error.WriteLineAsync($"The {name} cannot start. {error.Message}");
        return CannotStart;
    }
}
