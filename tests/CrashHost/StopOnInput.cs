using Microsoft.Extensions.Hosting;

namespace YemotAi.CrashHost;

/// <summary>Stops the program gracefully when a line, or the end, comes on its input.</summary>
/// <param name="lifetime">The program's.</param>
internal sealed class StopOnInput(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The console's reading is blocking whatever its name, so it gets a thread of its own.
        await Task.Factory.StartNew(() => Console.In.ReadLine(), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WaitAsync(stoppingToken);
        lifetime.StopApplication();
    }
}
