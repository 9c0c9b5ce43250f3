using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace YemotAi.Speech.Tests;

/// <summary>WAV files, good ones and bad ones.</summary>
public sealed class WaveFileTests
{
    private static readonly short[] Some = Tones.White(3, 997, 5000);

    [Theory]
    [InlineData(WaveEncoding.Pcm16, 8000)]
    [InlineData(WaveEncoding.MuLaw, 8000)]
    [InlineData(WaveEncoding.ALaw, 16000)]
    [InlineData(WaveEncoding.Pcm16, 24000)]
    public void What_was_written_is_read(WaveEncoding encoding, int rate)
    {
        var file = WaveFile.Write(Some, rate, encoding);
        var read = WaveFile.Read(file);
        Assert.Equal(0, file.Length % 2);
        Assert.Equal((encoding, rate, 1), (read.Header.Encoding, read.SampleRate, read.Header.Channels));
        Assert.Equal(TimeSpan.FromSeconds(997.0 / rate), read.Length);
        Assert.Equal(Through(encoding, Some), read.Samples);
    }

    [Theory]
    [InlineData(WaveEncoding.Pcm16)]
    [InlineData(WaveEncoding.MuLaw)]
    [InlineData(WaveEncoding.ALaw)]
    public void Two_channels_are_mixed(WaveEncoding encoding)
    {
        var bytes = encoding == WaveEncoding.Pcm16 ? 2 : 1;
        short[] pairs = [1000, 3000, -2000, 2000, 30000, 32000];
        var sound = WaveFile.Write(pairs, 8000, encoding)[44..];
        var read = WaveFile.Read(Build(Tag(encoding), 2, 8000, 8 * bytes, sound));
        var exact = Through(encoding, pairs);
        Assert.Equal([.. exact.Chunk(2).Select(pair => (short)((pair[0] + pair[1]) / 2))], read.Samples.ToArray());
    }

