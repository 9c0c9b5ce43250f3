using YemotAi.Providers.Google;

namespace YemotAi.Voices.Google;

/// <summary>Google's voice keeps the contract, by a service account and with samples of 16 bits.</summary>
public sealed class GoogleContract : VoiceContract
{
    protected override async Task<VoiceBench> StartAsync() => await GoogleBench.StartAsync();
}

/// <summary>Google's voice keeps the contract, by an API key and as mu-law.</summary>
public sealed class GoogleMuLawContract : VoiceContract
{
    protected override async Task<VoiceBench> StartAsync() => await GoogleBench.StartAsync(GoogleEncoding.MuLaw, byKey: true);
}
