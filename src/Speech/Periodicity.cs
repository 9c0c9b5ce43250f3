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

    // 60 ms are 13 time slots of a mobile phone and 3 periods of the mains.
    private const int Machine = 240;

    // The period of the time slots is 18.46 samples: two of them fit a whole number, and one nearly fits another. That
    // it is not a man's voice, whose period is as long as two, shows in the one; that it is no voice at all, after 60 ms
    // and a window.
    private const int OneSlot = 18, TwoSlots = 37, MachineFrames = 5;
    private const float OneSlotLikeness = 0.6f;

    // 99 of 100 frames of voice are less alike after 60 ms.
    private const float MachineLikeness = 0.93f;

    private readonly float[] _samples = new float[Machine + Window];
    private readonly float[] _tail = new float[4];
    private int _likeSlots;

    /// <summary>
    /// The sound repeats itself to the sample after 60 ms: the buzz of a mobile phone's time slots (216.7 Hz), or hum. No
    /// voice keeps its pitch so exactly.
    /// </summary>
    public bool IsMachine { get; private set; }

    /// <summary>The period is that of time slots, and not for long enough to know whether it is a machine.</summary>
    public bool MayBeMachine => _likeSlots is > 0 and <= MachineFrames;

    /// <summary>Takes a frame.</summary>
    /// <param name="frame">160 samples at 8 kHz.</param>
    /// <returns>How alike: -1 to 1.</returns>
    public float Add(ReadOnlySpan<float> frame)
    {
        var samples = _samples.AsSpan();
        samples[FrameSamples..].CopyTo(samples);
        Halve(frame, samples[^FrameSamples..]);

        var newest = samples[Machine..];
        var power = Dot(newest, newest);
        IsMachine = false;
        if (power < 1)
        {
            _likeSlots = 0;
            return 0;
        }

        float best = 0, oneSlot = 0;
        var period = 0;
        var first = samples.Slice(Machine - Shortest, Window);
        var earlier = Dot(first, first);
        for (var lag = Shortest; lag <= Longest; lag++)
        {
            var from = Machine - lag;
            var likeness = Dot(newest, samples.Slice(from, Window)) / MathF.Sqrt((power * earlier) + 1);
            if (likeness > best) (best, period) = (likeness, lag);
            if (lag == OneSlot) oneSlot = likeness;
            var (comes, goes) = (samples[from - 1], samples[from - 1 + Window]);
            earlier = Math.Max(0, earlier + (comes * comes) - (goes * goes));
        }

        var before = samples[..Window];
        IsMachine = Dot(newest, before) >= MachineLikeness * MathF.Sqrt((power * Dot(before, before)) + 1);
        _likeSlots = period == TwoSlots && oneSlot >= OneSlotLikeness * best ? _likeSlots + 1 : 0;
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
