using Xunit;

namespace YemotAi.Speech.Tests;

/// <summary>G.711 against the tables of the Recommendation, for every sample and every byte.</summary>
public sealed class G711Tests
{
    // ITU-T G.711, tables 2a and 1a: where each of the eight segments ends, in the Recommendation's units.
    private static readonly int[] MuLawEnds = [31, 95, 223, 479, 991, 2015, 4063, 8159];
    private static readonly int[] ALawEnds = [32, 64, 128, 256, 512, 1024, 2048, 4096];

    private static readonly short[] AllSamples =
        [.. Enumerable.Range(short.MinValue, 1 << 16).Select(value => (short)value)];
    private static readonly byte[] AllBytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    [Fact]
    public void Every_mu_law_byte_is_the_middle_of_its_step()
    {
        var samples = new short[256];
        G711.DecodeMuLaw(AllBytes, samples);
        var magnitudes = Steps(MuLawEnds, MuLawStart).Select(step => step.Middle * 4).ToArray();
        for (var code = 0; code < 128; code++)
        {
            Assert.Equal(magnitudes[code], samples[0xFF ^ code]);
            Assert.Equal(-magnitudes[code], samples[0x7F ^ code]);
        }

        Assert.Equal(32124, samples[0x80]);
        Assert.Equal(-32124, samples[0x00]);
        Assert.Equal(0, samples[G711.MuLawSilence]);
    }

    [Fact]
    public void Every_A_law_byte_is_the_middle_of_its_step()
    {
        var samples = new short[256];
        G711.DecodeALaw(AllBytes, samples);
        var magnitudes = Steps(ALawEnds, ALawStart).Select(step => (int)(step.Middle * 8)).ToArray();
        for (var code = 0; code < 128; code++)
        {
            Assert.Equal(magnitudes[code], samples[0x80 ^ 0x55 ^ code]);
            Assert.Equal(-magnitudes[code], samples[0x55 ^ code]);
        }

        Assert.Equal(32256, samples[0xAA]);
        Assert.Equal(8, samples[G711.ALawSilence]);
    }

    [Fact]
    public void Every_sample_gets_the_mu_law_byte_of_its_step()
    {
        var bytes = new byte[AllSamples.Length];
        G711.EncodeMuLaw(AllSamples, bytes);
        var steps = Steps(MuLawEnds, MuLawStart);
        for (var i = 0; i < bytes.Length; i++)
        {
            // Units of four; the border of a negative step is on the step's other side.
            var value = AllSamples[i] / 4.0;
            var code = IndexOf(steps, value);
            Assert.Equal(value >= 0 ? 0xFF ^ code : 0x7F ^ code, bytes[i]);
        }
    }

    [Fact]
    public void Every_sample_gets_the_A_law_byte_of_its_step()
    {
        var bytes = new byte[AllSamples.Length];
        G711.EncodeALaw(AllSamples, bytes);
        var steps = Steps(ALawEnds, ALawStart);
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = AllSamples[i] / 8.0;
            var code = IndexOf(steps, value);
            Assert.Equal(value >= 0 ? 0x80 ^ 0x55 ^ code : 0x55 ^ code, bytes[i]);
        }
    }

    [Fact]
    public void Every_byte_comes_back_but_the_second_zero_of_mu_law()
    {
        var samples = new short[256];
        var back = new byte[256];
        G711.DecodeALaw(AllBytes, samples);
        G711.EncodeALaw(samples, back);
        Assert.Equal(AllBytes, back);

        G711.DecodeMuLaw(AllBytes, samples);
        G711.EncodeMuLaw(samples, back);
        var expected = AllBytes.ToArray();
        expected[0x7F] = G711.MuLawSilence;
        Assert.Equal(expected, back);
    }

    [Fact]
    public void No_more_is_written_than_was_read()
    {
        var samples = new short[] { 1, 2, 3 };
        G711.DecodeMuLaw([0x80, 0x80], samples);
        Assert.Equal([32124, 32124, 3], samples);
        var bytes = new byte[] { 1, 2, 3 };
        G711.EncodeALaw([0], bytes);
        Assert.Equal([G711.ALawSilence, 2, 3], bytes);
    }

    [Fact]
    public void A_place_that_is_too_short_is_refused()
    {
        Assert.Throws<ArgumentException>(() => G711.DecodeMuLaw(AllBytes, new short[255]));
        Assert.Throws<ArgumentException>(() => G711.DecodeALaw(AllBytes, new short[255]));
        Assert.Throws<ArgumentException>(() => G711.EncodeMuLaw(AllSamples, new byte[1]));
        Assert.Throws<ArgumentException>(() => G711.EncodeALaw(AllSamples, new byte[1]));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var samples = new short[160];
        var bytes = new byte[160];
        var allocated = Allocation.Of(() =>
        {
            G711.DecodeMuLaw(bytes, samples);
            G711.EncodeMuLaw(samples, bytes);
            G711.DecodeALaw(bytes, samples);
            G711.EncodeALaw(samples, bytes);
        });
        Assert.Equal(0, allocated);
    }

    // Mu-law's first step reaches from 0 to 1 only, so that zero is a value; its segments have 16 steps of 2, 4, ... 256,
    // the first 15 and that half one.
    private static IEnumerable<(double From, double Middle)> MuLawStart(int segment, int end)
    {
        var size = 2 << segment;
        if (segment == 0) yield return (0, 0);
        var steps = segment == 0 ? 15 : 16;
        for (var step = 0; step < steps; step++)
        {
            var from = end - ((steps - step) * size);
            yield return (from, from + (size / 2.0));
        }
    }

    private static IEnumerable<(double From, double Middle)> ALawStart(int segment, int end)
    {
        var size = segment == 0 ? 2 : 1 << segment;
        for (var step = 0; step < 16; step++)
        {
            var from = end - ((16 - step) * size);
            yield return (from, from + (size / 2.0));
        }
    }

    private static (double From, double Middle)[] Steps(
        int[] ends, Func<int, int, IEnumerable<(double From, double Middle)>> steps) =>
        [.. ends.SelectMany((end, segment) => steps(segment, end))];

    // A positive value at a border belongs to the step above it, a negative one to the step nearer to zero.
    private static int IndexOf((double From, double Middle)[] steps, double value)
    {
        var magnitude = Math.Abs(value);
        var index = Array.FindLastIndex(steps, step => value >= 0 ? step.From <= magnitude : step.From < magnitude);
        return Math.Max(0, index);
    }
}
