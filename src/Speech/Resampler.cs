using System.Numerics;

namespace YemotAi.Speech;

/// <summary>
/// Changes the sample rate of one stream of one channel, piece by piece: 24 kHz speech of a model to the telephone's
/// 8 kHz, for example. The pieces may have any length; the result is the same as of one piece. One thread at a time.
/// Nothing is allocated after construction.
/// </summary>
/// <remarks>
/// A windowed sinc in as many phases as the ratio needs. Counted in the lower of the two rates: flat to 0.425 of it
/// (3400 Hz of 8 kHz, the telephone's band), and 70 dB down at half of it, above which sound would come back as another.
/// The result is not delayed: its first sample is at the time of the input's first. The samples of the last
/// 3.6 ms (at 8 kHz) come with <see cref="Finish"/>, because what follows has a part in them.
/// </remarks>
public sealed class Resampler
{
    private const int LowestRate = 4000, HighestRate = 192000;

    // 44.1 kHz to 8 kHz has 80 phases, 11.025 kHz to 48 kHz 640. Primes could ask for many megabytes.
    private const int MostPhases = 1024;

    // Kaiser's formulas for 70 dB: the shape of the window, and its length for a transition from 0.425 to 0.5.
    private const double PassBand = 0.425, StopBand = 0.5, WindowShape = 6.755, HalfLength = 29;

    // Samples of input that are worked on at a time.
    private const int BlockSamples = 480;

    private readonly int _up;
    private readonly int _down;
    private readonly int _taps;
    private readonly int _delay;
    private readonly float[] _filters = [];
    private readonly float[] _held = [];

    // How many samples of input wait in _held, of which sample the first filter reads first, and the phase of the next
    // sample to be written.
    private int _count;
    private int _next;
    private int _phase;
    private long _read;
    private long _written;

    /// <summary>A resampler at the beginning of its stream.</summary>
    /// <param name="from">Samples per second of the input, 4,000 to 192,000.</param>
    /// <param name="to">Samples per second of the output, likewise.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of these limits.</exception>
    /// <exception cref="ArgumentException">The rates have no ratio of small numbers, as 8000 and 8001.</exception>
    public Resampler(int from, int to)
    {
        CheckRate(from, nameof(from));
        CheckRate(to, nameof(to));
        var common = (int)BigInteger.GreatestCommonDivisor(from, to);
        (From, To, _up, _down) = (from, to, to / common, from / common);
        if (_up == _down) return;
        if (_up > MostPhases)
            throw new ArgumentException($"The ratio of {from} to {to} is not of small numbers.", nameof(to));

        // In samples of the input.
        var cutoff = (PassBand + StopBand) / 2 * Math.Min(from, to) / from;
        var half = HalfLength * from / Math.Min(from, to);
        _delay = (int)Math.Ceiling(half);
        _taps = RoundUp(2 * _delay, Vector<float>.Count);
        _filters = new float[_taps * _up];
        for (var phase = 0; phase < _up; phase++) Fill(_filters.AsSpan(phase * _taps, _taps), phase, cutoff, half);
        _held = new float[_taps + BlockSamples];
        Restart();
    }

    /// <summary>Samples per second of the input.</summary>
    public int From { get; }

    /// <summary>Samples per second of the output.</summary>
    public int To { get; }

    /// <summary>
    /// Changes the rate of a whole sound. The result has the input's length in time, rounded up to a sample.
    /// </summary>
    /// <exception cref="ArgumentException">As of the constructor.</exception>
    public static short[] Convert(ReadOnlySpan<short> samples, int from, int to)
    {
        var resampler = new Resampler(from, to);
        var result = new short[resampler.LengthOf(samples.Length)];
        var written = resampler.Convert(samples, result);
        resampler.Finish(result.AsSpan(written));
        return result;
    }

    /// <summary>How many samples a stream of this many becomes: its length in time, rounded up to a sample.</summary>
    public int LengthOf(int samples) => checked((int)LengthOf((long)samples));

    /// <summary>
    /// The most samples that the next piece, or the end, can give: with what a few milliseconds hold back.
    /// </summary>
    /// <param name="samples">Length of the piece; 0 for <see cref="Finish"/>.</param>
    public int MostOf(int samples) => (int)(LengthOf(_read + samples) - _written);

