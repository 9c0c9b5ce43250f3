namespace YemotAi.Voices.Espeak;

/// <summary>The built-in voice keeps the contract.</summary>
public sealed class EspeakContract : VoiceContract
{
    protected override Task<VoiceBench> StartAsync() => Task.FromResult<VoiceBench>(new EspeakBench());
}
