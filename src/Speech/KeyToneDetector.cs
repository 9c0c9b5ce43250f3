using System.Runtime.Intrinsics;

namespace YemotAi.Speech;

/// <summary>
/// Hears the keys of a telephone in its sound (DTMF in-band), for lines that do not tell of them. One thread at a time;
/// nothing is allocated after construction.
/// </summary>
/// <remarks>
/// <para>
/// Every 10 ms the last 20 ms are measured at the eight frequencies (Goertzel's algorithm). They are a key's when one row
/// and one column stand out, are alike in level and hold most of the power. A key is told once, when three measurements
/// in a row say the same, and from one of them to the next both tones kept their levels and their phases went on as these
/// frequencies do: tones of 40 ms are enough, as ITU-T Q.24 asks (60 ms for tones that are more than 0.8 % beside their
/// frequencies), and speech, whose pitch glides, does not do it. The key
/// has ended when two measurements in a row do not have it: one lost frame does not make two presses of one, and a pause
/// of 40 ms does.
/// </para>
/// <para>
/// Limits after Q.24: each tone at least -39 dB of full scale; the higher up to 9 dB under and 6 dB over the lower; up to
/// 2 % beside its frequency (1.5 % must be taken, 3.5 % must not).
/// </para>
/// </remarks>
public sealed class KeyToneDetector
{
    private const int Step = SpeechFrame.Samples / 2, Block = SpeechFrame.Samples;

    // Mean square of a tone of -39 dB of full scale.
    private const float LeastPower = 135_000;
    private const float MostHigherUnderLower = 7.9f, MostHigherOverLower = 4f;

    // The next row or column must be 6 dB lower; in a block of 20 ms a pure tone's neighbour is at -13 dB.
    private const float LeastOverRival = 4f;

    // A block that the tones fill half, 10 dB over noise, 1.5 % beside their frequencies, still has this share of its
    // power in them.
    private const float LeastShare = 0.28f;

    // The same of a full block, what the tones lose by standing beside their frequencies given back: 0.91 at 10 dB over
    // noise. Vowels that come near to a key's tones reach 0.84, but seldom; and they glide and change their level, by more
    // than the 1.3 dB that are allowed from one block to the next.
    private const float LeastFullShare = 0.85f;
    private const float MostBeside = 0.02f;
    private const float MostLouder = 1.35f;

    // Tones so near to their frequencies, as nearly all telephones have them, are believed at once. Others must stay where
    // they are, to within so many Hz, for some steps: noise and the other tone move them by up to 3 Hz, and a voice glides
    // on by 3 to 5 Hz in every step.
    private const float ExactBeside = 0.008f, MostMoved = 3.5f;
    private const int StepsOfInexact = 3;

    private const int HitsOfKey = 3, MissesOfPause = 2;

    private static readonly Vector256<float> Angles = Vector256.Create(
        Angle(697), Angle(770), Angle(852), Angle(941), Angle(1209), Angle(1336), Angle(1477), Angle(1633));

    private static readonly Vector256<float> Cosines = Vector256.Cos(Angles);
    private static readonly Vector256<float> Sines = Vector256.Sin(Angles);

    private readonly float[] _samples = new float[Step + Block];
    private char _candidate;
    private int _hits;
    private int _steady;
    private bool _isCertain;
    private float _rowBeside;
    private float _columnBeside;
    private Tone _row;
    private Tone _column;
    private char? _pressed;
    private int _misses;

    /// <summary>
    /// The newest 20 ms look like a key's tones, told or not yet told: they are no voice, whatever else they look like.
    /// </summary>
    public bool IsTone { get; private set; }

    /// <summary>Takes the next frame.</summary>
    /// <param name="frame">160 samples at 8 kHz.</param>
    /// <returns>One of <see cref="KeyTones.Keys"/> at the frame in which its press is certain, else null.</returns>
    /// <exception cref="ArgumentException">The frame has another length.</exception>
    public char? Add(ReadOnlySpan<short> frame)
    {
        SpeechFrame.ThrowUnlessOne(frame);
        var samples = _samples.AsSpan();
        samples[Block..].CopyTo(samples);
        for (var i = 0; i < frame.Length; i++) samples[Step + i] = frame[i];
        var first = Measure(samples[..Block]);
        return Measure(samples[Step..]) ?? first;
    }

    private static float Angle(float frequency) => 2 * MathF.PI * frequency / SpeechFrame.SampleRate;

