namespace YemotAi.Speech;

/// <summary>Hears tones of a telephone network and of machines: nearly all the power in one or two lines that stand still.</summary>
internal sealed class SteadyTone
{
    // Two lines under a Hann window are five bins each.
    private const int Reach = 2, First = 6;
    private const float LeastShare = 0.95f, NarrowShare = 0.85f;

    // How far a line may go from one frame to the next, in bins (31.25 Hz), and its power as a factor: a voice's move.
    private const float MostMoved = 0.12f, MostLouder = 1.3f;

    private Line _before;
    private int _narrow;

    /// <summary>
    /// For one or two frames most of the power is in one or two lines: perhaps a tone begins. If one does, the next frame
    /// shows it.
    /// </summary>
    public bool MayBegin => _narrow is 1 or 2;

    /// <summary>Takes the powers of a frame's bins; true when it is such a tone, and was in the frame before.</summary>
    public bool Add(ReadOnlySpan<float> bins)
    {
        float all = 0;
        for (var bin = First; bin < bins.Length; bin++) all += bins[bin];
        var line = Find(bins, default);
        var share = line.Power;
        if (share < LeastShare * all) share += Find(bins, line).Power;
        _narrow = share >= NarrowShare * all ? _narrow + 1 : 0;
        var before = _before;
        _before = share >= LeastShare * all ? line : default;
        return _before.Power > 0 && before.Power > 0 && Math.Abs(line.Place - before.Place) < MostMoved
            && line.Power < before.Power * MostLouder && before.Power < line.Power * MostLouder;
    }

    private static Line Find(ReadOnlySpan<float> bins, Line besides)
    {
        var best = 0;
        float most = 0;
        for (var bin = First; bin < bins.Length - Reach; bin++)
        {
            if (besides.Power > 0 && Math.Abs(bin - besides.Bin) <= 2 * Reach) continue;
            if (bins[bin] > most) (best, most) = (bin, bins[bin]);
        }

        if (best == 0) return default;
        float power = 0, place = 0;
        for (var bin = best - Reach; bin <= best + Reach; bin++)
        {
            power += bins[bin];
            place += bin * bins[bin];
        }

        return new Line(best, place / power, power);
    }

    private readonly record struct Line(int Bin, float Place, float Power);
}
