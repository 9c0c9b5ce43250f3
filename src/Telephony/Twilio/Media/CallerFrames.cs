using YemotAi.Calls.Sound;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>
/// Makes frames of what the caller says, whatever the size of the pieces that come. Where pieces are missing it puts
/// silence, so that a frame's number stays its time; pieces that come twice or too late are passed over.
/// </summary>
/// <param name="options">Limits.</param>
/// <param name="send">Takes whole frames, one or more.</param>
internal sealed class CallerFrames(MediaSocketOptions options, Action<ReadOnlySpan<byte>> send)
{
    /// <summary>Silence in mu-law.</summary>
    private const byte Silence = 0xFF;

    /// <summary>Bytes of a millisecond: 8 kHz.</summary>
    private const int BytesOfMillisecond = SoundFrames.FrameBytes / SoundFrames.FrameMilliseconds;

    /// <summary>By so much a time may be beyond where it should be: half of what one missing piece makes it, and a piece.</summary>
    private const int MostJitter = 2 * SoundFrames.FrameMilliseconds;

    private readonly byte[] _begun = new byte[SoundFrames.FrameBytes];
    private readonly byte[] _silence = SilenceOf(options.MaxFillFrames);
    private int _begunBytes;
    private long _chunk;
    private long _origin = -1;
    private long _bytes;

    /// <summary>How many frames were handed over.</summary>
    public long Frames { get; private set; }

    /// <summary>Takes a piece.</summary>
    /// <param name="chunk">Its number, from 1.</param>
    /// <param name="timestamp">When it begins, in milliseconds of the stream; -1: not known.</param>
    /// <param name="sound">Its bytes.</param>
    /// <returns><see cref="MediaProblem.LateSound"/>, <see cref="MediaProblem.MissingSound"/>, or nothing.</returns>
    public MediaProblem Take(long chunk, long timestamp, ReadOnlySpan<byte> sound)
    {
        if (chunk <= _chunk) return MediaProblem.LateSound;

        // What came before the first piece is not missing: nobody has listened.
        var missed = _chunk == 0 ? 0 : chunk - _chunk - 1;
        _chunk = chunk;
        var fill = Missing(missed, timestamp, sound.Length);
        Add(_silence.AsSpan(0, fill));
        Add(sound);
        return fill > 0 ? MediaProblem.MissingSound : MediaProblem.None;
    }

    private static byte[] SilenceOf(int frames)
    {
        var bytes = new byte[frames * SoundFrames.FrameBytes];
        bytes.AsSpan().Fill(Silence);
        return bytes;
    }

    /// <summary>How many bytes are missing before this piece: by its time, or by its number when it has none.</summary>
    private int Missing(long pieces, long timestamp, int length)
    {
        if (timestamp < 0) return (int)Math.Min(Math.Min(pieces, _silence.Length) * length, _silence.Length);
        if (_origin < 0) _origin = timestamp - (_bytes / BytesOfMillisecond);
        var behind = timestamp - _origin - (_bytes / BytesOfMillisecond);
        if (behind is < MostJitter and > -MostJitter) return 0;
        var fill = behind > 0 ? Math.Min(behind * BytesOfMillisecond, _silence.Length) : 0;

        // After a loss that is too long to be filled, and when time goes back, the clock is set anew.
        _origin = timestamp - ((_bytes + fill) / BytesOfMillisecond);
        return (int)fill;
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        _bytes += bytes.Length;
        if (_begunBytes > 0)
        {
            var wanted = Math.Min(SoundFrames.FrameBytes - _begunBytes, bytes.Length);
            bytes[..wanted].CopyTo(_begun.AsSpan(_begunBytes));
            bytes = bytes[wanted..];
            _begunBytes += wanted;
            if (_begunBytes < SoundFrames.FrameBytes) return;
            _begunBytes = 0;
            Send(_begun);
        }

        var whole = bytes.Length - (bytes.Length % SoundFrames.FrameBytes);
        if (whole > 0) Send(bytes[..whole]);
        bytes = bytes[whole..];
        bytes.CopyTo(_begun);
        _begunBytes = bytes.Length;
    }

    private void Send(ReadOnlySpan<byte> frames)
    {
        Frames += frames.Length / SoundFrames.FrameBytes;
        send(frames);
    }
}
