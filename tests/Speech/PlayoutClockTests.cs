using Xunit;

namespace YemotAi.Speech.Tests;

/// <summary>What a caller has heard. Frames are 20 ms; times are milliseconds.</summary>
public sealed class PlayoutClockTests
{
    private readonly PlayoutClock _clock = new();

    [Fact]
    public void Nothing_is_heard_before_anything_is_sent()
    {
        Assert.Equal(0, _clock.PlayedBefore(At(5000)));
        Assert.False(_clock.IsPlaying(At(5000)));
        Assert.Equal(TimeSpan.Zero, _clock.EndsIn(At(5000)));
        Assert.Equal(0, _clock.Clear(At(5000)));
    }

    [Fact]
    public void What_was_sent_ahead_is_heard_at_the_pace_of_real_time()
    {
        _clock.Sent(100, At(1000));
        Assert.Equal(0, _clock.PlayedBefore(At(1000)));
        Assert.Equal(0, _clock.PlayedBefore(At(1019)));
        Assert.Equal(1, _clock.PlayedBefore(At(1020)));
        Assert.Equal(50, _clock.PlayedBefore(At(2000)));
        Assert.True(_clock.IsPlaying(At(2999)));
        Assert.Equal(At(1), _clock.EndsIn(At(2999)));
        Assert.Equal(100, _clock.PlayedBefore(At(3000)));
        Assert.False(_clock.IsPlaying(At(3000)));
        Assert.Equal(100, _clock.PlayedBefore(At(60_000)));
    }

    [Fact]
    public void Sending_more_while_it_plays_makes_no_seam()
    {
        _clock.Sent(5, At(0));
        for (var frame = 1; frame <= 100; frame++) _clock.Sent(5 + frame, At(20 * frame));
        Assert.Equal(100, _clock.PlayedBefore(At(2000)));
        Assert.Equal(At(100), _clock.EndsIn(At(2000)));
    }

    [Fact]
    public void A_pause_in_which_the_queue_was_empty_is_not_counted()
    {
        _clock.Sent(10, At(0));
        _clock.Sent(20, At(1000));
        Assert.Equal(10, _clock.PlayedBefore(At(1000)));
        Assert.Equal(15, _clock.PlayedBefore(At(1100)));
        Assert.Equal(20, _clock.PlayedBefore(At(1200)));
    }

    [Fact]
    public void A_second_reply_is_counted_from_its_own_beginning()
    {
        // Twilio's own sample cut a reply of 2000 ms, of which 1000 ms were heard, at 4800 ms: its base was the call's.
        _clock.Sent(150, At(200));
        _clock.Confirmed(150, At(3200));
        _clock.Sent(250, At(4000));
        Assert.Equal(50, _clock.Clear(At(5000)) - 150);
    }

    [Fact]
    public void Time_that_runs_on_after_a_reply_never_makes_it_longer_than_it_is()
    {
        // 3700 ms of sound were cut at 3760 ms, by the time of the caller's own sound.
        _clock.Sent(185, At(0));
        Assert.Equal(185, _clock.PlayedBefore(At(3760)));
        Assert.Equal(185, _clock.Clear(At(57_340)));
    }

    [Fact]
    public void An_interruption_before_the_first_frame_was_heard_says_that_nothing_was()
    {
        _clock.Sent(100, At(0));
        _clock.Confirmed(100, At(2040));
        Assert.Equal(0, _clock.Clear(At(2500)) - 100);

        _clock.Sent(200, At(3000));
        Assert.Equal(0, _clock.Clear(At(3010)) - 100);
    }

    [Fact]
    public void A_confirmation_of_less_stops_the_count_until_the_phone_has_caught_up()
    {
        _clock.Sent(100, At(0));
        Assert.Equal(25, _clock.PlayedBefore(At(500)));
        _clock.Confirmed(10, At(500));
        Assert.Equal(25, _clock.PlayedBefore(At(500)));
        Assert.Equal(25, _clock.PlayedBefore(At(800)));
        Assert.Equal(26, _clock.PlayedBefore(At(820)));
        Assert.Equal(At(2300 - 820), _clock.EndsIn(At(820)));
        Assert.Equal(100, _clock.PlayedBefore(At(2300)));
    }

