using System.Buffers.Binary;

namespace YemotAi.Simulators.Speech;

/// <summary>How long and how loud a WAV file is.</summary>
/// <param name="Length">How long.</param>
/// <param name="LevelDb">Its level in dB of full scale, pauses not counted; -96 for silence.</param>
public readonly record struct SoundMeasure(TimeSpan Length, double LevelDb)
{
    private const double Silence = -96, Range = 25;

    /// <summary>Measures a file of one channel, 16 bits or mu-law; null for any other.</summary>
    public static SoundMeasure? Of(ReadOnlySpan<byte> file)
    {
        if (file.Length < 44 || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVEfmt "u8)) return null;
        var format = file[20..];
        var (tag, rate) = (BinaryPrimitives.ReadInt16LittleEndian(format), BinaryPrimitives.ReadInt32LittleEndian(format[4..]));
        var data = file.IndexOf("data"u8);
        if (tag is not (1 or 7) || rate <= 0 || data < 0 || data + 8 > file.Length) return null;
        var sound = file[(data + 8)..];
        var samples = new double[tag == 7 ? sound.Length : sound.Length / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = tag == 7 ? MuLaw(sound[i]) : BinaryPrimitives.ReadInt16LittleEndian(sound[(i * 2)..]);
        return new SoundMeasure(TimeSpan.FromSeconds((double)samples.Length / rate), Level(samples, rate / 50));
    }

    private static double Level(double[] samples, int frame)
    {
        var powers = samples.Chunk(frame).Where(part => part.Length == frame).Select(part => part.Average(sample => sample * sample)).ToList();
        if (powers.Count == 0 || powers.Max() <= 0) return Silence;
        var least = powers.Max() / Math.Pow(10, Range / 10);
        return Math.Max(Silence, 10 * Math.Log10(powers.Where(power => power > least).Average() / (32_768.0 * 32_768)));
    }

    private static double MuLaw(byte code)
    {
        var bits = (byte)~code;
        var size = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
        return (bits & 0x80) != 0 ? -size : size;
    }
}
