using Microsoft.Extensions.DependencyInjection.Extensions;
using YemotAi.Business.Profiles;
using YemotAi.Calls;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Calls.Minds.Budget;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Storage;
using YemotAi.Hosting;
using YemotAi.Hosting.Metrics;
using YemotAi.Hosting.Minds;
using YemotAi.Hosting.Settings;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Hosting;
using YemotAi.Standalone.Settings;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Memory;

namespace YemotAi.Standalone;

/// <summary>Puts the program for one machine together.</summary>
public static class StandaloneApp
{
    /// <summary>Reads and checks the settings, opens the store, and builds the web application; it is not started.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="customize">Adds handlers and parts of one's own; null adds nothing.</param>
    /// <exception cref="SettingsException">A setting is wrong; the message names it and what is allowed.</exception>
    /// <exception cref="StoreOpenException">The store cannot be opened; the message names the file.</exception>
    /// <exception cref="BusinessFileException">A business file is wrong; the message names file and line.</exception>
    public static WebApplication Create(string[] args, Action<ProgramBuilder>? customize = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        var configuration = ConfigurationFiles.Build(args);
        var settings = StandaloneSettings.Read(configuration);
        var builder = ProgramParts.CreateBuilder(configuration, settings, customize);
        AddEngine(builder.Services, settings);

        var app = builder.Build();
        MetricsEndpoint.Map(app);
        ProgramParts.MapLines(app, settings);
        app.MapGet("/healthz", () => "ok");
        app.MapGet("/readyz", (HttpContext context, Readiness readiness) => readiness.AnswerAsync(context.RequestAborted));
        return app;
    }

    private static void AddEngine(IServiceCollection services, StandaloneSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(settings.Engine);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Engine.StopLimit + TimeSpan.FromSeconds(10));

        // What was added from outside stays.
        services.TryAddSingleton<IStore>(provider => settings.Store == StoreKind.Memory
            ? new MemoryStore(settings.Storage, provider.GetRequiredService<TimeProvider>())
            : SqliteStore.Open(settings.Storage, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SqliteStore>>()));
        services.TryAddSingleton<IActorStore>(provider => provider.GetRequiredService<IStore>().Actors);
        services.TryAddSingleton<ICallArchive>(provider => provider.GetRequiredService<IStore>().Calls);
        services.TryAddSingleton<IMessageBox>(provider => provider.GetRequiredService<IStore>().Messages);

        services.AddSingleton<EmbeddedEngine>();
        AddKind<CallEvent, CallOutcome>(services, CallActor.Kind);
        AddKind<ProviderEvent, ProviderOutcome>(services, ProviderActor.Kind);
        AddKind<BudgetEvent, BudgetOutcome>(services, BudgetActor.Kind);
        services.AddSingleton<ISoundDirectory>(provider =>
        {
            // Adds the kind to the engine.
            provider.GetRequiredService<IActorDirectory<CallEvent, CallOutcome>>();
            return provider.GetRequiredService<EmbeddedEngine>().SoundOf(CallActor.Kind);
        });
        services.AddHostedService<EngineHost>();
        services.AddHostedService<Retention>();
    }

    private static void AddKind<TEvent, TOutcome>(IServiceCollection services, string kind) =>
        services.AddSingleton(provider => provider.GetRequiredService<EmbeddedEngine>()
            .Add(kind, provider.GetRequiredService<ActorFactory<TEvent, TOutcome>>()));
}
