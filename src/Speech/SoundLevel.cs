namespace YemotAi.Speech;

/// <summary>How loud samples are.</summary>
public static class SoundLevel
{
    /// <summary>The level of silence, and the least that is given.</summary>
    public const float SilenceDb = -96;

    private const double FullScale = 32768;

    /// <summary>The root of the mean square, in units of a 16-bit sample; 0 of no samples.</summary>
    public static double Rms(ReadOnlySpan<short> samples)
    {
        if (samples.IsEmpty) return 0;
        long sum = 0;
        foreach (var sample in samples) sum += sample * sample;
        return Math.Sqrt((double)sum / samples.Length);
    }

    /// <summary>
    /// The level in dB of full scale, where 0 dB is the root mean square 32768 (ITU-T's dBov): the loudest sine has -3.01.
    /// </summary>
    public static float Decibels(ReadOnlySpan<short> samples) => ToDecibels(Rms(samples));

    /// <summary>A root mean square as dB of full scale.</summary>
    public static float ToDecibels(double rms) =>
        rms <= 0 ? SilenceDb : Math.Max(SilenceDb, (float)(20 * Math.Log10(rms / FullScale)));

    /// <summary>dB of full scale as a root mean square.</summary>
    public static double ToRms(double decibels) => FullScale * Math.Pow(10, decibels / 20);
}
