using YemotAi.Phone.Twilio.Media;
using YemotAi.Speech;

namespace YemotAi.Benchmarks.Voice;

/// <summary>What every caller asks: spoken once, so that speaking takes nothing from what is measured.</summary>
internal static class CallerQuestion
{
    /// <summary>Its answer does not depend on the time of day, and takes about five seconds.</summary>
    public const string Words = "מה הכתובת שלכם בבקשה";

    /// <summary>Softer frames are no speech.</summary>
    private const double AudibleRms = 200;

    /// <summary>The question as mu-law in whole frames; the last one is audible, so that its end is the end of the speech.</summary>
    /// <exception cref="InvalidOperationException">espeak-ng is not here, or failed.</exception>
    public static async Task<ReadOnlyMemory<byte>> SpeakAsync()
    {
        ReadOnlySpan<short> samples = WaveFile.Read(await new Espeak().SpeakAsync(Words)).At(MediaTime.BytesPerSecond);
        var frames = samples.Length / MediaTime.FrameBytes;
        while (frames > 0 && SoundLevel.Rms(samples.Slice((frames - 1) * MediaTime.FrameBytes, MediaTime.FrameBytes)) < AudibleRms) frames--;
        var muLaw = new byte[frames * MediaTime.FrameBytes];
        G711.EncodeMuLaw(samples[..muLaw.Length], muLaw);
        return muLaw;
    }
}
