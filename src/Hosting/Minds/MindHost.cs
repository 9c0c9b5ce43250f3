using YemotAi.Providers.Ladder;
using YemotAi.Providers.Processes;

namespace YemotAi.Hosting.Minds;

/// <summary>
/// At the start: kills what a killed run has left over, and says loudly which mind cannot answer. At the end: lets the
/// minds go, and their processes with them.
/// </summary>
internal sealed partial class MindHost(
    MindLadder ladder, MindOrder order, MindFactory factory, ProcessLedger ledger, ILogger<MindHost> log) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        ledger.KillLeftovers();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await factory.DisposeAsync();
    }

    /// <summary>Beside the first calls: a program that hangs when asked for its version keeps nobody waiting.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var business in order.BudgetsWithoutPrices(ladder.Rungs)) LogNoPrices(log, business);
        foreach (var mind in ladder.Rungs.Select(rung => rung.Mind))
        {
            try
            {
                var health = await mind.CheckAsync(stoppingToken);
                if (health.IsReady) LogReady(log, mind.Name, health.Detail);
                else LogNotReady(log, mind.Name, health.Detail);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogNotReady(log, mind.Name, error.GetType().Name);
            }
        }
    }

    [LoggerMessage(402, LogLevel.Warning,
        "The business '{Business}' has a daily budget, but none of its minds has a price (InputPrice, OutputPrice): nothing is counted.")]
    private static partial void LogNoPrices(ILogger log, string business);

    [LoggerMessage(400, LogLevel.Information, "The mind '{Mind}' can answer. {Detail}")]
    private static partial void LogReady(ILogger log, string mind, string detail);

    [LoggerMessage(401, LogLevel.Error, "The mind '{Mind}' cannot answer; the next one does. {Detail}")]
    private static partial void LogNotReady(ILogger log, string mind, string detail);
}
