using YemotAi.Calls.Voice;
using YemotAi.Providers.Voices;

namespace YemotAi.Hosting.Voices;

/// <summary>How the voices and ears are that are set, for <c>GET /readyz</c>.</summary>
internal sealed class VoiceReadiness(VoiceLadder voices, TranscriberLadder ears)
{
    /// <summary>How long one check may take: who asks for readiness waits seconds, not minutes.</summary>
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(3);

    public Task<VoiceState[]> VoicesAsync(CancellationToken cancellation) => Task.WhenAll(voices.Voices.Select(
        voice => StateAsync(voice.Name, voices.Rests(voice), voice.CheckAsync, cancellation)));

    public Task<VoiceState[]> EarsAsync(CancellationToken cancellation) => Task.WhenAll(ears.Ears.Select(
        ear => StateAsync(ear.Name, ears.Rests(ear), ear.Transcriber.CheckAsync, cancellation)));

    private static async Task<VoiceState> StateAsync(
        string name, bool rests, Func<CancellationToken, ValueTask<VoiceHealth>> check, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(CheckLimit);
        try
        {
            return new VoiceState(name, (await check(limit.Token)).IsReady, rests);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return new VoiceState(name, false, rests);
        }
    }
}
