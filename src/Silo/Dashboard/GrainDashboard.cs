using Orleans.Dashboard;
using YemotAi.Hosting.Settings;

namespace YemotAi.Silo.Dashboard;

/// <summary>Orleans' dashboard of grains, under <c>/grains</c>, behind a name and a password.</summary>
internal static class GrainDashboard
{
    /// <summary>Where it is.</summary>
    public const string Path = "/grains";

    /// <summary>Adds what it collects from. Every silo of a cluster needs it.</summary>
    public static void Add(ISiloBuilder silo) => silo.AddDashboard(dashboard => dashboard.HideTrace = true);

    /// <summary>Adds its pages.</summary>
    public static void Map(WebApplication app, ClusterOptions cluster)
    {
        var door = new DashboardDoor(cluster.DashboardUser, cluster.DashboardPassword, app.Services.GetRequiredService<TimeProvider>());
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase),
            guarded => guarded.Use(door.EnterAsync));
        app.MapOrleansDashboard(Path);
    }
}
