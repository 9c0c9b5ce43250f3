using YemotAi.Calls;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Calls.Minds.Budget;
using YemotAi.Standalone.Engine;

namespace YemotAi.Standalone.Hosting;

/// <summary>
/// Starts the engine before the first request and stops it after the last: the web server is stopped first, and lets
/// the requests that it has taken finish.
/// </summary>
internal sealed class EngineHost(
    EmbeddedEngine engine,
    IActorDirectory<CallEvent, CallOutcome> calls,
    IActorDirectory<ProviderEvent, ProviderOutcome> providers,
    IActorDirectory<BudgetEvent, BudgetOutcome> budgets) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Asked for so that every kind of actor is registered before the engine begins to wake stored ones.
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(budgets);
        engine.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync();
}
