namespace YemotAi.Voices.OpenAi;

/// <summary>OpenAI's voice keeps the contract.</summary>
public sealed class OpenAiContract : VoiceContract
{
    protected override async Task<VoiceBench> StartAsync() => await OpenAiBench.StartAsync();
}
