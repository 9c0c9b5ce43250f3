using YemotAi.Business.Profiles;
using YemotAi.Calls;
using YemotAi.Calls.Agent;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Storage;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Flows;
using YemotAi.Hosting.Settings;
using YemotAi.Telephony.Twilio.Endpoint;
using YemotAi.Telephony.Twilio.Media;
using YemotAi.Telephony.Twilio.Rest;
using YemotAi.Telephony.Twilio.Tokens;

namespace YemotAi.Hosting.Twilio;

/// <summary>Puts the Twilio line together.</summary>
internal static class TwilioParts
{
    /// <summary>What takes Twilio's requests and holds its sockets; also in a process that only passes calls on.</summary>
    public static void AddLine(IServiceCollection services, ProgramSettings settings)
    {
        services.AddSingleton(settings.Twilio);
        services.AddSingleton(settings.Sound.Line);
        services.AddSingleton(settings.Sound.Media);
        services.AddSingleton<StreamToken>();
        services.AddSingleton<TwilioCalls>();
        services.AddSingleton<IMediaCalls>(provider => provider.GetRequiredService<TwilioCalls>());
        services.AddSingleton<TwilioEndpoint>();
    }

    /// <summary>What calls with sound need where they are.</summary>
    public static void AddCalls(IServiceCollection services, ProgramSettings settings)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TwilioClient>(provider, settings.Twilio));
        services.AddSingleton(provider => VoiceOf(provider, settings));
        services.AddSingleton(provider => FlowsOf(provider, settings));
        services.AddSingleton(provider => new TwilioSounds(
            provider.GetRequiredService<IVoice>(),
            GreetingOf(provider, settings),
            VoicePhrases.Hebrew.Apology,
            settings.Sound.Line.SoundFolder,
            provider.GetRequiredService<ILogger<TwilioSounds>>()));
        services.AddSingleton<ICallWire>(provider =>
        {
            var flows = provider.GetRequiredService<VoiceFlows>();
            return new VoiceWire(TwilioCalls.WireName, flows.Find);
        });
        services.AddHostedService<VoiceWarmUp>();
    }

    private static VoiceServices VoiceOf(IServiceProvider provider, ProgramSettings settings)
    {
        var sound = settings.Sound;
        var businesses = provider.GetRequiredService<IReadOnlyList<BusinessProfile>>().ToDictionary(business => business.Id, business => business.MannerOver(sound.Manner));
        return new VoiceServices
        {
            Voice = provider.GetRequiredService<IVoice>(),
            Ear = provider.GetService<ITranscriber>(),
            Lines = settings.Twilio.CanAsk && settings.Twilio.PublicBaseUrl.Length > 0
                ? new TwilioLineControl(provider.GetRequiredService<TwilioClient>(), settings.Twilio, sound.Line, provider.GetRequiredService<StreamToken>())
                : null,
            Options = sound.Conversation,
            MannerOf = business => businesses.GetValueOrDefault(business, sound.Manner),
        };
    }

    /// <summary>The first agent's greeting: Twilio's own does not know who was called.</summary>
    private static string GreetingOf(IServiceProvider provider, ProgramSettings settings)
    {
        if (settings.Sound.Greeting.Length > 0) return settings.Sound.Greeting;
        var first = settings.Sound.Agents is [var agent, ..] ? agent : new AgentSettings();
        if (first.Opening.Length > 0) return first.Opening;
        var business = provider.GetRequiredService<IReadOnlyList<BusinessProfile>>().FirstOrDefault(profile => profile.Id == first.Business);
        return business?.Greeting is { Length: > 0 } greeting ? greeting : AgentPhrases.Hebrew.OpeningWithoutName;
    }

    private static VoiceFlows FlowsOf(IServiceProvider provider, ProgramSettings settings)
    {
        var ear = provider.GetService<ITranscriber>();
        IRecordingEars? recordings = ear is not null && settings.Twilio.CanAsk ? ActivatorUtilities.CreateInstance<TwilioRecordingEars>(provider, ear) : null;
        var messages = provider.GetRequiredService<IMessageBox>();
        var services = new AgentServices(provider.GetRequiredService<IKnowledge>(), messages, recordings);
        var flows = new VoiceFlows(
            provider.GetRequiredService<ITextMind>(), new MessageLeftFlow(messages, recordings, settings.Sound.Conversation.Language));
        provider.GetRequiredService<ProgramBuilder>().MapInto(flows);
        var businesses = provider.GetRequiredService<IReadOnlyList<BusinessProfile>>();
        foreach (var agent in settings.Sound.Agents)
        {
            if (flows.Has(agent.Extension)) continue;
            // What the settings leave open, the business's own file says.
            var business = businesses.FirstOrDefault(profile => profile.Id == agent.Business);
            if (agent.Opening.Length == 0) agent.Opening = settings.Sound.Greeting.Length > 0 ? settings.Sound.Greeting : business?.Greeting ?? "";
            if (agent.PersonNumber.Length == 0) agent.PersonNumber = string.Concat((business?.TransferTo ?? "").Where(char.IsAsciiDigit));
            flows.MapAgent(agent, services, hears: ear is not null);
        }

        return flows;
    }
}
