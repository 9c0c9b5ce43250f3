using YemotAi.Calls.Sound;

namespace YemotAi.Unit.Spoken;

/// <summary>A phone at the end of a line: plays a frame every 20 ms, and says how far it has played.</summary>
internal sealed class SpokenPhone : ISoundReceiver
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Number, byte[] Sound)> _waiting = new();
    private readonly List<byte[]?> _played = [];
    private int _said;

    public ISoundLine Line { get; set; } = null!;

    /// <summary>It neither sends nor plays.</summary>
    public bool IsStalled { get; set; }

    /// <summary>Whether it says what it has played.</summary>
    public bool Confirms { get; set; } = true;

    /// <summary>How the line ended; null while it has not.</summary>
    public SoundEnd? Ended { get; private set; }

    /// <summary>The most frames that waited to be played.</summary>
    public int MostWaiting { get; private set; }

    /// <summary>What was played, every 20 ms; null where there was nothing to play.</summary>
    public IReadOnlyList<byte[]?> Played
    {
        get
        {
            lock (_gate) return [.. _played];
        }
    }

    /// <summary>Nothing waits to be played.</summary>
    public bool IsPlayedOut
    {
        get
        {
            lock (_gate) return _waiting.Count == 0;
        }
    }

    public void Take(SoundFrames frames)
    {
        lock (_gate)
        {
            for (var i = 0; i < frames.Count; i++)
                _waiting.Enqueue((frames.First + i, frames.Bytes.Slice(i * SoundFrames.FrameBytes, SoundFrames.FrameBytes).ToArray()));
            MostWaiting = Math.Max(MostWaiting, _waiting.Count);
        }
    }

    public void Clear(long before)
    {
        lock (_gate)
        {
            while (_waiting.TryPeek(out var next) && next.Number < before) _waiting.Dequeue();
        }
    }

    public void End(SoundEnd why) => Ended = why;

    /// <summary>20 ms pass: it has played the next frame, and sends what the caller says.</summary>
    public void Pass(bool isSpeaking)
    {
        if (IsStalled) return;
        long? before = null;
        lock (_gate)
        {
            _played.Add(_waiting.TryDequeue(out var next) ? next.Sound : null);
            if (next.Sound is not null && Confirms) before = next.Number + 1;
        }

        if (before is { } played) Line.Played(played);
        Line.Send(isSpeaking ? CallerVoice.Frame(_said++) : Silence);
    }

    private static readonly byte[] Silence = [.. Enumerable.Repeat((byte)0xFF, SoundFrames.FrameBytes)];
}
