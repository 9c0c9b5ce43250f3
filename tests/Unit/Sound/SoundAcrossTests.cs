using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Sound.Across;

namespace YemotAi.Unit.Sound;

/// <summary>Both ends of a line in different processes: attached, silent, moved, replaced, put down.</summary>
public sealed class SoundAcrossTests
{
    private readonly SoundBench _bench = new();
    private long _said;

    private LineSide Line => _bench.Line;

    private long OnTheWay => _said - 1 - _bench.Agent.Numbers.Last();

    [Fact]
    public void A_line_is_attached_and_frames_go_both_ways_in_batches_of_three()
    {
        _bench.Agent.OnFrames = frames => _bench.Actor.Send(frames.Bytes);
        _bench.Run(5);
        Assert.Equal((LineState.Attached, 1), (Line.State, _bench.Agent.Begins));
        Talk(1_000);
        Assert.Equal(50, _bench.Agent.Heard.Count);
        Assert.Equal(_bench.Agent.Heard, _bench.Caller.Heard);
        Assert.All(_bench.Batches.SkipLast(4), sent => Assert.InRange(sent.Batch.Bytes.Length, 0, 480));
        Assert.InRange(_bench.Batches.Count(sent => sent.Up), 17, 18);

        // The echo acknowledges: no batch is without frames but the last ones.
        Assert.InRange(_bench.Batches.Count(sent => sent.Batch.Bytes.IsEmpty), 0, 3);
    }

    [Fact]
    public void Without_frames_the_other_way_acknowledgements_go_alone_every_other_batch()
    {
        _bench.Run(5);
        Talk(1_200);
        var down = _bench.Batches.Where(sent => !sent.Up).ToList();
        Assert.All(down, sent => Assert.True(sent.Batch.Bytes.IsEmpty));
        Assert.Equal(10, down.Count);
        Assert.Equal(new SoundFigures(60, 0, 0, 0, 0, 0), Line.Figures);
        Assert.Equal(60, _bench.Actor.Figures.Received);
    }

    [Fact]
    public void A_single_batch_is_acknowledged_after_a_while()
    {
        _bench.Run(5);
        Line.Send(Frames.Of(0, 3));
        _bench.Run(115);
        Assert.DoesNotContain(_bench.Batches, sent => !sent.Up);
        _bench.Run(10);
        Assert.Equal(3, Assert.Single(_bench.Batches, sent => !sent.Up).Batch.Expected);
    }

