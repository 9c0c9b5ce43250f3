using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds.Budget;
using YemotAi.Grains.Interfaces;

namespace YemotAi.Cluster.Engine;

public sealed class BudgetOnClusterTests : IAsyncLifetime
{
    private readonly string _business = "עסק " + Guid.NewGuid().ToString("N");
    private ClusterUnderTest _cluster = null!;
    private IActorDirectory<BudgetEvent, BudgetOutcome>[] _ways = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await ClusterUnderTest.StartAsync(2, silo =>
        {
            ClusterWaking.Tune(silo);
            silo.Services.AddSingleton<ActorFactory<BudgetEvent, BudgetOutcome>>(context => new BudgetActor(context, NullLogger<BudgetActor>.Instance));
        });
        _ways =
        [
            .. _cluster.Cluster.Silos.Select(silo => ClusterDirectories.DirectoryIn<BudgetEvent, BudgetOutcome>(
                silo, (grains, id) => grains.GetGrain<IBudgetGrain>(id))),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task What_two_silos_tell_with_one_operation_counts_once_and_what_is_told_without_counts_each_time()
    {
        var told = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => TellAsync(i % 2, 1.25m, "turn 1")));
        Assert.All(told, outcome => Assert.Equal(1.25m, outcome.Spent));
        await TellAsync(0, 0.5m, "");
        Assert.Equal(2.25m, (await TellAsync(1, 0.5m, "")).Spent);
    }

    [Fact]
    public async Task It_counts_once_too_when_the_silo_died_after_the_first_telling()
    {
        ClusterDirectories.PlaceIn(_cluster.Cluster.Silos[1]);
        await TellAsync(0, 1.25m, "turn 1");
        RequestContext.Clear();
        var home = _cluster.SiloOf(GrainId.Create(BudgetActor.Kind, _business));
        Assert.Equal(_cluster.Cluster.Silos[1], home);
        await _cluster.Cluster.KillSiloAsync(home);
        Assert.Equal(1.25m, (await TellAsync(0, 1.25m, "turn 1")).Spent);
        Assert.Equal(3.25m, (await TellAsync(0, 2m, "turn 2")).Spent);
    }

    private Task<BudgetOutcome> TellAsync(int from, decimal spent, string operation) =>
        _ways[from].AskAsync(_business, new BudgetEvent(spent, operation), Cancellation);
}
