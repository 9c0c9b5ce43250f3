using System.Diagnostics.Metrics;
using YemotAi.Calls;
using YemotAi.Hosting.Settings;

namespace YemotAi.Hosting.Metrics;

/// <summary><c>GET /metrics</c>: what the program has counted and measured, for Prometheus.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Adds what it needs.</summary>
    public static void Add(IServiceCollection services, ProgramOptions settings)
    {
        services.AddSingleton(new MetricsAccess(settings));
        services.AddSingleton(provider => new MetricsExporter(
            provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<ILogger<MetricsExporter>>()));
    }

    /// <summary>Adds its address, and begins to listen.</summary>
    public static void Map(WebApplication app)
    {
        _ = app.Services.GetRequiredService<MetricsExporter>();
        // What an autoscaler reads is there from now on, and not only from the first call.
        _ = app.Services.GetService<CallServices>();
        // To others there is no such address.
        app.MapGet("/metrics", (HttpContext context, MetricsAccess access, MetricsExporter exporter) =>
            access.Allows(context) ? Results.Text(exporter.Collect(), MetricsExporter.ContentType) : Results.NotFound());
    }
}
