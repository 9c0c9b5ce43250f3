using YemotAi.Calls.Storage;

namespace YemotAi.Silo.Storage;

/// <summary>
/// Every hour removes finished calls that are older than they should be kept. Every silo does it: what one has removed
/// the next does not find, and two at once share the work.
/// </summary>
/// <param name="archive">The finished calls.</param>
/// <param name="keepDays">How many days they are kept; 0 is for ever.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Hears when it fails.</param>
internal sealed partial class ArchiveRetention(
    ICallArchive archive, int keepDays, TimeProvider time, ILogger<ArchiveRetention> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (keepDays <= 0) return;
        using var hourly = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await archive.PurgeAsync(time.GetUtcNow().AddDays(-keepDays), stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogFailed(log, error);
            }
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(654, LogLevel.Error, "Old calls could not be removed; it is tried again in an hour.")]
    private static partial void LogFailed(ILogger log, Exception error);
}
