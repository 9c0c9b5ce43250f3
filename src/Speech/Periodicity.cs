using System.Numerics;

namespace YemotAi.Speech;

/// <summary>
/// How much the newest 30 ms of a sound repeat what was one pitch period before: 1 for a perfect vowel, 0.2 to 0.4 for
/// noise. Pitches from 62 to 400 Hz.
/// </summary>
internal sealed class Periodicity
{
    // At 4 kHz, which has all of a voice's first harmonics.
    private const int Shortest = 10, Longest = 64, Window = 120, FrameSamples = SpeechFrame.Samples / 2;

    private readonly float[] _samples = new float[Window + Longest + Vector<float>.Count];
    private readonly float[] _tail = new float[4];

    /// <summary>Samples of 4 kHz from one period to the next, as last measured.</summary>
    public float Period { get; private set; }

    /// <summary>Takes a frame.</summary>
    /// <param name="frame">160 samples at 8 kHz.</param>
    /// <returns>How alike: -1 to 1.</returns>
    public float Add(ReadOnlySpan<float> frame)
    {
        const int Kept = Window + Longest - FrameSamples;
        var samples = _samples.AsSpan(0, Window + Longest);
        samples[FrameSamples..].CopyTo(samples);
        Halve(frame, samples[Kept..]);

        var newest = samples[Longest..];
        var power = Dot(newest, newest);
        if (power < 1) return 0;
        float best = 0;
        var earlier = Dot(samples.Slice(Longest - Shortest, Window), samples.Slice(Longest - Shortest, Window));
        for (var lag = Shortest; lag <= Longest; lag++)
        {
            var likeness = Dot(newest, samples.Slice(Longest - lag, Window)) / MathF.Sqrt((power * earlier) + 1);
            if (likeness > best) (best, Period) = (likeness, lag);
            if (lag == Longest) break;
            var (comes, goes) = (samples[Longest - lag - 1], samples[Longest - lag - 1 + Window]);
            earlier = Math.Max(0, earlier + (comes * comes) - (goes * goes));
        }

        return best;
    }

    // Every other sample of the sound without what is over 1.4 kHz: weights 1 4 6 4 1.
    private void Halve(ReadOnlySpan<float> frame, Span<float> halved)
    {
        Span<float> all = stackalloc float[4 + SpeechFrame.Samples];
        _tail.CopyTo(all);
        frame.CopyTo(all[4..]);
        for (var i = 0; i < halved.Length; i++)
        {
            var at = all.Slice(2 * i, 5);
            halved[i] = (at[0] + at[4] + (4 * (at[1] + at[3])) + (6 * at[2])) / 16;
        }

        all[^4..].CopyTo(_tail);
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
            sum += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        var total = Vector.Sum(sum);
        for (; i < a.Length; i++) total += a[i] * b[i];
        return total;
    }
}
