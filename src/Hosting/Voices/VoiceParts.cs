using YemotAi.Calls.Minds;
using YemotAi.Calls.Voice;
using YemotAi.Hosting.Settings;
using YemotAi.Providers.Voices;

namespace YemotAi.Hosting.Voices;

/// <summary>Puts voices and ears together: those that settings name, what was spoken before, and their ladders.</summary>
internal static class VoiceParts
{
    public static void Add(IServiceCollection services, ProgramSettings settings)
    {
        services.AddSingleton(new VoiceCache(settings.Voice.Voices.Cache));
        services.AddSingleton<VoiceFactory>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<VoiceLadder>(
            provider, provider.GetRequiredService<VoiceFactory>().Voices(), settings.Voice.Voices.Rest));
        services.AddSingleton<IVoice>(provider => provider.GetRequiredService<VoiceLadder>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TranscriberLadder>(
            provider, provider.GetRequiredService<VoiceFactory>().Ears(), settings.Voice.Ears.Rest));
        // Where nobody hears, there is none: who would listen knows it at the start.
        if (settings.HasEars) services.AddSingleton<ITranscriber>(provider => provider.GetRequiredService<TranscriberLadder>());
        services.AddSingleton<VoiceReadiness>();
        services.AddHostedService<VoiceHost>();
    }
}
