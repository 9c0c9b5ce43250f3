using System.Buffers;
using YemotAi.Calls.Sound;
using YemotAi.Speech;

namespace YemotAi.Calls.Voice.Hearing;

/// <summary>Keeps the caller's sound of a segment, with a little of what came before a voice was noticed in it.</summary>
/// <param name="preRoll">How much of that.</param>
/// <param name="longest">More than this of one segment is not kept.</param>
internal sealed class SegmentRecorder(TimeSpan preRoll, TimeSpan longest)
{
    private readonly byte[] _before = new byte[BytesOf(preRoll)];
    private readonly int _most = BytesOf(longest);
    private ArrayBufferWriter<byte>? _kept;
    private int _beforeLength;

    /// <summary>Whether a segment is being kept.</summary>
    public bool IsOpen => _kept is not null;

    /// <summary>Takes 20 ms.</summary>
    public void Add(ReadOnlySpan<byte> frame)
    {
        if (_kept is not null)
        {
            if (_kept.WrittenCount + frame.Length <= _most) _kept.Write(frame);
            return;
        }

        var over = _beforeLength + frame.Length - _before.Length;
        if (over > 0)
        {
            over = Math.Min(over, _beforeLength);
            _before.AsSpan(over, _beforeLength - over).CopyTo(_before);
            _beforeLength -= over;
        }

        if (frame.Length > _before.Length) return;
        frame.CopyTo(_before.AsSpan(_beforeLength));
        _beforeLength += frame.Length;
    }

    /// <summary>Begins to keep, from a little before now.</summary>
    public void Open()
    {
        if (_kept is not null) return;
        _kept = new ArrayBufferWriter<byte>();
        _kept.Write(_before.AsSpan(0, _beforeLength));
        _beforeLength = 0;
    }

    /// <summary>The segment as a WAV file of 16-bit samples; what comes now is not a part of it.</summary>
    public byte[] Close()
    {
        var sound = _kept is null ? [] : _kept.WrittenSpan;
        _kept = null;
        var samples = new short[sound.Length];
        G711.DecodeMuLaw(sound, samples);
        return WaveFile.Write(samples, 8000);
    }

    /// <summary>Throws away what was kept.</summary>
    public void Drop() => _kept = null;

    private static int BytesOf(TimeSpan length) =>
        (int)(length.TotalMilliseconds / SoundFrames.FrameMilliseconds) * SoundFrames.FrameBytes;
}
