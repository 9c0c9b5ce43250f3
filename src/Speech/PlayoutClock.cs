namespace YemotAi.Speech;

/// <summary>
/// What a caller has really heard, to the frame. What was sent is not yet heard: the phone plays its queue at the pace of
/// real time, and what is thrown away (the caller speaks) is never heard.
/// </summary>
/// <remarks>
/// <para>
/// Frames have the numbers of the line (<see cref="SpeechFrame.Length"/> each). Times are of one monotonic clock of the
/// caller's choice; one that goes back counts as standing still. A clock serves one line: another line begins at frame 0
/// and gets a clock of its own.
/// </para>
/// <para>
/// The phone begins to play when frames come to its empty queue, and goes on without a pause until the queue is empty. A
/// confirmation (the echo of a mark) says that just now the frames below its number have been played: the count goes on
/// from there, whether it was ahead or behind. Where it was ahead it stands still until the phone has caught up: it never
/// goes back. It is never ahead of what the phone could have played since the frames were sent, whatever is confirmed. So
/// a confirmation that was long on its way makes the count too low for a while, and nothing makes it too high: that is
/// what a speech model refuses ("audio content of 3700 ms is already shorter than 3760 ms"), and what makes an agent
/// believe that it was heard.
/// </para>
/// </remarks>
public sealed class PlayoutClock
{
    private TimeSpan _now = TimeSpan.MinValue;
    private long _sent;

    // Frames below this were played or thrown away by a clear: no confirmation of them counts.
    private long _cleared;
    private long _confirmed;

    // What was told already.
    private long _least;

    // Where the phone is as far as is known, and where it would be had every frame been there the moment it was sent.
    private Playing _known;
    private Playing _fastest;

    /// <summary>Frames numbered below this have gone to the phone.</summary>
    public long SentBefore => _sent;

    /// <summary>Frames have gone to the phone.</summary>
    /// <param name="before">Frames numbered below this. No more than was said before changes nothing.</param>
    /// <param name="now">The time.</param>
    public void Sent(long before, TimeSpan now)
    {
        now = At(now);
        if (before <= _sent) return;
        // A phone that had nothing to play begins with these now, however long the pause was.
        if (_fastest.Before(_sent, now) >= _sent) _fastest = new Playing(_sent, now);
        if (_known.Before(_sent, now) >= _sent)
        {
            _known = new Playing(_sent, now);
            _least = Math.Max(_least, _sent);
        }

        _sent = before;
    }

    /// <summary>The phone said that it has played frames.</summary>
    /// <param name="before">
    /// Frames numbered below this. Frames from before the last <see cref="Clear"/> change nothing: a phone confirms what
    /// it throws away, too. Neither do fewer frames than were confirmed already.
    /// </param>
    /// <param name="now">The time.</param>
    public void Confirmed(long before, TimeSpan now)
    {
        now = At(now);
        before = Math.Min(before, _fastest.Before(_sent, now));
        if (before <= _cleared || before <= _confirmed) return;
        _confirmed = before;
        _least = Math.Max(_least, _known.Before(_sent, now));
        _known = new Playing(before, now);
    }

    /// <summary>What the phone has not played is thrown away, now.</summary>
    /// <returns>
    /// Frames numbered below this were heard: what <see cref="PlayedBefore"/> says at this moment. Less the number of the
    /// first frame of a reply it is how much of that reply was heard; 0 or less: nothing of it.
    /// </returns>
    public long Clear(TimeSpan now)
    {
        now = At(now);
        _least = PlayedBefore(now);
        _cleared = _sent;
        _known = _fastest = new Playing(_sent, now);
        return _least;
    }

    /// <summary>
    /// Frames numbered below this have been played, as far as is known. Never less than it was, and never more than was
    /// sent. Frames that were thrown away are passed over when the next are sent.
    /// </summary>
    public long PlayedBefore(TimeSpan now) =>
        _cleared == _sent ? _least : Math.Max(_least, _known.Before(_sent, Later(now)));

    /// <summary>The phone has frames that it has not played to their end.</summary>
    public bool IsPlaying(TimeSpan now) => EndsIn(now) > TimeSpan.Zero;

    /// <summary>How long the phone still plays when nothing more is sent. Zero when it plays nothing.</summary>
    public TimeSpan EndsIn(TimeSpan now)
    {
        if (_sent == _known.From) return TimeSpan.Zero;
        var left = _known.Since + ((_sent - _known.From) * SpeechFrame.Length) - Later(now);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private TimeSpan At(TimeSpan now) => _now = Later(now);

    private TimeSpan Later(TimeSpan now) => now > _now ? now : _now;

    // From a time on the phone plays without a pause, beginning with a frame.
    private readonly record struct Playing(long From, TimeSpan Since)
    {
        public long Before(long sent, TimeSpan now) =>
            sent == From ? sent : Math.Min(sent, From + ((now - Since).Ticks / SpeechFrame.Length.Ticks));
    }
}