    [Fact]
    public void A_confirmation_of_more_takes_the_count_forward_again()
    {
        _clock.Sent(100, At(0));
        _clock.Confirmed(10, At(500));
        _clock.Confirmed(40, At(900));
        Assert.Equal(40, _clock.PlayedBefore(At(900)));
        Assert.Equal(41, _clock.PlayedBefore(At(920)));
    }

    [Fact]
    public void The_way_that_a_confirmation_shows_counts_for_what_begins_later()
    {
        _clock.Sent(10, At(0));
        _clock.Confirmed(10, At(350));
        _clock.Sent(60, At(1000));
        Assert.Equal(10, _clock.PlayedBefore(At(1150)));
        Assert.Equal(At(1000), _clock.EndsIn(At(1150)));
        Assert.Equal(11, _clock.PlayedBefore(At(1170)));
        Assert.Equal(20, _clock.Clear(At(1350)));
        _clock.Sent(100, At(2000));
        Assert.Equal(61, _clock.PlayedBefore(At(2170)));
    }

    [Fact]
    public void A_phone_that_stood_still_for_seconds_is_not_taken_for_a_long_way()
    {
        _clock.Sent(10, At(0));
        _clock.Confirmed(10, At(9000));
        _clock.Sent(60, At(10_000));
        Assert.Equal(35, _clock.PlayedBefore(At(11_500)));
    }

    [Fact]
    public void On_a_line_with_any_way_it_is_never_ahead_once_something_was_confirmed_and_behind_by_the_way_back_at_most()
    {
        var random = new Random(5);
        for (var round = 0; round < 100; round++)
        {
            var clock = new PlayoutClock();
            var phone = new Phone(random.Next(120), random.Next(120));
            long sent = 0;
            var (repliesBegun, next, judgeFrom) = (0, 0, 0);
            for (var now = 0; now < 30_000; now++)
            {
                foreach (var before in phone.Step(now)) clock.Confirmed(before, At(now));
                if (now == next && repliesBegun >= 2 && now >= judgeFrom && random.Next(5) == 0)
                {
                    Assert.InRange(clock.Clear(At(now)), phone.Played - (phone.WayBack / 20) - 1, phone.Played);
                    phone.Clear(now);
                    next = now + 1;
                    // What is thrown away is passed over, here at once and there when the phone hears of it.
                    judgeFrom = int.MaxValue;
                }
                else if (now == next)
                {
                    // A reply, or a part of one, with a mark after it; a pause that may be shorter or longer than it.
                    if (!clock.IsPlaying(At(now)) && phone.IsEmpty) repliesBegun++;
                    sent += random.Next(1, 60);
                    clock.Sent(sent, At(now));
                    phone.Send(sent, now);
                    next = now + random.Next(1, 2000);
                    if (judgeFrom == int.MaxValue) judgeFrom = now + 150;
                }

                if (repliesBegun < 2 || now < judgeFrom) continue;
                Assert.InRange(clock.PlayedBefore(At(now)), phone.Played - (phone.WayBack / 20) - 1, phone.Played);
            }
        }
    }

    [Fact]
    public void A_phone_that_confirms_more_than_it_can_have_played_is_not_believed()
    {
        _clock.Sent(100, At(0));
        _clock.Confirmed(90, At(400));
        Assert.Equal(20, _clock.PlayedBefore(At(400)));
        _clock.Confirmed(5000, At(500));
        Assert.Equal(25, _clock.PlayedBefore(At(500)));
        _clock.Confirmed(long.MaxValue, At(10_000));
        Assert.Equal(100, _clock.PlayedBefore(At(10_000)));
        _clock.Confirmed(-3, At(10_001));
        Assert.Equal(100, _clock.PlayedBefore(At(10_001)));
    }

    [Fact]
    public void A_phone_that_lags_behind_does_not_begin_what_comes_next_too_early()
    {
        _clock.Sent(10, At(0));
        // It would have been done at 200; but it is not, and so the next ten end later.
        _clock.Sent(20, At(210));
        _clock.Confirmed(5, At(400));
        Assert.Equal(19, _clock.PlayedBefore(At(400)));
        Assert.Equal(At(300), _clock.EndsIn(At(400)));
        Assert.Equal(20, _clock.PlayedBefore(At(700)));
    }

    [Fact]
    public void An_older_confirmation_that_comes_late_changes_nothing()
    {
        _clock.Sent(100, At(0));
        _clock.Confirmed(20, At(450));
        _clock.Confirmed(10, At(500));
        _clock.Confirmed(20, At(500));
        Assert.Equal(22, _clock.PlayedBefore(At(500)));
    }

