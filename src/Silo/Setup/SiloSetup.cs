using System.Net;
using Orleans.Configuration;
using YemotAi.Grains;
using YemotAi.Grains.Interfaces.Joining;
using YemotAi.Hosting.Settings;
using YemotAi.Silo.Dashboard;
using YemotAi.Silo.Storage;
using ClusterOptions = YemotAi.Hosting.Settings.ClusterOptions;

namespace YemotAi.Silo.Setup;

/// <summary>How a silo is set up: who it is, how it finds the others, where its actors' state is, when it goes.</summary>
internal static class SiloSetup
{
    /// <summary>How long an actor stays in memory with nothing to do; as on one machine.</summary>
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(5);

    public static void Add(WebApplicationBuilder builder, ClusterSettings settings)
    {
        var cluster = settings.Cluster;
        builder.UseOrleans(silo =>
        {
            Join(silo, cluster);
            Tune(silo);
            if (cluster.HasDashboard) GrainDashboard.Add(silo);
        });
        builder.Services.AddActorGrains();
        builder.Services.AddSingleton<Func<bool>>(provider =>
        {
            var status = provider.GetRequiredService<ISiloStatusOracle>();
            return () => status.CurrentStatus == SiloStatus.Active;
        });
        SiloStorage.Add(builder, settings);
    }

    private static void Join(ISiloBuilder silo, ClusterOptions cluster)
    {
        silo.Configure<global::Orleans.Configuration.ClusterOptions>(options =>
        {
            options.ClusterId = cluster.ClusterId;
            options.ServiceId = cluster.ServiceId;
        });
        silo.Configure<SiloOptions>(options => options.SiloName =
            cluster.Name.Length > 0 ? cluster.Name : $"{Environment.MachineName}-{cluster.SiloPort}");
        var address = IPAddress.Parse(cluster.Address);
        silo.ConfigureEndpoints(address, cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(address));
        silo.UseRedisClustering(options => options.ConfigurationOptions = RedisSettings.Of(cluster.Redis, cluster.RedisLimit, "members"));
        silo.UseRedisReminderService(options => options.ConfigurationOptions = RedisSettings.Of(cluster.Redis, cluster.RedisLimit, "reminders"));
    }

    private static void Tune(ISiloBuilder silo)
    {
        silo.Configure<ClusterMembershipOptions>(members =>
        {
            members.ProbeTimeout = ClusterTimes.Probe;
            members.NumMissedProbesLimit = ClusterTimes.MissedProbes;
            members.NumVotesForDeathDeclaration = ClusterTimes.Votes;
            members.TableRefreshTimeout = ClusterTimes.TableRefresh;
            members.MaxJoinAttemptTime = ClusterTimes.Join;
            members.IAmAliveTablePublishTimeout = ClusterTimes.IAmAlive;
        });
        silo.Configure<SiloMessagingOptions>(messages => messages.ResponseTimeout = ClusterTimes.Response);
        // Shedding under memory pressure stays off: it takes actors that asked to be kept, with what is not written yet.
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = IdleLimit);
    }
}