    [Fact]
    public void A_line_that_is_cut_off_sends_little_and_is_attached_again_when_it_can_be()
    {
        _bench.Run(5);
        Talk(600);
        _bench.IsCut = true;
        var before = _bench.Batches.Count;
        Talk(3_000);

        // 200 ms of frames, and then a batch for every 200 ms until it is silent for too long.
        Assert.InRange(_bench.Batches.Skip(before).Sum(sent => sent.Batch.Bytes.Length / SoundFrames.FrameBytes), 9, 9 + (5 * 3));
        Assert.Equal(LineState.Attaching, Line.State);
        Assert.InRange(_bench.Requests.Count, 3, 4);
        _bench.IsCut = false;
        var heard = _bench.Agent.Heard.Count;
        Talk(1_500);
        Assert.Equal((LineState.Attached, 1), (Line.State, Line.Figures.Reattached));
        Assert.InRange(_bench.Agent.Heard.Count - heard, 1_000 / SoundFrames.FrameMilliseconds - 10, 85);
        AssertOrder(_bench.Agent);
        Assert.Equal(1, _bench.Agent.Begins);
        Assert.Equal(_said, _bench.Actor.Figures.Received + _bench.Actor.Figures.Lost + OnTheWay);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void When_the_actor_moves_the_line_follows_and_numbers_go_on_both_ways(bool gracefully)
    {
        _bench.Agent.OnFrames = frames => _bench.Actor.Send(frames.Bytes);
        _bench.Run(5);
        Talk(600);
        var (earlier, numbers) = (_bench.Agent, _bench.Caller.Heard.Count);
        _bench.Move(gracefully);
        _bench.Agent.OnFrames = frames => _bench.Actor.Send(frames.Bytes);
        Talk(gracefully ? 300 : 1_500);

        Assert.Equal((1, 1), (_bench.Agent.Begins, Line.Figures.Reattached));
        Assert.True(_bench.Agent.Numbers.First() > earlier.Numbers.Last());
        Assert.Empty(earlier.Ends);
        AssertOrder(_bench.Agent);
        Assert.Equal(_bench.Caller.Numbers.Distinct().Order(), _bench.Caller.Numbers);
        Assert.True(_bench.Caller.Heard.Count > numbers);
        Assert.Equal(_bench.Caller.Heard[numbers - 1].Number + 1, _bench.Caller.Heard[numbers].Number);
    }

    [Fact]
    public void What_the_line_still_holds_back_when_the_actor_moves_is_heard_before_what_comes_next()
    {
        _bench.Run(5);
        Line.Take(new SoundBatch(Line.Id, 1, 3, 3, Frames.Of(3, 3), 0));
        Assert.Empty(_bench.Caller.Heard);
        _bench.Move(gracefully: true);
        _bench.Run(5);
        _bench.Actor.Send(Frames.Of(6, 3));
        _bench.Run(100);
        Assert.Equal([3L, 4, 5, 6, 7, 8], _bench.Caller.Numbers);
        AssertOrder(_bench.Caller);
    }

    [Fact]
    public void An_actor_that_speaks_before_its_answer_has_come_is_heard()
    {
        var request = Line.Look()!;
        Line.Take(new SoundBatch(Line.Id, request.Attachment, 0, 0, Frames.Of(0, 3), 0));
        Assert.Equal((3, LineState.Attached), (_bench.Caller.Heard.Count, Line.State));
        Line.Answered(request, new SoundAttachAnswer(SoundAttachResult.Attached, 7));
        Line.Moved(1);
        Assert.Equal(7, Line.Look()!.Since);
    }

    [Fact]
    public void A_silent_line_is_renewed_and_finds_an_actor_that_has_moved_meanwhile()
    {
        _bench.Run(12_000);
        Assert.Equal([false, true, true], _bench.Requests.Select(request => request.IsRenewal));
        _bench.Move(gracefully: false);
        _bench.Run(5_000);
        Assert.Equal((1, LineState.Attached), (_bench.Agent.Begins, Line.State));
        Assert.Equal([2, 1], [_bench.Requests[^1].Attachment, _bench.Requests[^2].Attachment]);
    }

    [Fact]
    public void An_actor_takes_a_line_that_is_heard_no_more_for_lost()
    {
        _bench.Run(5);
        _bench.IsCut = true;
        _bench.Run(16_000);
        Assert.InRange(_bench.Requests.Count, 3, 16);
        Assert.Equal(SoundEnd.Lost, Assert.Single(_bench.Agent.Ends));
        Assert.False(_bench.Actor.IsAttached);
        _bench.Actor.Send(Frames.Of(0, 3));
        Assert.Equal(3, _bench.Actor.Figures.Dropped);
        _bench.IsCut = false;
        _bench.Run(2_000);
        Assert.Equal((2, true), (_bench.Agent.Begins, _bench.Actor.IsAttached));
    }

    [Fact]
    public void A_later_line_takes_the_place_and_the_earlier_one_never_gets_it_back()
    {
        _bench.Run(5);
        var (later, caller) = _bench.NewLine();
        _bench.Run(5, null, later);
        Assert.Equal((LineState.Replaced, LineState.Attached), (Line.State, later.State));
        Assert.Equal(SoundEnd.Replaced, Assert.Single(_bench.Caller.Ends));
        Assert.Equal(SoundEnd.Replaced, Assert.Single(_bench.Agent.Ends));
        Line.Send(Frames.Of(0, 3));
        _bench.Actor.Send(Frames.Of(0, 3));
        _bench.Run(6_000, null, later);
        Assert.Equal((3, 0, 2), (caller.Heard.Count, _bench.Caller.Heard.Count, _bench.Agent.Begins));
        Assert.Equal(3, Line.Figures.Dropped);
    }

    [Fact]
    public void A_line_that_was_not_told_of_its_successor_hears_of_it_when_it_asks()
    {
        _bench.Run(5);
        AttachUntold();
        Talk(1_100);
        Assert.Equal(LineState.Replaced, Line.State);
        Assert.Equal(SoundEnd.Replaced, Assert.Single(_bench.Caller.Ends));
        Assert.Equal((2, 0), (_bench.Agent.Begins, _bench.Agent.Heard.Count));
    }

    [Fact]
    public void Two_lines_keep_their_order_when_the_actor_has_forgotten_both()
    {
        _bench.Run(5);
        var later = AttachUntold();
        Assert.Equal((LineState.Attached, LineState.Attached), (Line.State, later.State));

        // The earlier one was not told, and is the first to find the actor's next activation.
        _bench.Move(gracefully: false);
        Line.Moved(1);
        _bench.Run(5);
        Assert.Equal(LineState.Attached, Line.State);
        later.Moved(1);
        _bench.Run(5, null, later);
        Assert.Equal((LineState.Replaced, LineState.Attached), (Line.State, later.State));
        Assert.Equal(2, _bench.Agent.Begins);
    }

    [Fact]
    public void A_line_that_is_put_down_asks_for_nothing_and_hears_nothing()
    {
        _bench.Run(5);
        _bench.Actor.Send(Frames.Of(0, 3));
        Line.Detach();
        _bench.Actor.Detach(Line.Id);
        Line.Send(Frames.Of(0, 2));
        _bench.Run(20_000);
        Assert.Equal(SoundEnd.Detached, Assert.Single(_bench.Agent.Ends));
        Assert.Empty(_bench.Caller.Heard);
        Assert.Single(_bench.Requests);
        Assert.Equal((2, null), (Line.Figures.Dropped, Line.DueIn));
    }

    [Fact]
    public void Frames_of_an_attachment_that_is_over_are_not_taken()
    {
        _bench.Run(5);
        var old = new SoundBatch(Line.Id, 1, 0, 0, Frames.Of(0, 3), 0);
        Line.Moved(1);
        _bench.Run(5);
        Line.Take(old);
        _bench.Actor.Take(old);
        _bench.Actor.Take(old with { Attachment = 2, Line = Guid.NewGuid() });
        Assert.Empty(_bench.Caller.Heard);
        Assert.Empty(_bench.Agent.Heard);
        Line.Take(old with { Attachment = 2 });
        Assert.Equal(3, _bench.Caller.Heard.Count);
    }

    /// <summary>Attaches another line in a moment in which the earlier one cannot be told.</summary>
    private LineSide AttachUntold()
    {
        var (later, _) = _bench.NewLine();
        var request = later.Look()!;
        _bench.IsCut = true;
        later.Answered(request, _bench.Actor.Attach(request, new NoCarrier()));
        _bench.IsCut = false;
        return later;
    }

    private static void AssertOrder(ListeningEar ear)
    {
        Assert.All(ear.Heard.Zip(ear.Heard.Skip(1)), pair => Assert.True(pair.First.Number < pair.Second.Number));
        Assert.All(ear.Heard, frame => Assert.Equal((byte)frame.Number, frame.Value));
    }

    /// <summary>The caller speaks for a while, and then is silent for as long as frames are on the way.</summary>
    private void Talk(int milliseconds)
    {
        var end = _bench.Now + TimeSpan.FromMilliseconds(milliseconds);
        _bench.Run(milliseconds, now =>
        {
            if ((long)now.TotalMilliseconds % SoundFrames.FrameMilliseconds == 0 && now < end) Line.Send(Frames.Of(_said++, 1));
        });
        if (Line.State == LineState.Attached) _bench.Run(150);
    }

    private sealed class NoCarrier : ILineCarrier
    {
        public void Carry(SoundBatch batch)
        {
        }

        public void Moved(int attachment)
        {
        }

        public void Replaced()
        {
        }
    }
}
