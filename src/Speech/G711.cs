namespace YemotAi.Speech;

/// <summary>
/// The two codes of a telephone's sound, mu-law and A-law: one byte for one 16-bit sample (ITU-T G.711). All methods
/// write as many elements as they read, allocate nothing, and may be called by any thread.
/// </summary>
/// <remarks>
/// Samples are the Recommendation's uniform values, 14 bits for mu-law and 13 for A-law, moved to the top of 16 bits. A
/// negative value at the border of two steps goes as in the ITU's reference program (G.191, g711.c), which takes the
/// one's complement.
/// </remarks>
public static class G711
{
    /// <summary>The mu-law byte of silence.</summary>
    public const byte MuLawSilence = 0xFF;

    /// <summary>The A-law byte nearest to silence: A-law has no zero.</summary>
    public const byte ALawSilence = 0xD5;

    private const int MuLawBias = 33;

    // The lowest bits of a sample never decide: two for mu-law, four for A-law.
    private const int MuLawDropped = 2, ALawDropped = 4;

    private static readonly short[] FromMuLaw = [.. Enumerable.Range(0, 256).Select(code => MuLawValue(code))];
    private static readonly short[] FromALaw = [.. Enumerable.Range(0, 256).Select(code => ALawValue(code))];
    private static readonly byte[] ToMuLaw =
        [.. Enumerable.Range(0, 1 << (16 - MuLawDropped)).Select(index => MuLawCode((short)(index << MuLawDropped)))];
    private static readonly byte[] ToALaw =
        [.. Enumerable.Range(0, 1 << (16 - ALawDropped)).Select(index => ALawCode((short)(index << ALawDropped)))];

    /// <summary>Samples of mu-law bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="samples"/> is shorter than <paramref name="bytes"/>.</exception>
    public static void DecodeMuLaw(ReadOnlySpan<byte> bytes, Span<short> samples) => Decode(bytes, samples, FromMuLaw);

    /// <summary>Samples of A-law bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="samples"/> is shorter than <paramref name="bytes"/>.</exception>
    public static void DecodeALaw(ReadOnlySpan<byte> bytes, Span<short> samples) => Decode(bytes, samples, FromALaw);

    /// <summary>Mu-law bytes of samples.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is shorter than <paramref name="samples"/>.</exception>
    public static void EncodeMuLaw(ReadOnlySpan<short> samples, Span<byte> bytes) =>
        Encode(samples, bytes, ToMuLaw, MuLawDropped);

    /// <summary>A-law bytes of samples.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is shorter than <paramref name="samples"/>.</exception>
    public static void EncodeALaw(ReadOnlySpan<short> samples, Span<byte> bytes) =>
        Encode(samples, bytes, ToALaw, ALawDropped);

    private static void Decode(ReadOnlySpan<byte> bytes, Span<short> samples, short[] values)
    {
        ThrowWhenShort(bytes.Length, samples.Length);
        samples = samples[..bytes.Length];
        for (var i = 0; i < samples.Length; i++) samples[i] = values[bytes[i]];
    }

    private static void Encode(ReadOnlySpan<short> samples, Span<byte> bytes, byte[] codes, int dropped)
    {
        ThrowWhenShort(samples.Length, bytes.Length);
        bytes = bytes[..samples.Length];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = codes[(ushort)samples[i] >> dropped];
    }

    private static void ThrowWhenShort(int needed, int present)
    {
        if (present < needed) throw new ArgumentException($"{needed} elements are to be written, there is place for {present}.");
    }

    // Sign, three bits of segment, four bits of place in it; all inverted on the line.
    private static short MuLawValue(int code)
    {
        var bits = ~code;
        var segment = (bits >> 4) & 7;
        var magnitude = ((((bits & 15) << 1) + MuLawBias) << segment) - MuLawBias;
        return (short)((code & 0x80) != 0 ? magnitude << MuLawDropped : -(magnitude << MuLawDropped));
    }

    private static byte MuLawCode(short sample)
    {
        const int Largest = 0x1FFF;
        var magnitude = Math.Min((Magnitude(sample) >> MuLawDropped) + MuLawBias, Largest);
        var segment = int.Log2(magnitude) - 5;
        var code = (segment << 4) | ((magnitude >> (segment + 1)) & 15);
        return (byte)((sample < 0 ? 0x7F : 0xFF) ^ code);
    }

    // As mu-law, but the first two segments are alike, and only every other bit is inverted.
    private static short ALawValue(int code)
    {
        var bits = code ^ 0x55;
        var segment = (bits >> 4) & 7;
        var magnitude = ((bits & 15) << 4) + 8;
        if (segment > 0) magnitude = (magnitude + 0x100) << (segment - 1);
        return (short)((code & 0x80) != 0 ? magnitude : -magnitude);
    }

    private static byte ALawCode(short sample)
    {
        var magnitude = Magnitude(sample) >> ALawDropped;
        var segment = magnitude < 32 ? magnitude >> 4 : int.Log2(magnitude) - 3;
        var code = (segment << 4) | ((segment == 0 ? magnitude : magnitude >> (segment - 1)) & 15);
        return (byte)((sample < 0 ? 0x00 : 0x80) ^ code ^ 0x55);
    }

    private static int Magnitude(short sample) => sample < 0 ? ~sample : sample;
}
