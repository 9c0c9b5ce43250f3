using Microsoft.Extensions.Logging.Console;
using YemotAi.Business.Answers;
using YemotAi.Business.Profiles;
using YemotAi.Calls;
using YemotAi.Calls.Agent;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Storage;
using YemotAi.Providers.Transcription;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Hosting;
using YemotAi.Standalone.Minds;
using YemotAi.Standalone.Settings;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Memory;
using YemotAi.Telephony.Yemot.Endpoint;
using YemotAi.Telephony.Yemot.Flows;
using YemotAi.Telephony.Yemot.Management;

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
    public static WebApplication Create(string[] args, Action<StandaloneBuilder>? customize = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        var configuration = ConfigurationFiles.Build(args);
        var settings = StandaloneSettings.Read(configuration);

        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseUrls(settings.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries));
        builder.WebHost.ConfigureKestrel(KestrelLimits.Apply);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });

        // It would log whole addresses: the secret in them, the caller's number, the caller's words.
        builder.Logging.AddFilter<ConsoleLoggerProvider>("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);

        AddParts(builder.Services, settings);
        var additions = new StandaloneBuilder(builder.Services);
        customize?.Invoke(additions);
        builder.Services.AddSingleton(additions);

        var app = builder.Build();
        if (settings.Program.TrustedProxies.Count > 0) app.UseForwardedHeaders(TrustedProxies.Of(settings.Program));
        app.MapGet("/healthz", () => "ok");
        app.MapGet("/readyz", (HttpContext context, Readiness readiness) => readiness.AnswerAsync(context.RequestAborted));
        app.Services.GetRequiredService<YemotEndpoint>().Map(app);
        return app;
    }

    private static void AddParts(IServiceCollection services, StandaloneSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(settings.Calls);
        services.AddSingleton(settings.Engine);
        services.AddSingleton(settings.Yemot);
        services.AddSingleton(TimeProvider.System);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Engine.StopLimit + TimeSpan.FromSeconds(10));

        services.AddSingleton<IStore>(provider => settings.Program.Store == StoreKind.Memory
            ? new MemoryStore(settings.Storage, provider.GetRequiredService<TimeProvider>())
            : SqliteStore.Open(settings.Storage, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SqliteStore>>()));
        services.AddSingleton<IActorStore>(provider => provider.GetRequiredService<IStore>().Actors);
        services.AddSingleton<ICallArchive>(provider => provider.GetRequiredService<IStore>().Calls);
        services.AddSingleton<IMessageBox>(provider => provider.GetRequiredService<IStore>().Messages);

        services.AddSingleton(_ => BusinessFiles.Load(settings));
        services.AddSingleton<IKnowledge>(provider =>
            new BusinessKnowledge(provider.GetRequiredService<IReadOnlyList<BusinessProfile>>()));
        MindParts.Add(services, settings);
        if (settings.HearsRecordings) AddEars(services, settings);
        services.AddSingleton(provider => new AgentServices(
            provider.GetRequiredService<IKnowledge>(),
            provider.GetRequiredService<IMessageBox>(),
            provider.GetService<IRecordingEars>()));

        services.AddSingleton(provider => LineOf(provider, settings));
        services.AddSingleton<YemotWire>();
        services.AddSingleton<ICallWire>(provider => provider.GetRequiredService<YemotWire>());
        services.AddSingleton<YemotEndpoint>();
        services.AddSingleton<YemotConversations>();

        services.AddSingleton<CallServices>();
        services.AddSingleton<EmbeddedEngine>();
        services.AddSingleton(provider =>
        {
            var calls = provider.GetRequiredService<CallServices>();
            return provider.GetRequiredService<EmbeddedEngine>()
                .Add<CallEvent, CallOutcome>(CallActor.Kind, context => new CallActor(context, calls));
        });
        services.AddHostedService<EngineHost>();
        services.AddHostedService<Retention>();
    }

    private static void AddEars(IServiceCollection services, StandaloneSettings settings)
    {
        services.AddSingleton(settings.YemotManagement);
        services.AddSingleton(settings.Transcription);
        services.AddSingleton<YemotManagementClient>();
        services.AddSingleton<ITranscriber, OpenAiCompatibleTranscriber>();
        services.AddSingleton<IRecordingEars, YemotRecordingEars>();
    }

    /// <summary>Handlers from code first: an agent from the settings does not take an extension away from them.</summary>
    private static YemotExtensions LineOf(IServiceProvider provider, StandaloneSettings settings)
    {
        var line = ActivatorUtilities.CreateInstance<YemotExtensions>(provider);
        provider.GetRequiredService<StandaloneBuilder>().MapInto(line);
        var services = provider.GetRequiredService<AgentServices>();
        var businesses = provider.GetRequiredService<IReadOnlyList<BusinessProfile>>();
        foreach (var agent in settings.Agents)
        {
            if (line.Paths.Contains(agent.Extension.Trim('/'))) continue;
            // What the settings leave open, the business's own file says.
            var business = businesses.FirstOrDefault(profile => profile.Id == agent.Business);
            if (agent.Opening.Length == 0) agent.Opening = business?.Greeting ?? "";
            if (agent.PersonNumber.Length == 0) agent.PersonNumber = string.Concat((business?.TransferTo ?? "").Where(char.IsAsciiDigit));
            line.MapAgent(agent, services);
        }

        return line;
    }
}
