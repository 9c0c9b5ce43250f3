using System.Buffers.Binary;

namespace YemotAi.Speech;

/// <summary>
/// The beginning of a WAV file, up to its first sample: for sound that comes piece by piece. Whole files are read by
/// <see cref="WaveFile"/>.
/// </summary>
/// <param name="Encoding">How samples are held.</param>
/// <param name="SampleRate">Samples per second of each channel; one of <see cref="WaveFile.SampleRates"/>.</param>
/// <param name="Channels">1, or 2 of which each sample comes as a pair.</param>
/// <param name="Length">Bytes before the first sample.</param>
/// <param name="SoundBytes">
/// How many bytes of sound follow; null when the header leaves it open, as programs do that write to a pipe: all that
/// follows is sound.
/// </param>
public readonly record struct WaveHeader(
    WaveEncoding Encoding, int SampleRate, int Channels, int Length, long? SoundBytes)
{
    private const int FileHeaderBytes = 12, ChunkHeaderBytes = 8, FormatBytes = 16, ExtensibleBytes = 40;
    private const int Pcm = 1, ALaw = 6, MuLaw = 7, Extensible = 0xFFFE;

    // Programs that cannot go back to fill in a length write the largest they know: espeak-ng 0x7FFFF000, sox
    // 0x7FFFFFFF less the header, ffmpeg and model vendors 0xFFFFFFFF.
    private const uint OpenFrom = 0x7FFFF000;

    // Descriptions and pictures stand before the sound in some files; more than this is no telephone recording.
    private const int MostHeaderBytes = 1 << 20;

    /// <summary>Bytes of one sample of all channels.</summary>
    public int BlockBytes => Channels * (Encoding == WaveEncoding.Pcm16 ? 2 : 1);

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The beginning of the file; may go on beyond the header.</param>
    /// <param name="header">The header, when it is there.</param>
    /// <returns>False when it goes on beyond these bytes, and all is well so far.</returns>
    /// <exception cref="WaveFileException">These bytes are not the beginning of a file that is read here.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out WaveHeader header)
    {
        header = default;
        Expect(bytes, 0, "RIFF"u8);
        Expect(bytes, 8, "WAVE"u8);
        WaveHeader? format = null;
        var at = FileHeaderBytes;
        while (bytes.Length - at >= ChunkHeaderBytes)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            var chunk = bytes[(at + ChunkHeaderBytes)..];
            if (bytes.Slice(at, 4).SequenceEqual("data"u8))
            {
                var sound = format ?? throw new WaveFileException("The sound comes before its format.");
                var isOpen = size == 0 || size >= OpenFrom;
                header = sound with { Length = at + ChunkHeaderBytes, SoundBytes = isOpen ? null : size };
                return true;
            }

            if (bytes.Slice(at, 4).SequenceEqual("fmt "u8))
            {
                if (format is not null) throw new WaveFileException("There are two formats.");
                if (size is < FormatBytes or > 1024) throw new WaveFileException($"A format of {size} bytes is none.");
                if (chunk.Length < size) return false;
                format = ReadFormat(chunk[..(int)size]);
            }

            // Chunks begin at even places.
            var next = at + ChunkHeaderBytes + size + (size & 1L);
            if (next > MostHeaderBytes) throw new WaveFileException("The sound does not begin within the first megabyte.");
            at = (int)next;
            if (at > bytes.Length) return false;
        }

        return false;
    }

    private static void Expect(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> word)
    {
        var present = bytes.Length <= at ? [] : bytes[at..Math.Min(bytes.Length, at + word.Length)];
        if (!word[..present.Length].SequenceEqual(present)) throw new WaveFileException("The bytes are no WAV file.");
    }

    private static WaveHeader ReadFormat(ReadOnlySpan<byte> chunk)
    {
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int block = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (tag == Extensible)
        {
            if (chunk.Length < ExtensibleBytes) throw new WaveFileException("The extended format is cut off.");
            // The old tag is the beginning of the new identifier; the rest of it is the same for all of them.
            if (!chunk[26..40].SequenceEqual((ReadOnlySpan<byte>)
                [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]))
                throw new WaveFileException("The extended format is not one that is read here.");
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        var encoding = (tag, bits) switch
        {
            (Pcm, 16) => WaveEncoding.Pcm16,
            (MuLaw, 8) => WaveEncoding.MuLaw,
            (ALaw, 8) => WaveEncoding.ALaw,
            _ => throw new WaveFileException($"Format {tag} with {bits} bits is not read here."),
        };
        if (channels is not (1 or 2)) throw new WaveFileException($"{channels} channels are not read here.");
        if (rate > int.MaxValue || !WaveFile.SampleRates.Contains((int)rate))
            throw new WaveFileException($"{rate} samples per second are not read here.");
        var header = new WaveHeader(encoding, (int)rate, channels, 0, null);
        if (block != header.BlockBytes)
            throw new WaveFileException($"{channels} channels of {bits} bits do not come in blocks of {block} bytes.");
        return header;
    }
}