    private char? Measure(ReadOnlySpan<float> block)
    {
        var (key, row, column, power) = Read(block);
        IsTone = key is not null;
        if (key is null)
        {
            _hits = 0;
            if (++_misses >= MissesOfPause) _pressed = null;
            return null;
        }

        if (key == _candidate && _hits > 0)
        {
            _hits++;
            Follow(row, column, power);
        }
        else
        {
            (_candidate, _hits, _steady, _isCertain) = (key.Value, 1, 0, false);
        }

        (_row, _column) = (row, column);
        _misses = key == _pressed ? 0 : _misses + 1;
        if (_misses >= MissesOfPause) _pressed = null;
        if (_hits < HitsOfKey || !_isCertain || _pressed is not null) return null;
        _pressed = key;
        _misses = 0;
        return key;
    }

    private static (char? Key, Tone Row, Tone Column, float Power) Read(ReadOnlySpan<float> block)
    {
        float power = 0;
        foreach (var sample in block) power += sample * sample;
        power /= Block;
        if (power < 2 * LeastPower) return default;

        Vector256<float> one = default, two = default;
        var factor = Cosines + Cosines;
        foreach (var sample in block)
        {
            var next = Vector256.MultiplyAddEstimate(factor, one, Vector256.Create(sample) - two);
            two = one;
            one = next;
        }

        var real = one - (two * Cosines);
        var imaginary = two * Sines;
        // Mean square of the tone that would give this.
        var powers = ((real * real) + (imaginary * imaginary)) * (2f / (Block * (float)Block));

        if (Strongest(powers, 0) is not { } row || Strongest(powers, 4) is not { } column) return default;
        var (low, high) = (powers[row], powers[column]);
        if (low < LeastPower || high < LeastPower || low > high * MostHigherUnderLower || high > low * MostHigherOverLower)
            return default;
        if (low + high < LeastShare * power) return default;
        return (KeyTones.Keys[(4 * row) + column - 4], new Tone(row, real[row], imaginary[row], low),
            new Tone(column, real[column], imaginary[column], high), power);
    }

    // The strongest of four, when it stands out.
    private static int? Strongest(Vector256<float> powers, int from)
    {
        var best = from;
        for (var i = from + 1; i < from + 4; i++)
            if (powers[i] > powers[best]) best = i;
        for (var i = from; i < from + 4; i++)
            if (i != best && powers[i] * LeastOverRival > powers[best]) return null;
        return best;
    }

    // From the block before to this one: did both tones stand still?
    private void Follow(Tone row, Tone column, float power)
    {
        var rowBeside = row.BesideSince(_row);
        var columnBeside = column.BesideSince(_column);
        var isSteady = Math.Abs(rowBeside) <= MostBeside * row.Frequency
            && Math.Abs(columnBeside) <= MostBeside * column.Frequency
            && IsAlike(row.Power, _row.Power)
            && IsAlike(column.Power, _column.Power)
            && Whole(row.Power, rowBeside) + Whole(column.Power, columnBeside) >= LeastFullShare * power;
        var isSame = Math.Abs(rowBeside - _rowBeside) <= MostMoved && Math.Abs(columnBeside - _columnBeside) <= MostMoved;
        var isExact = Math.Abs(rowBeside) <= ExactBeside * row.Frequency
            && Math.Abs(columnBeside) <= ExactBeside * column.Frequency;
        _steady = !isSteady ? 0 : isSame ? _steady + 1 : 1;
        _isCertain |= (isSteady && isExact) || _steady >= StepsOfInexact;
        (_rowBeside, _columnBeside) = (rowBeside, columnBeside);
    }

    private static bool IsAlike(float power, float before) => power < before * MostLouder && before < power * MostLouder;

    // A tone beside the frequency at which it is measured shows less power, by the spectrum of a block.
    private static float Whole(float power, float beside)
    {
        var angle = MathF.PI * beside * Block / SpeechFrame.SampleRate;
        if (Math.Abs(angle) < 0.01f) return power;
        var share = MathF.Sin(angle) / angle;
        return power / (share * share);
    }

    private readonly record struct Tone(int Index, float Real, float Imaginary, float Power)
    {
        public float Frequency => Angles[Index] * SpeechFrame.SampleRate / (2 * MathF.PI);

        // By how many Hz the tone is beside its frequency: how much further or less far its phase went in one step.
        public float BesideSince(Tone before)
        {
            var real = (Real * before.Real) + (Imaginary * before.Imaginary);
            var imaginary = (Imaginary * before.Real) - (Real * before.Imaginary);
            var turned = MathF.Atan2(imaginary, real) - (Angles[Index] * Step);
            turned = MathF.IEEERemainder(turned, 2 * MathF.PI);
            return turned * SpeechFrame.SampleRate / (2 * MathF.PI * Step);
        }
    }
}