    [Fact]
    public void What_is_thrown_away_is_never_heard_whatever_is_confirmed()
    {
        _clock.Sent(100, At(0));
        Assert.Equal(30, _clock.Clear(At(610)));
        // A phone confirms at once what it has thrown away.
        _clock.Confirmed(60, At(640));
        _clock.Confirmed(100, At(640));
        Assert.Equal(30, _clock.PlayedBefore(At(9000)));
        Assert.False(_clock.IsPlaying(At(640)));
        Assert.Equal(TimeSpan.Zero, _clock.EndsIn(At(640)));
        Assert.Equal(30, _clock.Clear(At(9000)));
    }

    [Fact]
    public void After_a_clear_the_next_frames_begin_at_once()
    {
        _clock.Sent(100, At(0));
        _clock.Clear(At(610));
        _clock.Sent(150, At(1000));
        _clock.Confirmed(100, At(1001));
        Assert.Equal(100, _clock.PlayedBefore(At(1000)));
        Assert.Equal(105, _clock.PlayedBefore(At(1100)));
        _clock.Confirmed(104, At(1120));
        Assert.Equal(At((46 * 20) - 80), _clock.EndsIn(At(1200)));
        Assert.Equal(8, _clock.Clear(At(1219)) - 100);
    }

    [Fact]
    public void A_clock_that_goes_back_stands_still()
    {
        _clock.Sent(100, At(1000));
        _clock.Confirmed(10, At(1300));
        _clock.Sent(110, At(900));
        Assert.Equal(15, _clock.PlayedBefore(At(-50)));
        Assert.Equal(At(2000), _clock.EndsIn(At(0)));
    }

    [Fact]
    public void The_count_never_goes_back_never_leads_and_never_passes_what_was_sent()
    {
        var random = new Random(20);
        for (var round = 0; round < 300; round++)
        {
            var clock = new PlayoutClock();
            long sent = 0, told = 0;
            var time = 0;
            for (var step = 0; step < 200; step++)
            {
                time += random.Next(60);
                switch (random.Next(8))
                {
                    case < 3:
                        sent += random.Next(12);
                        clock.Sent(sent, At(time));
                        break;
                    case 3:
                        clock.Confirmed(random.NextInt64(-5, sent + 20), At(time));
                        break;
                    case 4 when random.Next(10) == 0:
                        Assert.Equal(clock.PlayedBefore(At(time)), clock.Clear(At(time)));
                        Assert.False(clock.IsPlaying(At(time)));
                        break;
                }

                var played = clock.PlayedBefore(At(time));
                Assert.InRange(played, told, sent);
                if (!clock.IsPlaying(At(time))) Assert.Equal(TimeSpan.Zero, clock.EndsIn(At(time)));
                told = played;
            }
        }
    }

    // A phone in steps of a millisecond: everything comes later by the way, is played in order, and its end confirmed.
    private sealed class Phone(int wayThere, int wayBack)
    {
        private readonly Queue<(int At, long? Before)> _coming = new();
        private readonly Queue<long> _marks = new();
        private readonly Queue<(int At, long Before)> _going = new();
        private long _queued;
        private int _ofFrame;

        public int WayBack => wayBack;

        public long Played { get; private set; }

        public bool IsEmpty => _coming.Count == 0 && _queued == Played && _going.Count == 0;

        public void Send(long before, int now) => _coming.Enqueue((now + wayThere, before));

        public void Clear(int now) => _coming.Enqueue((now + wayThere, null));

        public List<long> Step(int now)
        {
            if (_queued > Played && ++_ofFrame == 20)
            {
                Played++;
                _ofFrame = 0;
            }

            while (_marks.TryPeek(out var mark) && Played >= mark) _going.Enqueue((now + wayBack, _marks.Dequeue()));
            while (_coming.TryPeek(out var come) && come.At <= now)
            {
                if (_coming.Dequeue().Before is { } before)
                {
                    _queued = before;
                    _marks.Enqueue(_queued);
                    continue;
                }

                // What is thrown away is confirmed at once, as if it had been played.
                (Played, _ofFrame) = (_queued, 0);
                while (_marks.TryDequeue(out var mark)) _going.Enqueue((now + wayBack, mark));
            }

            var told = new List<long>();
            while (_going.TryPeek(out var gone) && gone.At <= now) told.Add(_going.Dequeue().Before);
            return told;
        }
    }

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
