using YemotAi.Hosting.Metrics;
using YemotAi.Hosting.Settings;
using YemotAi.Hosting.Web;

namespace YemotAi.Hosting;

/// <summary>What a silo and a gateway have in common: they say whether they are ready, and stop without losing a request.</summary>
internal static class ClusterParts
{
    /// <summary>Adds it. The program itself adds the <c>Func&lt;bool&gt;</c> that tells whether it is joined.</summary>
    public static void Add(IServiceCollection services, ClusterSettings settings)
    {
        var cluster = settings.Cluster;
        services.AddSingleton(settings);
        services.AddSingleton(cluster);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = cluster.DrainDelay + cluster.StopLimit);
        services.AddSingleton(provider => new Draining(
            cluster.DrainDelay, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Draining>>()));
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddSingleton<ClusterReadiness>();
    }

    /// <summary>Adds where a supervisor, a load balancer and Prometheus ask.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet("/healthz", () => "ok");
        app.MapGet("/readyz", (ClusterReadiness readiness) => readiness.Answer());
        MetricsEndpoint.Map(app);
    }
}
