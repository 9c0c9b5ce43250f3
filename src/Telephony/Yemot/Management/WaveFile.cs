using System.Buffers.Binary;

namespace YemotAi.Telephony.Yemot.Management;

/// <summary>What can be said of a WAV file without decoding it.</summary>
/// <param name="SoundBytes">How many bytes of sound there are.</param>
/// <param name="IsComplete">
/// All the sound that the header promises is there. While a recording is written, the header promises nothing yet, or
/// more than there is.
/// </param>
internal readonly record struct WaveFile(int SoundBytes, bool IsComplete)
{
    private const int HeaderBytes = 12, ChunkHeaderBytes = 8;

    /// <summary>False when the bytes are no WAV file.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out WaveFile wave)
    {
        wave = default;
        if (bytes.Length < HeaderBytes || !bytes[..4].SequenceEqual("RIFF"u8) || !bytes[8..12].SequenceEqual("WAVE"u8))
            return false;
        var rest = bytes[HeaderBytes..];
        while (rest.Length >= ChunkHeaderBytes)
        {
            var promised = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            var isSound = rest[..4].SequenceEqual("data"u8);
            rest = rest[ChunkHeaderBytes..];
            if (isSound)
            {
                // A header that promises nothing and has something after it was not closed: all of it is sound.
                var present = promised == 0 ? rest.Length : (int)Math.Min(promised, (uint)rest.Length);
                wave = new WaveFile(present, promised != 0 && present == promised);
                return true;
            }

            // Chunks begin at even places.
            var size = promised + (promised & 1L);
            if (size > rest.Length) break;
            rest = rest[(int)size..];
        }

        return true;
    }
}
