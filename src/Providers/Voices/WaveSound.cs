using System.Buffers.Binary;

namespace YemotAi.Providers.Voices;

/// <summary>
/// Reads a WAV file as a program writes it to a pipe, its length not known yet, and makes it a telephone's sound: PCM,
/// 16 bits, one channel, of any rate.
/// </summary>
/// <param name="levelDb">The wanted level of its speech, in dBFS.</param>
internal sealed class WaveSound(double levelDb)
{
    /// <summary>Where the sound begins in any sane file.</summary>
    private const int MostHead = 4_096;

    private byte[] _head = [];
    private PhoneSound? _sound;

    /// <summary>Takes the next bytes; gives what can be played. False when they are no such file.</summary>
    public bool TryAdd(ReadOnlySpan<byte> bytes, out ReadOnlyMemory<byte> piece)
    {
        piece = default;
        if (_sound is not null)
        {
            piece = _sound.Add(bytes);
            return true;
        }

        _head = [.. _head, .. bytes];
        var (rate, start) = Head(_head);
        if (rate < 0 || (rate == 0 && _head.Length > MostHead)) return false;
        if (rate == 0) return true;
        _sound = new PhoneSound(rate, new SpeechLevel(levelDb));
        piece = _sound.Add(_head.AsSpan(start));
        _head = [];
        return true;
    }

    /// <summary>The rest, when the file has ended.</summary>
    public ReadOnlyMemory<byte> End() => _sound?.End() ?? default;

    /// <summary>The rate and where the sound begins; a rate of 0 when more is needed, of -1 when it is no such file.</summary>
    private static (int Rate, int Start) Head(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12) return (0, 0);
        if (!file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVE"u8)) return (-1, 0);
        var rate = 0;
        for (var at = 12; at + 8 <= file.Length;)
        {
            if (file[at..].StartsWith("data"u8)) return rate == 0 ? (-1, 0) : (rate, at + 8);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            if (length > MostHead) return (-1, 0);
            var end = at + 8 + (int)length + (int)(length & 1);
            if (end > file.Length) return (0, 0);
            if (file[at..].StartsWith("fmt "u8))
            {
                rate = length < 16 ? 0 : RateOf(file.Slice(at + 8, 16));
                if (rate == 0) return (-1, 0);
            }

            at = end;
        }

        return (0, 0);
    }

    private static int RateOf(ReadOnlySpan<byte> format)
    {
        var isPlain = BinaryPrimitives.ReadUInt16LittleEndian(format) == 1
            && BinaryPrimitives.ReadUInt16LittleEndian(format[2..]) == 1
            && BinaryPrimitives.ReadUInt16LittleEndian(format[14..]) == 16;
        var rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        return isPlain && rate is >= 8_000 and <= 48_000 ? rate : 0;
    }
}
