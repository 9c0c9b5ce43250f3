using System.Buffers;
using YemotAi.Calls.Sound;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>
/// What the call says, on its way to the socket: gives the messages that are to be sent, one after the other, and says
/// what a mark that came back proves. Any thread; nothing is called while its lock is held.
/// </summary>
/// <param name="options">Limits.</param>
/// <param name="time">The clock.</param>
internal sealed class SpeechQueue(MediaSocketOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly byte[] _bytes = new byte[options.MaxWaitingFrames * SoundFrames.FrameBytes];
    private readonly (long Number, long Came)[] _frames = new (long, long)[options.MaxWaitingFrames];
    private readonly byte[] _message = new byte[options.MaxFramesInMessage * SoundFrames.FrameBytes];
    private int _first;
    private int _count;
    private long _epoch;
    private bool _clears = true;
    private int _unmarked;
    private bool _marks;
    private bool _isLast;
    private long _sentTo;
    private long _markedTo;
    private long _played;
    private int _unplayed;

    /// <summary>All has been sent, nothing more comes, and the last mark has come back or there was none to send.</summary>
    public bool IsPlayedOut
    {
        get
        {
            lock (_gate) return IsSentOut && _unplayed == 0;
        }
    }

    /// <summary>How long what was sent and is not known to be played takes at most.</summary>
    public TimeSpan Unplayed
    {
        get
        {
            lock (_gate) return TimeSpan.FromMilliseconds((_unplayed + _count) * SoundFrames.FrameMilliseconds);
        }
    }

    /// <summary>Frames were sent that no mark stands behind: one is wanted if nothing follows for a while.</summary>
    public bool WantsMark
    {
        get
        {
            lock (_gate) return _unmarked > 0 && _count == 0;
        }
    }

    private bool IsSentOut => _isLast && _count == 0 && _unmarked == 0;

    /// <summary>Frames are to be sent; the oldest that wait are dropped when there are too many.</summary>
    /// <returns>How many were dropped.</returns>
    public int Add(SoundFrames frames)
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            var dropped = 0;
            if (_isLast) return 0;
            for (var i = 0; i < frames.Count; i++)
            {
                if (_count == _frames.Length)
                {
                    _first = (_first + 1) % _frames.Length;
                    _count--;
                    dropped++;
                }

                var place = (_first + _count++) % _frames.Length;
                _frames[place] = (frames.First + i, now);
                frames.Bytes.Slice(i * SoundFrames.FrameBytes, SoundFrames.FrameBytes).CopyTo(_bytes.AsSpan(place * SoundFrames.FrameBytes));
            }

            return dropped;
        }
    }

    /// <summary>Frames numbered below this are not wanted any more, neither here nor at the phone.</summary>
    public void Clear(long before)
    {
        lock (_gate)
        {
            while (_count > 0 && _frames[_first].Number < before)
            {
                _first = (_first + 1) % _frames.Length;
                _count--;
            }

            // Marks that are outstanding come back now, whether what is before them was played or not.
            _epoch++;
            (_clears, _unmarked, _unplayed) = (true, 0, 0);
            (_sentTo, _markedTo) = (before, before);
        }
    }

    /// <summary>Nothing more is said; what waits is still sent.</summary>
    public void Finish()
    {
        lock (_gate) _isLast = true;
    }

    /// <summary>What was sent last gets a mark although more frames are usually waited for.</summary>
    public void MarkNow()
    {
        lock (_gate) _marks = true;
    }

    /// <summary>Writes the next message that is to be sent.</summary>
    /// <param name="writer">Writes it.</param>
    /// <param name="to">Where to.</param>
    /// <param name="frames">How many frames are in it.</param>
    /// <param name="came">When the oldest of them came, as a timestamp of the clock.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryNext(StreamMessageWriter writer, IBufferWriter<byte> to, out int frames, out long came)
    {
        (frames, came) = (0, 0);
        lock (_gate)
        {
            if (_unmarked > 0 && (_unmarked >= options.MarkEvery || (_count == 0 && (_marks || _isLast))))
            {
                (_unmarked, _marks, _markedTo) = (0, false, _sentTo);
                writer.Mark(to, new StreamMark(_epoch, _sentTo));
                return true;
            }

            // Before the first frame too: what a redirected call still plays is not to be heard with it.
            if (_clears && (_count > 0 || _epoch > 0))
            {
                _clears = false;
                writer.Clear(to);
                return true;
            }

            if (_count == 0) return false;
            frames = Math.Min(_count, _message.Length / SoundFrames.FrameBytes);
            came = _frames[_first].Came;
            for (var i = 0; i < frames; i++)
            {
                var place = (_first + i) % _frames.Length;
                _bytes.AsSpan(place * SoundFrames.FrameBytes, SoundFrames.FrameBytes).CopyTo(_message.AsSpan(i * SoundFrames.FrameBytes));
                _sentTo = _frames[place].Number + 1;
            }

            _first = (_first + frames) % _frames.Length;
            _count -= frames;
            _unmarked += frames;
            _unplayed += frames;
            _marks = false;
            writer.Media(to, _message.AsSpan(0, frames * SoundFrames.FrameBytes));
            return true;
        }
    }

    /// <summary>A mark came back.</summary>
    /// <param name="mark">The mark; null: one whose name is not ours.</param>
    /// <param name="played">Frames numbered below this have been played; only when the answer is nothing.</param>
    /// <returns><see cref="MediaProblem.UnknownMark"/>, or nothing.</returns>
    public MediaProblem Take(StreamMark? mark, out long played)
    {
        lock (_gate)
        {
            played = _played;
            if (mark is not { } known || known.Epoch > _epoch) return MediaProblem.UnknownMark;
            if (known.Epoch < _epoch) return MediaProblem.None;
            if (known.Before > _markedTo) return MediaProblem.UnknownMark;
            if (known.Before <= _played) return MediaProblem.None;
            _played = played = known.Before;
            _unplayed = (int)Math.Min(_unplayed, _sentTo - _played);
            return MediaProblem.None;
        }
    }
}
