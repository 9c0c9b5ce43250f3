using YemotAi.Providers.Google;

namespace YemotAi.Voices.Ears;

/// <summary>Google's ear keeps the contract, with samples of 16 bits.</summary>
public sealed class GoogleEarContract : TranscriberContract
{
    protected override async Task<EarBench> StartAsync() => await GoogleEarBench.StartAsync();
}

/// <summary>Google's ear keeps the contract, with mu-law.</summary>
public sealed class GoogleMuLawEarContract : TranscriberContract
{
    protected override async Task<EarBench> StartAsync() => await GoogleEarBench.StartAsync(GoogleEncoding.MuLaw);
}

/// <summary>OpenAI's ear keeps the contract.</summary>
public sealed class GptTranscribeContract : TranscriberContract
{
    protected override async Task<EarBench> StartAsync() => await WhisperBench.StartAsync("gpt-transcribe");
}

/// <summary>A server that copies Whisper's interface keeps the contract.</summary>
public sealed class WhisperContract : TranscriberContract
{
    protected override async Task<EarBench> StartAsync() => await WhisperBench.StartAsync("whisper-1");
}

/// <summary>A ladder whose first ear is gone keeps the contract.</summary>
public sealed class TranscriberLadderContract : TranscriberContract
{
    protected override async Task<EarBench> StartAsync() => await LadderEarBench.StartAsync();
}
