using YemotAi.Speech;

namespace YemotAi.Calls.Voice.Speaking;

/// <summary>What is heard instead of a sentence that cannot be spoken: two short soft tones.</summary>
internal static class SignalTone
{
    private const double Hertz = 440, Level = 4000;
    private const int SamplesPerSecond = 8000, ToneSamples = 1600, GapSamples = 800;

    private static readonly byte[] Made = Make();

    public static ReadOnlySpan<byte> Bytes => Made;

    private static byte[] Make()
    {
        var samples = new short[(ToneSamples * 2) + GapSamples];
        for (var i = 0; i < ToneSamples; i++)
        {
            // Up and down in a sixth of its length each, so that it does not click.
            var swell = Math.Min(1, Math.Min(i, ToneSamples - i) / (ToneSamples / 6.0));
            var sample = (short)(Level * swell * Math.Sin(2 * Math.PI * Hertz * i / SamplesPerSecond));
            samples[i] = samples[ToneSamples + GapSamples + i] = sample;
        }

        var bytes = new byte[samples.Length];
        G711.EncodeMuLaw(samples, bytes);
        return bytes;
    }
}
