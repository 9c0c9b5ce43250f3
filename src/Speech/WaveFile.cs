using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace YemotAi.Speech;

/// <summary>
/// A WAV file as one channel of samples. Read are 16-bit PCM, mu-law and A-law, of one channel or two (which are mixed),
/// at the usual rates; everything else is refused.
/// </summary>
public sealed class WaveFile
{
    private const int HeaderBytes = 44;

    private WaveFile(WaveHeader header, short[] samples) => (Header, Samples) = (header, samples);

    /// <summary>The rates that are read, samples per second.</summary>
    public static IReadOnlyList<int> SampleRates { get; } = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000];

    /// <summary>What the file said of itself.</summary>
    public WaveHeader Header { get; }

    /// <summary>Samples per second.</summary>
    public int SampleRate => Header.SampleRate;

    /// <summary>The samples; of two channels, their mean.</summary>
    public ReadOnlyMemory<short> Samples { get; }

    /// <summary>How long the sound is.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds((double)Samples.Length / SampleRate);

    /// <summary>Reads a file. It takes memory for at most two bytes for each one given.</summary>
    /// <param name="bytes">
    /// The whole file. Its header may leave the length open; it may not promise more than there is.
    /// </param>
    /// <exception cref="WaveFileException">It is not a WAV file, not one that is read here, or cut off.</exception>
    public static WaveFile Read(ReadOnlySpan<byte> bytes)
    {
        if (!WaveHeader.TryRead(bytes, out var header)) throw new WaveFileException("The file ends before its sound.");
        var sound = bytes[header.Length..];
        if (header.SoundBytes is { } promised)
        {
            if (promised > sound.Length) throw new WaveFileException("The sound is cut off.");
            sound = sound[..(int)promised];
        }

        if (sound.Length % header.BlockBytes != 0) throw new WaveFileException("The last sample is cut off.");
        var samples = new short[sound.Length / (header.BlockBytes / header.Channels)];
        Decode(sound, header.Encoding, samples);
        return new WaveFile(header, header.Channels == 1 ? samples : Mix(samples));
    }

    /// <summary>The samples at another rate.</summary>
    /// <exception cref="ArgumentException">As of <see cref="Resampler"/>.</exception>
    public short[] At(int sampleRate) => Resampler.Convert(Samples.Span, SampleRate, sampleRate);

    /// <summary>A file of one channel.</summary>
    /// <param name="samples">The sound.</param>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="encoding">How to hold them.</param>
    public static byte[] Write(ReadOnlySpan<short> samples, int sampleRate, WaveEncoding encoding = WaveEncoding.Pcm16)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        var width = encoding == WaveEncoding.Pcm16 ? 2 : 1;
        var soundBytes = checked(samples.Length * width);
        // Chunks end at even places; the length does not count what is added for that.
        var file = new byte[checked(HeaderBytes + soundBytes + (soundBytes & 1))];
        var header = file.AsSpan(0, HeaderBytes);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], Tag(encoding));
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], checked(sampleRate * width));
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], (short)width);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], (short)(8 * width));
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], soundBytes);
        Encode(samples, encoding, file.AsSpan(HeaderBytes, soundBytes));
        return file;
    }

    private static void Decode(ReadOnlySpan<byte> sound, WaveEncoding encoding, Span<short> samples)
    {
        switch (encoding)
        {
            case WaveEncoding.MuLaw:
                G711.DecodeMuLaw(sound, samples);
                break;
            case WaveEncoding.ALaw:
                G711.DecodeALaw(sound, samples);
                break;
            default:
                sound.CopyTo(MemoryMarshal.AsBytes(samples));
                if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(samples, samples);
                break;
        }
    }

    private static void Encode(ReadOnlySpan<short> samples, WaveEncoding encoding, Span<byte> sound)
    {
        switch (encoding)
        {
            case WaveEncoding.MuLaw:
                G711.EncodeMuLaw(samples, sound);
                break;
            case WaveEncoding.ALaw:
                G711.EncodeALaw(samples, sound);
                break;
            default:
                for (var i = 0; i < samples.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(sound[(2 * i)..], samples[i]);
                break;
        }
    }

    private static short[] Mix(short[] pairs)
    {
        var mixed = new short[pairs.Length / 2];
        for (var i = 0; i < mixed.Length; i++) mixed[i] = (short)((pairs[2 * i] + pairs[(2 * i) + 1]) / 2);
        return mixed;
    }

    private static short Tag(WaveEncoding encoding) => encoding switch
    {
        WaveEncoding.MuLaw => 7,
        WaveEncoding.ALaw => 6,
        _ => 1,
    };
}
