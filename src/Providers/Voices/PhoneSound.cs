using System.Buffers.Binary;
using YemotAi.Speech;

namespace YemotAi.Providers.Voices;

/// <summary>
/// Makes a vendor's sound that of a telephone, as it comes: 16-bit samples of any rate, in bytes cut anywhere, become 8 kHz
/// mu-law.
/// </summary>
/// <param name="rate">The vendor's samples a second.</param>
/// <param name="level">Brings it to a level; null to leave it as loud as it is.</param>
internal sealed class PhoneSound(int rate, SpeechLevel? level = null)
{
    private readonly Resampler _resampler = new(rate, SpeechFrame.SampleRate);
    private byte _half;
    private bool _hasHalf;

    /// <summary>The mu-law of the next bytes; may be empty, because some samples are needed for the next.</summary>
    public byte[] Add(ReadOnlySpan<byte> bytes)
    {
        var samples = new short[(bytes.Length + (_hasHalf ? 1 : 0)) / 2];
        var next = 0;
        if (_hasHalf && bytes.Length > 0)
        {
            samples[next++] = (short)(_half | (bytes[0] << 8));
            bytes = bytes[1..];
            _hasHalf = false;
        }

        for (; bytes.Length >= 2; bytes = bytes[2..]) samples[next++] = BinaryPrimitives.ReadInt16LittleEndian(bytes);
        if (bytes.Length == 1) (_half, _hasHalf) = (bytes[0], true);
        var resampled = new short[_resampler.MostOf(next)];
        return Encode(Level(resampled.AsSpan(0, _resampler.Convert(samples.AsSpan(0, next), resampled))));
    }

    /// <summary>The mu-law of what is left, when no more comes. Half a sample at the end is left out.</summary>
    public byte[] End()
    {
        var last = new short[_resampler.MostOf(0)];
        var rest = Level(last.AsSpan(0, _resampler.Finish(last)));
        return Encode(level is null ? rest : [.. rest, .. level.End()]);
    }

    private static byte[] Encode(ReadOnlySpan<short> samples)
    {
        var bytes = new byte[samples.Length];
        G711.EncodeMuLaw(samples, bytes);
        return bytes;
    }

    private ReadOnlySpan<short> Level(ReadOnlySpan<short> samples) => level is null ? samples : level.Add(samples);
}
