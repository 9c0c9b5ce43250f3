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

    /// <summary>From so much on a time is not where it should be: below that it is the sender's clock that shakes.</summary>
    private const int LeastShift = 2 * SoundFrames.FrameMilliseconds;

    /// <summary>Times are taken for this at most, so that nothing overflows: 35,000 years.</summary>
    private const long MostTime = 1L << 50;

    private readonly byte[] _begun = new byte[SoundFrames.FrameBytes];
    private readonly int _mostFill = options.MaxFillFrames * SoundFrames.FrameBytes;
    private byte[]? _silence;
    private int _begunBytes;
    private long _chunk;
    private long? _origin;
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
        if (fill > 0) Add((_silence ??= SilenceOf(_mostFill)).AsSpan(0, fill));
        Add(sound);
        return fill > 0 ? MediaProblem.MissingSound : MediaProblem.None;
    }

    private static byte[] SilenceOf(int bytes)
    {
        var silence = new byte[bytes];
        silence.AsSpan().Fill(Silence);
        return silence;
    }

    /// <summary>How many bytes are missing before this piece: by its time, or by its number when it has none.</summary>
    private int Missing(long pieces, long timestamp, int length)
    {
        if (timestamp < 0) return (int)Math.Min(Math.Min(pieces, _mostFill) * length, _mostFill);
        timestamp = Math.Min(timestamp, MostTime);
        var reached = _bytes / BytesOfMillisecond;
        _origin ??= timestamp - reached;
        var behind = timestamp - _origin.Value - reached;
        if (behind is < LeastShift and > -LeastShift) return 0;
        var fill = Math.Clamp(behind, 0, _mostFill / BytesOfMillisecond) * BytesOfMillisecond;

        // After a loss that is too long to be filled, and when time goes back, the clock is set anew.
        _origin = timestamp - reached - (fill / BytesOfMillisecond);
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
