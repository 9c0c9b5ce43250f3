using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using YemotAi.Calls.Storage;
using YemotAi.Grains;
using YemotAi.Hosting.Settings;

namespace YemotAi.Silo.Storage;

/// <summary>Adds what a silo keeps in Redis: states of actors, messages, finished calls.</summary>
internal static class SiloStorage
{
    /// <summary>Adds it. A message box or an archive that was added before takes the place of the one in Redis.</summary>
    public static void Add(WebApplicationBuilder builder, ClusterSettings settings)
    {
        var services = builder.Services;
        Add(services, settings.Cluster);
        services.AddHostedService(provider => new ArchiveRetention(
            provider.GetRequiredService<ICallArchive>(),
            settings.Program.KeepCallsDays,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ArchiveRetention>>()));
    }

    /// <summary>Adds it without removing anything by itself.</summary>
    public static void Add(IServiceCollection services, ClusterOptions cluster)
    {
        var limits = new StoreLimits();
        services.AddSingleton(provider => new RedisConnection(cluster, provider.GetRequiredService<ILogger<RedisConnection>>()));
        services.TryAddSingleton<IMessageBox>(provider => new RedisMessageBox(
            provider.GetRequiredService<RedisConnection>(), cluster.ServiceId, limits, provider.GetRequiredService<ILogger<RedisMessageBox>>()));
        services.TryAddSingleton<ICallArchive>(provider => new RedisCallArchive(
            provider.GetRequiredService<RedisConnection>(), cluster.ServiceId, provider.GetRequiredService<ILogger<RedisCallArchive>>()));
        services.AddKeyedSingleton<IGrainStorage>(ActorGrains.StoreName, (provider, _) => new ExpiringStorage(
            provider.GetRequiredService<RedisConnection>(),
            cluster.ServiceId,
            cluster.KeepFinished,
            limits,
            new OrleansGrainStorageSerializer(provider.GetRequiredService<Serializer>()),
            provider.GetRequiredService<IActivatorProvider>()));
    }
}
