using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.TestingHost;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Engine;
using YemotAi.Grains.Interfaces;
using YemotAi.Tests;

namespace YemotAi.Cluster.Engine;

/// <summary>A queue before a provider, asked from several silos: many at once, given up, killed.</summary>
public sealed class ProviderOnClusterTests : IAsyncLifetime
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MaxTurn = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(10);

    private readonly string _account = Guid.NewGuid().ToString("N");
    private ClusterUnderTest _cluster = null!;
    private IActorDirectory<ProviderEvent, ProviderOutcome>[] _ways = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Where the queue is.</summary>
    private InProcessSiloHandle Home { get; set; } = null!;

    private InProcessSiloHandle Other { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await ClusterUnderTest.StartAsync(2, silo =>
        {
            ClusterWaking.Tune(silo);
            silo.Services.AddSingleton<ActorFactory<ProviderEvent, ProviderOutcome>>(context => new ProviderActor(
                context, _ => new ProviderLimits(AtOnce, 1000), NullLogger<ProviderActor>.Instance));
        });
        (Home, Other) = (_cluster.Cluster.Silos[0], _cluster.Cluster.Silos[1]);
        _ways =
        [
            .. _cluster.Cluster.Silos.Select(silo => ClusterDirectories.DirectoryIn<ProviderEvent, ProviderOutcome>(
                silo, (grains, id) => grains.GetGrain<IProviderGrain>(id))),
        ];
        ClusterDirectories.PlaceIn(Home);
        await AskAsync(0, new ProviderEvent.Look());
        RequestContext.Clear();
        Assert.Equal(Home, _cluster.SiloOf(GrainId.Create(ProviderActor.Kind, _account)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    [Fact]
    public Task With_callers_in_two_silos_of_which_many_give_up_no_turn_is_lost_and_none_is_too_many() => ProviderCrowd.RunAsync(
        (number, input, cancellation) => _ways[number % 2].AskAsync(_account, input, cancellation), AtOnce, Guard);

    [Fact]
    public async Task Turns_whose_holders_died_with_their_silo_are_taken_back_after_their_limit()
    {
        for (var i = 0; i < AtOnce; i++) Assert.IsType<ProviderOutcome.Entered>(await AskAsync(1, Enter($"{i}")));
        var waiting = AskAsync(0, Enter("waiting"));
        await Polling.UntilAsync("it waits", async () => (await LookAsync()).Waiting > 0);
        await _cluster.Cluster.KillSiloAsync(Other);
        _cluster.Time.Advance(MaxTurn + ProviderActor.TurnMargin - TimeSpan.FromSeconds(1));
        Assert.Equal((AtOnce, 1, 0), await StandingAsync());
        Assert.False(waiting.IsCompleted);
        _cluster.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.IsType<ProviderOutcome.Entered>(await waiting.WaitAsync(Guard, Cancellation));
        Assert.Equal((1, 0, AtOnce), await StandingAsync());
    }

    [Fact]
    public async Task Who_waits_in_a_queue_that_dies_with_its_silo_gets_a_turn_in_the_next()
    {
        for (var i = 0; i < AtOnce; i++) Assert.IsType<ProviderOutcome.Entered>(await AskAsync(1, Enter($"{i}")));
        var waiting = AskAsync(1, Enter("waiting"));
        await Polling.UntilAsync("it waits", async () => (await LookAsync()).Waiting > 0);
        await _cluster.Cluster.KillSiloAsync(Home);
        Assert.IsType<ProviderOutcome.Entered>(await waiting.WaitAsync(Guard, Cancellation));
        Assert.Equal(Other, _cluster.SiloOf(GrainId.Create(ProviderActor.Kind, _account)));
        // Those that had their turns before do not disturb the new queue by leaving.
        for (var i = 0; i < AtOnce; i++) await AskAsync(1, new ProviderEvent.Leave($"{i}"));
        var figures = Assert.IsType<ProviderOutcome.Looked>(await AskAsync(1, new ProviderEvent.Look())).Figures;
        Assert.Equal((1, 0), (figures.Running, figures.Waiting));
    }

    private static ProviderEvent.Enter Enter(string ticket, string? conversation = null, string business = "a") =>
        new(ticket, conversation ?? ticket, business, MaxWait, MaxTurn);

    private Task<ProviderOutcome> AskAsync(int from, ProviderEvent input) => _ways[from].AskAsync(_account, input, Cancellation);

    private async Task<ProviderFigures> LookAsync() =>
        Assert.IsType<ProviderOutcome.Looked>(await AskAsync(0, new ProviderEvent.Look())).Figures;

    private async Task<(int Running, int Waiting, long Lost)> StandingAsync()
    {
        var figures = await LookAsync();
        return (figures.Running, figures.Waiting, figures.Lost);
    }
}
