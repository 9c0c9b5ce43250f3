using YemotAi.Calls.Sound;
using YemotAi.Speech;

namespace YemotAi.Unit.Spoken;

/// <summary>What stands for a caller's speech: a pitch that glides, with the formants of changing vowels. No words are in it.</summary>
internal static class CallerVoice
{
    private const int Rate = 8_000;
    private const int Seconds = 8;
    private static readonly double[][] Formants = [[700, 1_200, 2_500], [400, 2_000, 2_600], [350, 900, 2_300], [550, 1_700, 2_450]];
    private static readonly byte[] Made = Make();

    /// <summary>20 ms of it.</summary>
    /// <param name="number">Which; after some seconds it comes again.</param>
    public static ReadOnlySpan<byte> Frame(int number) =>
        Made.AsSpan(number % (Made.Length / SoundFrames.FrameBytes) * SoundFrames.FrameBytes, SoundFrames.FrameBytes);

    private static byte[] Make()
    {
        var samples = new short[Rate * Seconds];
        var phase = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            var at = (double)i / Rate;
            var pitch = 130 + (18 * Math.Sin(2 * Math.PI * 1.3 * at)) + (5 * Math.Sin(2 * Math.PI * 5.1 * at));
            phase += 2 * Math.PI * pitch / Rate;
            var vowel = Formants[(int)(at / 0.17) % Formants.Length];
            var sum = 0.0;
            for (var harmonic = 1; harmonic * pitch < 3_400; harmonic++)
            {
                var hertz = harmonic * pitch;
                var gain = vowel.Sum(formant => 1 / (1 + Math.Pow((hertz - formant) / 150, 2)));
                sum += (0.08 + gain) / Math.Sqrt(harmonic) * Math.Sin(harmonic * phase);
            }

            samples[i] = (short)Math.Clamp(4_000 * sum * (0.75 + (0.25 * Math.Sin(2 * Math.PI * 3.1 * at))), -30_000, 30_000);
        }

        var bytes = new byte[samples.Length];
        G711.EncodeMuLaw(samples, bytes);
        return bytes;
    }
}
