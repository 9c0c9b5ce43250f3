using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Reminders;
using Orleans.TestingHost;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Storage;
using YemotAi.Cluster.Redis;
using YemotAi.Cluster.Sound;
using YemotAi.Engine;
using YemotAi.Grains;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.Interfaces.Joining;
using YemotAi.Grains.Interfaces.Sound;
using YemotAi.Silo.Storage;
using YemotAi.Tests;

namespace YemotAi.Cluster.Engine;

/// <summary>A cluster of silos in this process, over a real Redis, with a clock for actors that stands still.</summary>
internal sealed class ClusterUnderTest : ISoundUnderTest
{
    private readonly ManualTime _time = new();
    private readonly RedisServer _redis;
    private readonly SoundPlace _away;
    private readonly HeldLines _heldLines = new();
    private InProcessTestCluster _cluster = null!;

    private ClusterUnderTest(RedisServer redis)
    {
        _redis = redis;
        _away = new SoundPlace(_time, here: null);
    }

    public IActorDirectory<ProbeEvent, ProbeOutcome> Probes { get; private set; } = null!;

    public IActorStore Store { get; private set; } = null!;

    /// <summary>Sockets are held by the client.</summary>
    public ISoundDirectory Sound { get; private set; } = null!;

    /// <summary>The lines that the client holds.</summary>
    public NearLines Lines => _away.Lines;

    /// <summary>How many actors have a line that they look after.</summary>
    public int TickingActors => _cluster.Silos.Sum(silo => silo.ServiceProvider.GetRequiredService<ActorServices>().Ticker.Count);

    public TimeSpan IdleLimit { get; } = TimeSpan.FromMinutes(5);

    public RedisServer Redis => _redis;

    public ManualTime Time => _time;

    public InProcessTestCluster Cluster => _cluster;

    /// <summary>Starts it.</summary>
    /// <param name="silos">How many silos.</param>
    /// <param name="more">What a test adds to each.</param>
    public static async Task<ClusterUnderTest> StartAsync(short silos, Action<ISiloBuilder>? more = null)
    {
        var engine = new ClusterUnderTest(await RedisServer.StartAsync());
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            engine.Configure(silo);
            more?.Invoke(silo);
        });
        builder.ConfigureClient(client => client.Services.AddActorSerialization());
        engine._cluster = builder.Build();
        await engine._cluster.DeployAsync();
        engine.Probes = new PassingOn(engine._cluster.Client);
        engine.Sound = engine._heldLines.In(engine._cluster.Client, engine._away);
        engine.Store = new GrainStorageAsStore(engine._cluster);
        return engine;
    }

    public async Task AdvanceAsync(TimeSpan by)
    {
        // In steps: what falls due in one may set the next, as on a real clock.
        var step = TimeSpan.FromSeconds(1);
        if (by > TimeSpan.FromMinutes(2) && !_heldLines.Any) step = TimeSpan.FromSeconds(30);
        for (var moved = TimeSpan.Zero; moved < by; moved += step)
        {
            _time.Advance(step < by - moved ? step : by - moved);
            await Task.Yield();
            await _heldLines.SettleAsync();
        }

        // Orleans takes the time of idle activations from the machine's clock; this is what it does when it has come.
        if (by >= IdleLimit)
            await _cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
    }

    public Task StopAsync(string id) => _cluster.StopSiloAsync(SiloOf(id));

    /// <summary>The way to attach lines whose sockets are held in a silo.</summary>
    public ISoundDirectory SoundIn(InProcessSiloHandle silo)
    {
        var place = silo.ServiceProvider.GetRequiredService<SoundPlace>();
        return _heldLines.In(silo.ServiceProvider.GetRequiredService<IGrainFactory>(), place);
    }

    /// <summary>The silo in which a probe is.</summary>
    public InProcessSiloHandle SiloOf(string id) => SiloOf(GrainId.Create(ProbeActor.Kind, id));

    /// <summary>The silo in which a grain is.</summary>
    public InProcessSiloHandle SiloOf(GrainId grain) => _cluster.TryGetGrainContext(grain, out var context)
        ? _cluster.GetSiloForAddress(context.Address.SiloAddress!)!
        : throw new InvalidOperationException("It is not in memory.");

    public async ValueTask DisposeAsync()
    {
        _away.Dispose();
        await _cluster.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private void Configure(ISiloBuilder silo)
    {
        var limit = TimeSpan.FromSeconds(2);
        var options = RedisSettings.Of(_redis.Address, limit, "test");
        SiloStorage.Add(silo.Services, new YemotAi.Hosting.Settings.ClusterOptions { Redis = _redis.Address, RedisLimit = limit });
        silo.UseRedisReminderService(reminders => reminders.ConfigurationOptions = options);
        silo.Services.AddActorGrains();
        silo.Services.AddSingleton(services => new SoundPlace(_time, services.GetRequiredService<ILocalSiloDetails>().SiloAddress));
        silo.Services.AddSingleton<ActorFactory<ProbeEvent, ProbeOutcome>>(context => new ProbeActor(context));
        foreach (var area in new[] { TimeProviderNames.Grains, ReminderTimeProviderNames.Reminders })
            silo.Services.AddKeyedSingleton<TimeProvider>(area, _time);
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = IdleLimit);
    }

    /// <summary>Asks once: a probe's events are not the same when they come again.</summary>
    private sealed class PassingOn(IClusterClient client) : IActorDirectory<ProbeEvent, ProbeOutcome>
    {
        public Task<ProbeOutcome> AskAsync(string id, ProbeEvent input, CancellationToken cancellation) =>
            client.GetGrain<IProbeGrain>(id).AskAsync(input, cancellation);
    }
}
