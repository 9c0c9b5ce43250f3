using Xunit;

namespace YemotAi.Speech.Tests;

/// <summary>Resampling, by tones whose place and level are known.</summary>
public sealed class ResamplerTests
{
    public static TheoryData<int, int> Pairs => new()
    {
        { 24000, 8000 }, { 16000, 8000 }, { 8000, 24000 }, { 8000, 16000 }, { 16000, 24000 }, { 24000, 16000 },
        { 44100, 8000 }, { 22050, 8000 }, { 48000, 8000 }, { 11025, 8000 }, { 8000, 44100 }, { 32000, 12000 },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Tones_of_the_telephones_band_keep_their_level_and_their_place(int from, int to)
    {
        foreach (var frequency in Frequencies(100, 0.42 * Math.Min(from, to)))
        {
            var result = Resampler.Convert(Tones.Sine(frequency, 10000, from, from), from, to);
            // Beside what is expected nothing is left over: that is ripple, images and noise at once.
            var wanted = Tones.Sine(frequency, 10000, to, to);
            var (share, beside) = Compare(wanted, result, to / 20);
            Assert.InRange(20 * Math.Log10(share), -0.05, 0.05);
            Assert.InRange(20 * Math.Log10(beside), double.NegativeInfinity, -60);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_the_lower_rate_cannot_hold_is_gone(int from, int to)
    {
        if (to > from) return;
        foreach (var frequency in Frequencies(0.5 * to, 0.5 * from))
        {
            var result = Resampler.Convert(Tones.Sine(frequency, 20000, from, from), from, to);
            var level = SoundLevel.Rms(result.AsSpan(to / 20, result.Length - (to / 10)));
            Assert.InRange(20 * Math.Log10(Math.Max(level, 0.01) / (20000 / Math.Sqrt(2))), double.NegativeInfinity, -65);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_length_in_time_is_kept(int from, int to)
    {
        foreach (var length in new[] { 0, 1, 2, 59, 160, 479, 480, 481, 4801, from })
        {
            var expected = (int)Math.Ceiling((double)length * to / from);
            Assert.Equal(expected, Resampler.Convert(new short[length], from, to).Length);
            Assert.Equal(expected, new Resampler(from, to).LengthOf(length));
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Pieces_of_any_length_give_what_one_piece_gives(int from, int to)
    {
        var samples = Tones.White(5, from / 3, 6000);
        var whole = Resampler.Convert(samples, from, to);
        var random = new Random(7);
        var resampler = new Resampler(from, to);
        for (var round = 0; round < 3; round++)
        {
            var pieces = new List<short>();
            var rest = samples.AsSpan();
            while (!rest.IsEmpty)
            {
                var piece = rest[..Math.Min(rest.Length, random.Next(round == 0 ? 4 : 900))];
                var output = new short[resampler.MostOf(piece.Length)];
                pieces.AddRange(output.AsSpan(0, resampler.Convert(piece, output)));
                rest = rest[piece.Length..];
            }

            var last = new short[resampler.MostOf(0)];
            Assert.Equal(last.Length, resampler.Finish(last));
            pieces.AddRange(last);
            Assert.Equal(whole, pieces);
        }
    }

    [Fact]
    public void The_same_rate_changes_nothing()
    {
        var samples = Tones.White(1, 1000, 6000);
        Assert.Equal(samples, Resampler.Convert(samples, 8000, 8000));
    }

    [Fact]
    public void The_loudest_square_wave_is_cut_and_does_not_wrap()
    {
        var square = Enumerable.Range(0, 24000).Select(i => i / 30 % 2 == 0 ? short.MaxValue : short.MinValue).ToArray();
        var result = Resampler.Convert(square, 24000, 8000);
        for (var i = 100; i < result.Length - 100; i++)
            if (i % 10 is > 2 and < 7) Assert.Equal(i / 10 % 2 == 0, result[i] > 0);
    }

    [Fact]
    public void Rates_out_of_bounds_and_odd_ratios_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(0, 8000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(8000, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(8000, int.MaxValue));
        Assert.Throws<ArgumentException>(() => new Resampler(8000, 8001));
    }

    [Fact]
    public void A_place_that_is_too_short_is_refused_and_nothing_is_lost()
    {
        var samples = Tones.White(1, 600, 6000);
        var resampler = new Resampler(24000, 8000);
        Assert.Throws<ArgumentException>(() => resampler.Convert(samples, new short[100]));
        var result = new short[200];
        var written = resampler.Convert(samples, result);
        Assert.Throws<ArgumentException>(() => resampler.Finish([]));
        resampler.Finish(result.AsSpan(written));
        Assert.Equal(Resampler.Convert(samples, 24000, 8000), result);
    }

    [Fact]
    public void Nothing_is_allocated_after_construction()
    {
        var resampler = new Resampler(24000, 8000);
        var input = new short[480];
        var output = new short[400];
        Assert.Equal(0, Allocation.Of(() =>
        {
            resampler.Convert(input, output);
            resampler.Finish(output);
        }));
    }

    private static IEnumerable<double> Frequencies(double from, double to)
    {
        for (var i = 0; i <= 20; i++) yield return Math.Min(from + ((to - from) * i / 20), to - 1);
    }

    // How much of the wanted sound is in another, and what else is, as shares of the wanted; the ends left out, where the
    // silence before and after has a part.
    private static (double Share, double Beside) Compare(short[] wanted, short[] given, int margin)
    {
        double product = 0, power = 0, rest = 0;
        for (var i = margin; i < wanted.Length - margin; i++)
        {
            product += (double)wanted[i] * given[i];
            power += (double)wanted[i] * wanted[i];
        }

        var share = product / power;
        for (var i = margin; i < wanted.Length - margin; i++)
        {
            var difference = given[i] - (share * wanted[i]);
            rest += difference * difference;
        }

        return (share, Math.Sqrt(rest / power));
    }
}