    /// <summary>Takes the next piece.</summary>
    /// <param name="input">The piece, of any length.</param>
    /// <param name="output">Takes the result; long enough for <see cref="MostOf"/>.</param>
    /// <returns>How many samples were written.</returns>
    /// <exception cref="ArgumentException"><paramref name="output"/> is too short; nothing was taken.</exception>
    public int Convert(ReadOnlySpan<short> input, Span<short> output)
    {
        ThrowWhenShort(input.Length, output.Length);
        _read += input.Length;
        if (_up == _down)
        {
            input.CopyTo(output);
            _written += input.Length;
            return input.Length;
        }

        var written = 0;
        while (!input.IsEmpty)
        {
            var taken = Math.Min(input.Length, _held.Length - _count);
            for (var i = 0; i < taken; i++) _held[_count + i] = input[i];
            _count += taken;
            input = input[taken..];
            written += Write(output[written..], int.MaxValue);
        }

        _written += written;
        return written;
    }

    /// <summary>Ends the stream and gives its last samples. The resampler is then at the beginning of another.</summary>
    /// <param name="output">Takes the result; long enough for <see cref="MostOf"/> 0.</param>
    /// <returns>How many samples were written.</returns>
    /// <exception cref="ArgumentException"><paramref name="output"/> is too short; nothing was changed.</exception>
    public int Finish(Span<short> output)
    {
        ThrowWhenShort(0, output.Length);
        var left = MostOf(0);
        var written = 0;
        while (written < left)
        {
            // Silence follows.
            _held.AsSpan(_count).Clear();
            _count = _held.Length;
            written += Write(output[written..], left - written);
        }

        Restart();
        return written;
    }

    private int Write(Span<short> output, int most)
    {
        var written = 0;
        while (_next + _taps <= _count && written < most)
        {
            var sum = Dot(_filters.AsSpan(_phase * _taps, _taps), _held.AsSpan(_next, _taps));
            output[written++] = (short)Math.Clamp(MathF.Round(sum), short.MinValue, short.MaxValue);
            _phase += _down;
            _next += _phase / _up;
            _phase %= _up;
        }

        // A large step down may go beyond what is there.
        var done = Math.Min(_next, _count);
        _held.AsSpan(done, _count - done).CopyTo(_held);
        _count -= done;
        _next -= done;
        return written;
    }

    private void Restart()
    {
        // The first filter stands with its middle on the first sample: before that there was silence.
        _held.AsSpan().Clear();
        _count = Math.Max(0, _delay - 1);
        (_next, _phase, _read, _written) = (0, 0, 0, 0);
    }

    private long LengthOf(long samples) => ((samples * _up) + _down - 1) / _down;

    private void ThrowWhenShort(int samples, int place)
    {
        var most = MostOf(samples);
        if (place < most) throw new ArgumentException($"{most} samples may be written, there is place for {place}.");
    }

    // The taps stand on input samples -(delay - 1) to delay, and zeros follow; the output sample is phase / up after
    // input sample 0.
    private void Fill(Span<float> filter, int phase, double cutoff, double half)
    {
        Span<double> exact = stackalloc double[filter.Length];
        double sum = 0;
        for (var tap = 0; tap < 2 * _delay; tap++)
        {
            var time = tap - (_delay - 1) - ((double)phase / _up);
            var place = time / half;
            if (Math.Abs(place) >= 1) continue;
            var angle = 2 * Math.PI * cutoff * time;
            exact[tap] = (angle == 0 ? 1 : Math.Sin(angle) / angle) * Bessel(WindowShape * Math.Sqrt(1 - (place * place)));
            sum += exact[tap];
        }

        // Every phase alike: a steady sound does not change.
        for (var tap = 0; tap < filter.Length; tap++) filter[tap] = (float)(exact[tap] / sum);
    }

    private static double Bessel(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > sum * 1e-12; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }

    private static float Dot(ReadOnlySpan<float> filter, ReadOnlySpan<float> samples)
    {
        var sum = Vector<float>.Zero;
        for (var i = 0; i < filter.Length; i += Vector<float>.Count)
            sum += new Vector<float>(filter[i..]) * new Vector<float>(samples[i..]);
        return Vector.Sum(sum);
    }

    private static int RoundUp(int value, int step) => (value + step - 1) / step * step;

    private static void CheckRate(int rate, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, LowestRate, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, HighestRate, name);
    }
}
