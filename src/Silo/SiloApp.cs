using YemotAi.Business.Profiles;
using YemotAi.Grains.Interfaces.Asking;
using YemotAi.Grains.Interfaces.Joining;
using YemotAi.Grains.Interfaces.Sound;
using YemotAi.Hosting;
using YemotAi.Hosting.Minds;
using YemotAi.Hosting.Settings;
using YemotAi.Silo.Dashboard;
using YemotAi.Silo.Setup;

namespace YemotAi.Silo;

/// <summary>Puts a silo together: it hosts the actors of calls and, unless told otherwise, answers the lines itself.</summary>
public static class SiloApp
{
    /// <summary>Reads and checks the settings and builds the application; it is not started.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="customize">Adds handlers and parts of one's own; null adds nothing.</param>
    /// <exception cref="SettingsException">A setting is wrong; the message names it and what is allowed.</exception>
    /// <exception cref="BusinessFileException">A business file is wrong; the message names file and line.</exception>
    public static WebApplication Create(string[] args, Action<ProgramBuilder>? customize = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        var configuration = ConfigurationFiles.Build(args);
        var settings = ClusterSettings.Read(configuration);
        if (RedisSettings.Problem(settings.Cluster.Redis) is { } wrong)
            throw new SettingsException([$"{nameof(settings.Cluster)}:{nameof(settings.Cluster.Redis)}: {wrong}"]);
        var builder = ProgramParts.CreateBuilder(configuration, settings, customize);
        ClusterParts.Add(builder.Services, settings);
        builder.Services.AddActorDirectories(new AskingOptions { AskAgain = settings.Cluster.AskAgain });
        SiloSetup.Add(builder, settings);
        builder.Services.AddClusterSound();

        var app = builder.Build();
        ClusterParts.Map(app);
        if (settings.Cluster.Endpoints) ProgramParts.MapLines(app, settings);
        app.MapGet("/minds", (HttpContext context, Readiness minds) => minds.AnswerAsync(context.RequestAborted));
        if (settings.Cluster.HasDashboard) GrainDashboard.Map(app, settings.Cluster);
        return app;
    }
}
