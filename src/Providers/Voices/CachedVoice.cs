using System.Runtime.CompilerServices;
using YemotAi.Calls.Voice;

namespace YemotAi.Providers.Voices;

/// <summary>
/// A voice that keeps what it spoke: a text that was spoken wholly before is there at once, and one that many want at the
/// same moment is spoken once. Longer texts, which do not repeat, go past it.
/// </summary>
/// <param name="voice">Who speaks.</param>
/// <param name="cache">Where it is kept; voices may share one.</param>
public sealed class CachedVoice(IVoice voice, VoiceCache cache) : IVoice
{
    /// <inheritdoc/>
    public string Name => voice.Name;

    /// <inheritdoc/>
    public ValueTask<VoiceHealth> CheckAsync(CancellationToken cancellation) => voice.CheckAsync(cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(
        SpokenText text, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        cancellation.ThrowIfCancellationRequested();
        if (!cache.Keeps(text))
        {
            await foreach (var piece in voice.SpeakAsync(text, cancellation)) yield return piece;
            yield break;
        }

        var (kept, sound) = cache.Find(voice, text);
        if (sound is null)
        {
            VoiceMetrics.RecordCached(Name);
            foreach (var piece in kept!) yield return piece;
            yield break;
        }

        try
        {
            await foreach (var piece in sound.ListenAsync(cancellation)) yield return piece;
        }
        finally
        {
            cache.Leave(voice, text, sound);
        }
    }

    /// <summary>
    /// Speaks texts to nobody, so that they are there when they are wanted. What cannot be spoken is left out, and texts that
    /// are not kept too. Gives how many are there.
    /// </summary>
    public async Task<int> WarmAsync(IEnumerable<SpokenText> texts, CancellationToken cancellation)
    {
        var warm = 0;
        foreach (var text in texts.Where(cache.Keeps))
        {
            try
            {
                await foreach (var _ in SpeakAsync(text, cancellation))
                {
                }

                warm++;
            }
            catch (VoiceException)
            {
                // It is spoken when it is wanted, if it can be then.
            }
        }

        return warm;
    }
}
