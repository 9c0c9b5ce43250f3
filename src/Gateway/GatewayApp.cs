using Orleans.Configuration;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.Interfaces.Asking;
using YemotAi.Grains.Interfaces.Joining;
using YemotAi.Grains.Interfaces.Sound;
using YemotAi.Hosting;
using YemotAi.Hosting.Settings;
using ClusterOptions = YemotAi.Hosting.Settings.ClusterOptions;

namespace YemotAi.Gateway;

/// <summary>
/// Puts a gateway together: it takes the lines' requests and asks the calls, which are in silos. It has no state, so any
/// request of any call may reach any gateway.
/// </summary>
public static class GatewayApp
{
    /// <summary>Reads and checks the settings and builds the application; it is not started.</summary>
    /// <param name="args">The command line.</param>
    /// <exception cref="SettingsException">A setting is wrong; the message names it and what is allowed.</exception>
    public static WebApplication Create(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var configuration = ConfigurationFiles.Build(args);
        var settings = ClusterSettings.Read(configuration);
        if (RedisSettings.Problem(settings.Cluster.Redis) is { } wrong)
            throw new SettingsException([$"{nameof(settings.Cluster)}:{nameof(settings.Cluster.Redis)}: {wrong}"]);
        var builder = ProgramParts.CreateGateway(configuration, settings);
        ClusterParts.Add(builder.Services, settings);
        builder.Services.AddActorSerialization();
        builder.Services.AddActorDirectories(new AskingOptions { AskAgain = settings.Cluster.AskAgain });
        builder.Services.AddSingleton<GatewayConnection>();
        // The same one, and not another of the same class.
        builder.Services.AddSingleton<IClusterConnectionStatusObserver>(provider => provider.GetRequiredService<GatewayConnection>());
        builder.Services.AddSingleton<IClientConnectionRetryFilter>(provider => provider.GetRequiredService<GatewayConnection>());
        builder.Services.AddSingleton<Func<bool>>(provider =>
        {
            var connection = provider.GetRequiredService<GatewayConnection>();
            return () => connection.IsThere;
        });
        builder.UseOrleansClient(client => Join(client, settings.Cluster));
        builder.Services.AddClusterSound();

        var app = builder.Build();
        ClusterParts.Map(app);
        ProgramParts.MapLines(app, settings);
        return app;
    }

    private static void Join(IClientBuilder client, ClusterOptions cluster)
    {
        client.Configure<global::Orleans.Configuration.ClusterOptions>(options =>
        {
            options.ClusterId = cluster.ClusterId;
            options.ServiceId = cluster.ServiceId;
        });
        client.UseRedisClustering(options => options.ConfigurationOptions = RedisSettings.Of(cluster.Redis, cluster.RedisLimit, "gateway"));
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = ClusterTimes.GatewayListRefresh);
        client.Configure<ClientMessagingOptions>(messages => messages.ResponseTimeout = ClusterTimes.Response);
    }
}
