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
/// goes back. How long a confirmation came after the earliest moment that was possible is the way to the phone and back;
/// whatever begins to play after that is taken to begin so much later.
/// </para>
/// <para>
/// So the count is too high only until the first confirmation, by the time of the way to the phone, and is otherwise too
/// low by the way back. Too high is what a speech model refuses ("audio content of 3700 ms is already shorter than
/// 3760 ms"), and what makes an agent believe that it was heard. Nothing that is confirmed takes it beyond what the phone
/// can have played since the frames were sent.
/// </para>
/// </remarks>
public sealed class PlayoutClock
{
    // A confirmation that comes later than this is not late because of the way: the phone stood still.
    private static readonly TimeSpan MostWay = TimeSpan.FromSeconds(1);

    // As many as frames sent one by one in that time. One that has no place is taken to follow without a pause.
    private const int MostComing = 50;

    private TimeSpan _now = TimeSpan.MinValue;
    private TimeSpan _way = TimeSpan.Zero;
    private long _sent;

    // Frames below this were played or thrown away by a clear: no confirmation of them counts.
    private long _cleared;
    private long _confirmed;

    // What was told already.
    private long _least;

    // Where the phone would be had every frame been there the moment it was sent.
    private Playing _fastest;

    // Where it is as far as is known; and where it goes on after pauses that are known already: what was sent is still on
    // its way, and what was sent before it ends sooner.
    private Playing _known;
    private readonly Queue<Playing> _coming = new(MostComing);
    private Playing _last;

    /// <summary>Frames numbered below this have gone to the phone.</summary>
    public long SentBefore => _sent;

    /// <summary>Frames have gone to the phone.</summary>
    /// <param name="before">Frames numbered below this. No more than was said before changes nothing.</param>
    /// <param name="now">The time.</param>
    public void Sent(long before, TimeSpan now)
    {
        now = At(now);
        if (before <= _sent) return;
        // A phone that has nothing to play when these come begins with them then, however long the pause was.
        if (_fastest.EndOf(_sent) <= now) _fastest = new Playing(_sent, now);
        if (_last.EndOf(_sent) <= now + _way)
        {
            var next = new Playing(_sent, now + _way);
            if (_last.EndOf(_sent) <= now) _known = _last = next;
            else if (_coming.Count < MostComing) _coming.Enqueue(_last = next);
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
        if (before > _fastest.From)
        {
            var late = now - _fastest.EndOf(before);
            _way = late < MostWay ? late : MostWay;
        }

        _confirmed = before;
        _least = PlayedBefore(now);
        while (_coming.TryPeek(out var next) && next.From < before) _coming.Dequeue();
        _known = new Playing(before, now);
        if (_coming.Count == 0) _last = _known;
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
        _coming.Clear();
        _known = _last = _fastest = new Playing(_sent, now);
        return _least;
    }

    /// <summary>
    /// Frames numbered below this have been played, as far as is known. Never less than it was, and never more than was
    /// sent. Frames that were thrown away are passed over when the next are sent.
    /// </summary>
    public long PlayedBefore(TimeSpan now)
    {
        if (_cleared == _sent) return _least;
        now = Later(now);
        var playing = _known;
        foreach (var next in _coming)
        {
            if (now < next.Since) return Math.Max(_least, playing.Before(next.From, now));
            playing = next;
        }

        return Math.Max(_least, playing.Before(_sent, now));
    }

    /// <summary>The phone has frames that it has not played to their end.</summary>
    public bool IsPlaying(TimeSpan now) => EndsIn(now) > TimeSpan.Zero;

    /// <summary>
    /// How long the phone still plays when nothing more is sent, until a confirmation of it would be here. Zero when it
    /// plays nothing.
    /// </summary>
    public TimeSpan EndsIn(TimeSpan now)
    {
        var left = _last.EndOf(_sent) - Later(now);
        return left > TimeSpan.Zero && _last.From < _sent ? left : TimeSpan.Zero;
    }

    private TimeSpan At(TimeSpan now)
    {
        _now = Later(now);
        while (_coming.TryPeek(out var next) && next.Since <= _now) _known = _coming.Dequeue();
        return _now;
    }

    private TimeSpan Later(TimeSpan now) => now > _now ? now : _now;

    // From a time on the phone plays without a pause, beginning with a frame.
    private readonly record struct Playing(long From, TimeSpan Since)
    {
        public long Before(long sent, TimeSpan now) => sent == From || now <= Since
            ? From
            : Math.Min(sent, From + ((now - Since).Ticks / SpeechFrame.Length.Ticks));

        public TimeSpan EndOf(long frame) => Since + ((frame - From) * SpeechFrame.Length);
    }
}
