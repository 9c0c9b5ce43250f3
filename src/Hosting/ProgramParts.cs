using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging.Console;
using YemotAi.Business.Answers;
using YemotAi.Business.Profiles;
using YemotAi.Calls;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Agent;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Storage;
using YemotAi.Calls.Voice;
using YemotAi.Hosting.Metrics;
using YemotAi.Hosting.Minds;
using YemotAi.Hosting.Settings;
using YemotAi.Hosting.Twilio;
using YemotAi.Hosting.Voices;
using YemotAi.Hosting.Web;
using YemotAi.Telephony.Twilio.Endpoint;
using YemotAi.Telephony.Yemot.Endpoint;
using YemotAi.Telephony.Yemot.Flows;
using YemotAi.Telephony.Yemot.Management;

namespace YemotAi.Hosting;

/// <summary>
/// Puts together what every program that answers calls has: the web server with its lines, the handlers, the businesses
/// and the minds. What it leaves open is the engine that hosts the actors, and the store.
/// </summary>
internal static class ProgramParts
{
    /// <summary>A web application with all parts of calls but the engine and the store.</summary>
    public static WebApplicationBuilder CreateBuilder(
        IConfiguration configuration, ProgramSettings settings, Action<ProgramBuilder>? customize)
    {
        var builder = CreateWeb(configuration, settings);
        AddCalls(builder.Services, settings);
        var additions = new ProgramBuilder(builder.Services);
        customize?.Invoke(additions);
        builder.Services.AddSingleton(additions);
        return builder;
    }

    /// <summary>A web application that only passes calls on: the lines' endpoints, no handlers, no minds.</summary>
    public static WebApplicationBuilder CreateGateway(IConfiguration configuration, ProgramSettings settings) =>
        CreateWeb(configuration, settings);

    /// <summary>Adds the lines' addresses.</summary>
    public static void MapLines(WebApplication app, ProgramSettings settings)
    {
        if (settings.Program.TrustedProxies.Count > 0) app.UseForwardedHeaders(TrustedProxies.Of(settings.Program));
        app.Services.GetRequiredService<YemotEndpoint>().Map(app);
        app.Services.GetRequiredService<TwilioEndpoint>().Map(app);
        app.Services.GetService<TwilioSounds>()?.Map(app);
        ProgramVersion.Map(app);
    }

    private static WebApplicationBuilder CreateWeb(IConfiguration configuration, ProgramSettings settings)
    {
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

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.Calls);
        builder.Services.AddSingleton(settings.Yemot);
        MetricsEndpoint.Add(builder.Services, settings.Program);
        builder.Services.AddSingleton<YemotWire>();
        builder.Services.AddSingleton<YemotEndpoint>();
        builder.Services.AddSingleton<YemotConversations>();
        TwilioParts.AddLine(builder.Services, settings);
        return builder;
    }

    private static void AddCalls(IServiceCollection services, ProgramSettings settings)
    {
        services.AddSingleton(_ => BusinessFiles.Load(settings));
        services.AddSingleton<IKnowledge>(provider =>
            new BusinessKnowledge(provider.GetRequiredService<IReadOnlyList<BusinessProfile>>()));
        MindParts.Add(services, settings);
        VoiceParts.Add(services, settings);
        if (settings.HearsRecordings) AddEars(services, settings);
        services.AddSingleton(provider => new AgentServices(
            provider.GetRequiredService<IKnowledge>(),
            provider.GetRequiredService<IMessageBox>(),
            provider.GetService<IRecordingEars>()));

        services.AddSingleton(provider => LineOf(provider, settings));
        services.AddSingleton<ICallWire>(provider => provider.GetRequiredService<YemotWire>());
        TwilioParts.AddCalls(services, settings);
        services.AddSingleton(provider => new CallServices(
            provider.GetServices<ICallWire>(),
            provider.GetRequiredService<ICallArchive>(),
            provider.GetRequiredService<ITextMind>(),
            settings.Calls,
            provider.GetRequiredService<ILogger<CallActor>>())
        {
            Voice = provider.GetRequiredService<VoiceServices>(),
        });
        services.AddSingleton<ActorFactory<CallEvent, CallOutcome>>(provider =>
        {
            var calls = provider.GetRequiredService<CallServices>();
            return context => new CallActor(context, calls);
        });
    }

    private static void AddEars(IServiceCollection services, ProgramSettings settings)
    {
        services.AddSingleton(settings.YemotManagement);
        services.AddSingleton<YemotManagementClient>();
        services.AddSingleton<IRecordingEars, YemotRecordingEars>();
    }

    /// <summary>Handlers from code first: an agent from the settings does not take an extension away from them.</summary>
    private static YemotExtensions LineOf(IServiceProvider provider, ProgramSettings settings)
    {
        var line = ActivatorUtilities.CreateInstance<YemotExtensions>(provider);
        provider.GetRequiredService<ProgramBuilder>().MapInto(line);
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