    [Fact]
    public void Chunks_before_the_sound_are_passed_over_and_what_follows_it_is_left()
    {
        var sound = new byte[] { 1, 0, 2, 0 };
        byte[] file =
        [
            .. Riff(), .. Chunk("LIST", [1, 2, 3]), .. Chunk("fmt ", Format(1, 1, 8000, 16)), .. Chunk("fact", [0, 0, 0, 0]),
            .. Chunk("data", sound), .. Chunk("LIST", new byte[9]),
        ];
        Assert.Equal([1, 2], WaveFile.Read(file).Samples.ToArray());
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x7FFFF000u)]
    [InlineData(0xFFFFFFFFu)]
    public void A_header_that_leaves_the_length_open_means_all_that_follows(uint promised)
    {
        byte[] file = [.. Riff(), .. Chunk("fmt ", Format(1, 1, 22050, 16)), .. "data"u8, .. Little(promised), 1, 0, 2, 0];
        var read = WaveFile.Read(file);
        Assert.Null(read.Header.SoundBytes);
        Assert.Equal([1, 2], read.Samples.ToArray());
    }

    [Fact]
    public void The_extended_format_is_read()
    {
        byte[] format =
        [
            .. Format(0xFFFE, 1, 48000, 16), 22, 0, 16, 0, 4, 0, 0, 0,
            1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
        ];
        byte[] file = [.. Riff(), .. Chunk("fmt ", format), .. Chunk("data", [5, 0])];
        Assert.Equal([5], WaveFile.Read(file).Samples.ToArray());
        format[30] = 9;
        Assert.Throws<WaveFileException>(() => WaveFile.Read([.. Riff(), .. Chunk("fmt ", format), .. Chunk("data", [5, 0])]));
        Assert.Throws<WaveFileException>(() => WaveFile.Read([.. Riff(), .. Chunk("fmt ", format[..20]), .. Chunk("data", [5, 0])]));
    }

    [Theory]
    [InlineData(1, 1, 8000, 8)]
    [InlineData(1, 1, 8000, 24)]
    [InlineData(3, 1, 8000, 32)]
    [InlineData(7, 1, 8000, 16)]
    [InlineData(85, 1, 8000, 16)]
    [InlineData(1, 0, 8000, 16)]
    [InlineData(1, 3, 8000, 16)]
    [InlineData(1, 1, 0, 16)]
    [InlineData(1, 1, 7999, 16)]
    [InlineData(1, 1, 96000, 16)]
    [InlineData(1, 1, -8000, 16)]
    public void Other_formats_are_refused(int tag, int channels, int rate, int bits)
    {
        Assert.Throws<WaveFileException>(() => WaveFile.Read(Build(tag, channels, rate, bits, new byte[96])));
    }

    [Fact]
    public void Files_that_are_cut_off_or_contradict_themselves_are_refused()
    {
        var good = WaveFile.Write(Some, 8000);
        for (var length = 0; length < good.Length; length++)
            Assert.Throws<WaveFileException>(() => WaveFile.Read(good.AsSpan(0, length)));
        var odd = Build(1, 1, 8000, 16, new byte[5]);
        Assert.Throws<WaveFileException>(() => WaveFile.Read(odd));
        var block = good.ToArray();
        block[32] = 4;
        Assert.Throws<WaveFileException>(() => WaveFile.Read(block));
        Assert.Throws<WaveFileException>(() => WaveFile.Read([.. Riff(), .. Chunk("data", [1, 0])]));
        Assert.Throws<WaveFileException>(() =>
            WaveFile.Read([.. Riff(), .. Chunk("fmt ", Format(1, 1, 8000, 16)), .. Chunk("fmt ", Format(1, 1, 8000, 16)), .. Chunk("data", [1, 0])]));
        Assert.Throws<WaveFileException>(() => WaveFile.Read([.. Riff(), .. "fmt "u8, .. Little(0xFFFFFFF0), .. new byte[50]]));
        Assert.Throws<WaveFileException>(() => WaveFile.Read([.. Riff(), .. "LIST"u8, .. Little(0xFFFFFFFF), .. new byte[50]]));
        Assert.Throws<WaveFileException>(() => WaveFile.Read("<!DOCTYPE html><html>"u8));
    }

    [Fact]
    public void Any_bytes_at_all_are_read_or_refused()
    {
        var random = new Random(17);
        var good = WaveFile.Write(Some, 8000, WaveEncoding.MuLaw);
        var refused = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = good.AsSpan(0, random.Next(good.Length)).ToArray();
            for (var change = random.Next(4); change >= 0 && bytes.Length > 0; change--)
                bytes[random.Next(Math.Min(bytes.Length, 60))] = (byte)random.Next(256);
            try
            {
                Assert.InRange(WaveFile.Read(bytes).Samples.Length, 0, bytes.Length);
            }
            catch (WaveFileException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 20_000);
    }

    [Fact]
    public void A_header_that_comes_in_pieces_is_read_when_it_is_whole()
    {
        byte[] file = [.. Riff(), .. Chunk("LIST", new byte[33]), .. Chunk("fmt ", Format(1, 1, 24000, 16)), .. Chunk("data", [1, 0])];
        for (var length = 0; length < file.Length - 2; length++)
            Assert.False(WaveHeader.TryRead(file.AsSpan(0, length), out _));
        Assert.True(WaveHeader.TryRead(file.AsSpan(0, file.Length - 2), out var header));
        Assert.Equal(new WaveHeader(WaveEncoding.Pcm16, 24000, 1, file.Length - 2, 2), header);
        Assert.Throws<WaveFileException>(() => WaveHeader.TryRead("RIFX"u8, out _));
        Assert.Throws<WaveFileException>(() => WaveHeader.TryRead("ID3"u8, out _));
    }

    [Fact]
    public void A_file_comes_at_the_rate_that_is_wanted()
    {
        var file = WaveFile.Read(WaveFile.Write(Tones.Sine(500, 8000, 22050, 22050), 22050));
        var samples = file.At(8000);
        Assert.Equal(8000, samples.Length);
        Assert.Equal(8000 / Math.Sqrt(2), SoundLevel.Rms(samples.AsSpan(100, 7800)), 30.0);
    }

    private static short[] Through(WaveEncoding encoding, short[] samples)
    {
        var bytes = new byte[samples.Length];
        var result = samples.ToArray();
        if (encoding == WaveEncoding.MuLaw)
        {
            G711.EncodeMuLaw(samples, bytes);
            G711.DecodeMuLaw(bytes, result);
        }
        else if (encoding == WaveEncoding.ALaw)
        {
            G711.EncodeALaw(samples, bytes);
            G711.DecodeALaw(bytes, result);
        }

        return result;
    }

    private static int Tag(WaveEncoding encoding) =>
        encoding switch { WaveEncoding.MuLaw => 7, WaveEncoding.ALaw => 6, _ => 1 };

    private static byte[] Build(int tag, int channels, int rate, int bits, byte[] sound) =>
        [.. Riff(), .. Chunk("fmt ", Format(tag, channels, rate, bits)), .. Chunk("data", sound)];

    private static byte[] Riff() => [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVE"u8];

    private static byte[] Chunk(string name, byte[] content) =>
        [.. Encoding.ASCII.GetBytes(name), .. Little((uint)content.Length), .. content, .. new byte[content.Length % 2]];

    private static byte[] Format(int tag, int channels, int rate, int bits)
    {
        var format = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(format, (ushort)tag);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(4), rate);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(8), unchecked(rate * channels * bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(12), (ushort)(channels * bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(14), (ushort)bits);
        return format;
    }

    private static byte[] Little(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
