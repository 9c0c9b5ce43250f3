namespace YemotAi.Voices.Ladder;

/// <summary>A voice that keeps what it spoke keeps the contract.</summary>
public sealed class CachedVoiceContract : VoiceContract
{
    protected override async Task<VoiceBench> StartAsync() => await WrappedBench.CachedAsync();
}

/// <summary>A ladder whose first voice is gone keeps the contract.</summary>
public sealed class VoiceLadderContract : VoiceContract
{
    protected override async Task<VoiceBench> StartAsync() => await WrappedBench.LadderAsync();
}
