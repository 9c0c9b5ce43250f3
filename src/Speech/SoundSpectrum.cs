namespace YemotAi.Speech;

/// <summary>
/// Powers of the newest 32 ms of a sound in bins of 31.25 Hz: a Fourier transform of 256 samples under a Hann window. The
/// sum of all bins is the mean square of the samples.
/// </summary>
internal sealed class SoundSpectrum
{
    /// <summary>Samples in one measurement.</summary>
    public const int Length = 256;

    /// <summary>Bins from 0 Hz to half of the sample rate.</summary>
    public const int Bins = (Length / 2) + 1;

    // The even samples are taken as real and the odd as imaginary parts of a transform of half the length.
    private const int Half = Length / 2;

    private static readonly float[] Window =
        [.. Enumerable.Range(0, Length).Select(i => (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / Length))))];
    private static readonly float[] Cosines = [.. Enumerable.Range(0, Half).Select(i => MathF.Cos(2 * MathF.PI * i / Length))];
    private static readonly float[] Sines = [.. Enumerable.Range(0, Half).Select(i => MathF.Sin(2 * MathF.PI * i / Length))];
    private static readonly int[] Reversed = [.. Enumerable.Range(0, Half).Select(Reverse)];
    private static readonly float Scale = 2 / (Length * Window.Sum(value => value * value));

    private readonly float[] _real = new float[Half];
    private readonly float[] _imaginary = new float[Half];

    /// <summary>Mean squares, bin by bin.</summary>
    public float[] Powers { get; } = new float[Bins];

    /// <summary>Measures.</summary>
    /// <param name="samples"><see cref="Length"/> of them.</param>
    public void Measure(ReadOnlySpan<float> samples)
    {
        for (var i = 0; i < Half; i++)
        {
            var to = Reversed[i];
            _real[to] = samples[2 * i] * Window[2 * i];
            _imaginary[to] = samples[(2 * i) + 1] * Window[(2 * i) + 1];
        }

        for (var size = 1; size < Half; size *= 2) Combine(size);
        Separate();
    }

    private static int Reverse(int index)
    {
        var reversed = 0;
        for (var bit = 1; bit < Half; bit *= 2) reversed = (reversed * 2) + ((index & bit) != 0 ? 1 : 0);
        return reversed;
    }

    private void Combine(int size)
    {
        var real = _real.AsSpan();
        var imaginary = _imaginary.AsSpan();
        var step = Half / size;
        for (var start = 0; start < Half; start += 2 * size)
        {
            for (var i = 0; i < size; i++)
            {
                var (low, high) = (start + i, start + i + size);
                var (c, s) = (Cosines[i * step], Sines[i * step]);
                var turnedReal = (real[high] * c) + (imaginary[high] * s);
                var turnedImaginary = (imaginary[high] * c) - (real[high] * s);
                real[high] = real[low] - turnedReal;
                imaginary[high] = imaginary[low] - turnedImaginary;
                real[low] += turnedReal;
                imaginary[low] += turnedImaginary;
            }
        }
    }

    private void Separate()
    {
        for (var bin = 0; bin <= Half; bin++)
        {
            var (a, b) = (bin % Half, (Half - bin) % Half);
            var evenReal = (_real[a] + _real[b]) / 2;
            var evenImaginary = (_imaginary[a] - _imaginary[b]) / 2;
            var oddReal = (_imaginary[a] + _imaginary[b]) / 2;
            var oddImaginary = (_real[b] - _real[a]) / 2;
            var (c, s) = bin == Half ? (-1f, 0f) : (Cosines[bin], Sines[bin]);
            var real = evenReal + (oddReal * c) + (oddImaginary * s);
            var imaginary = evenImaginary + (oddImaginary * c) - (oddReal * s);
            var isEdge = bin is 0 or Half;
            Powers[bin] = ((real * real) + (imaginary * imaginary)) * (isEdge ? Scale / 2 : Scale);
        }
    }
}
