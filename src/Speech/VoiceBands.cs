namespace YemotAi.Speech;

/// <summary>The bands in which voice is compared with noise: 250 to 3594 Hz, narrower where the first formants are.</summary>
internal static class VoiceBands
{
    /// <summary>How many there are.</summary>
    public const int Count = 13;

    // More over the noise than this says nothing more: one loud band is no voice.
    private const float MostOverDb = 20;

    private const float DecibelsOfDoubling = 3.0103f;

    // First bin of each band, in bins of 31.25 Hz, and the end.
    private static readonly int[] Edges = [8, 12, 16, 20, 24, 29, 35, 42, 50, 60, 72, 86, 102, 115];

    /// <summary>Powers of the bands from those of the bins.</summary>
    public static void Sum(ReadOnlySpan<float> bins, Span<float> bands)
    {
        for (var band = 0; band < Count; band++)
        {
            float sum = 0;
            for (var bin = Edges[band]; bin < Edges[band + 1]; bin++) sum += bins[bin];
            bands[band] = sum;
        }
    }

    /// <summary>Power of all bands.</summary>
    public static float Total(ReadOnlySpan<float> bands)
    {
        float sum = 0;
        foreach (var band in bands) sum += band;
        return sum;
    }

    /// <summary>How many dB a frame is over the noise, as the mean of the bands, each counted from 0 to 20.</summary>
    public static float Over(ReadOnlySpan<float> bands, ReadOnlySpan<float> noise)
    {
        float sum = 0;
        for (var band = 0; band < Count; band++)
        {
            var ratio = bands[band] / noise[band];
            if (ratio > 1) sum += Math.Min(DecibelsOfDoubling * MathF.Log2(ratio), MostOverDb);
        }

        return sum / Count;
    }
}
