using System.Buffers.Binary;

namespace YemotAi.Simulators;

/// <summary>Makes WAV files as Yemot records them: PCM, 8,000 samples a second, 16 bits, one channel.</summary>
public static class SampleWave
{
    private const int SamplesPerSecond = 8_000, HeaderBytes = 44;

    /// <summary>A file with a tone of 440 Hz.</summary>
    /// <param name="milliseconds">How long; 0 is a header only.</param>
    public static byte[] Tone(int milliseconds)
    {
        var samples = SamplesPerSecond * milliseconds / 1_000;
        var file = new byte[HeaderBytes + (samples * 2)];
        var header = file.AsSpan();
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], SamplesPerSecond);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], SamplesPerSecond * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], samples * 2);
        for (var i = 0; i < samples; i++)
        {
            var sample = (short)(8_000 * Math.Sin(2 * Math.PI * 440 * i / SamplesPerSecond));
            BinaryPrimitives.WriteInt16LittleEndian(header[(HeaderBytes + (i * 2))..], sample);
        }

        return file;
    }

    /// <summary>A file of one channel with given samples.</summary>
    /// <param name="samples">The sound.</param>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="muLaw">Whether as mu-law; otherwise 16 bits each.</param>
    public static byte[] File(ReadOnlySpan<short> samples, int sampleRate, bool muLaw = false)
    {
        var width = muLaw ? 1 : 2;
        var file = new byte[HeaderBytes + (samples.Length * width)];
        var header = file.AsSpan();
        Tone(0).CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], file.Length - 8);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], (short)(muLaw ? 7 : 1));
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], sampleRate * width);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], (short)width);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], (short)(8 * width));
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], samples.Length * width);
        for (var i = 0; i < samples.Length; i++)
        {
            if (muLaw) file[HeaderBytes + i] = MuLaw(samples[i]);
            else BinaryPrimitives.WriteInt16LittleEndian(header[(HeaderBytes + (i * 2))..], samples[i]);
        }

        return file;
    }

    // By the definition, and slowly: what is tested has tables.
    private static byte MuLaw(short sample)
    {
        var size = Math.Min(Math.Abs((int)sample), 32_635) + 132;
        var segment = int.Log2(size) - 7;
        return (byte)~((sample < 0 ? 0x80 : 0) | (segment << 4) | ((size >> (segment + 3)) & 15));
    }
}
