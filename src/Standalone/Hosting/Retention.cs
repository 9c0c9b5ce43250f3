using YemotAi.Standalone.Settings;
using YemotAi.Standalone.Store;

namespace YemotAi.Standalone.Hosting;

/// <summary>Once a day removes what is older than it should be kept, so that nothing grows for ever.</summary>
internal sealed partial class Retention(
    IStore store, StandaloneSettings settings, TimeProvider time, ILogger<Retention> log) : BackgroundService
{
    /// <summary>A call that is over needs its state only as long as late requests of it may come.</summary>
    private static readonly TimeSpan KeepActors = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var daily = new PeriodicTimer(TimeSpan.FromDays(1), time);
        do
        {
            try
            {
                await PurgeAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogFailed(log, error);
            }
        }
        while (await daily.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PurgeAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await store.Actors.PurgeAsync(now - KeepActors, cancellation);
        if (settings.Program.KeepCallsDays > 0)
            await store.Calls.PurgeAsync(now.AddDays(-settings.Program.KeepCallsDays), cancellation);
    }

    [LoggerMessage(300, LogLevel.Error, "Old data could not be removed; it is tried again tomorrow.")]
    private static partial void LogFailed(ILogger log, Exception error);
}
