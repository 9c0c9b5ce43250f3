using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Sound.Across;

namespace YemotAi.Unit.Sound;

/// <summary>What goes with the frames of a line between two processes: cleared, played, ended.</summary>
public sealed class SoundNewsTests
{
    private readonly SoundBench _bench = new();
    private readonly SoundOptions _options = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    private LineSide Line => _bench.Line;

    private ActorSide Actor => _bench.Actor;

    public SoundNewsTests() => _bench.Run(5);

    [Fact]
    public void A_clear_goes_at_once_and_drops_what_waits_for_its_batch()
    {
        Actor.Send(Frames.Of(0, 5));
        Actor.Clear();
        _bench.Run(1);
        Assert.Equal([0L, 1, 2], _bench.Caller.Numbers);
        Assert.Equal(5, Assert.Single(_bench.Caller.News));
        Assert.Equal((5, 3, 0), (Actor.Next, Actor.Figures.Sent, Actor.Figures.Dropped));
        Actor.Send(Frames.Of(5, 3));
        _bench.Run(1);
        Assert.Equal([0L, 1, 2, 5, 6, 7], _bench.Caller.Numbers);
        Assert.Equal(0, Line.Figures.Lost);
    }

    [Fact]
    public void A_clear_with_nothing_said_since_the_last_goes_nowhere()
    {
        Actor.Clear();
        Actor.Send(Frames.Of(0, 3));
        Actor.Clear();
        Actor.Clear();
        _bench.Run(1);
        Assert.Equal(2, _bench.Batches.Count);
    }

    [Fact]
    public void Frames_that_a_clear_overtook_are_not_heard_any_more()
    {
        Line.Take(new SoundBatch(Line.Id, 1, 3, 3, Frames.Of(3, 3), 0));
        Line.Take(new SoundBatch(Line.Id, 1, 0, 6, default, 0, Before: 6));
        Line.Take(new SoundBatch(Line.Id, 1, 0, 0, Frames.Of(0, 3), 0));
        Line.Take(new SoundBatch(Line.Id, 1, 6, 6, Frames.Of(6, 3), 0, Before: 6));
        Assert.Equal([6L, 7, 8], _bench.Caller.Numbers);
        Assert.Equal(6, Assert.Single(_bench.Caller.News));
        Assert.Equal((0, 3, 0), (Line.Figures.Dropped, Line.Figures.Late, Line.Figures.Lost));
    }

    [Fact]
    public void A_clear_that_was_lost_comes_with_the_acknowledgement_of_what_the_caller_says()
    {
        Actor.Send(Frames.Of(0, 3));
        _bench.Run(1);
        _bench.IsCut = true;
        Actor.Clear();
        _bench.Run(1);
        _bench.IsCut = false;
        Line.Send(Frames.Of(0, 6));
        _bench.Run(2);
        Assert.Equal(3, Assert.Single(_bench.Caller.News));
    }

    [Fact]
    public void A_clear_that_was_lost_comes_when_the_line_is_attached_again()
    {
        Actor.Send(Frames.Of(0, 3));
        _bench.Run(1);
        _bench.IsCut = true;
        Actor.Clear();
        _bench.Run(1);
        _bench.IsCut = false;
        Line.Moved(1);
        _bench.Run(5);
        Assert.Equal(3, Assert.Single(_bench.Caller.News));
    }

    [Fact]
    public void A_clear_of_the_next_activation_is_of_what_the_one_before_said()
    {
        Actor.Send(Frames.Of(0, 3));
        _bench.Run(1);
        _bench.Move(gracefully: true);
        _bench.Run(5);
        Assert.Equal(3, Actor.Next);
        Actor.Clear();
        _bench.Run(1);
        Assert.Equal(3, Assert.Single(_bench.Caller.News));
    }

    [Fact]
    public void How_far_the_phone_has_played_rides_on_what_the_caller_says()
    {
        Actor.Send(Frames.Of(0, 9));
        _bench.Run(1);
        Line.Played(3);
        Line.Played(2);
        Line.Send(Frames.Of(0, 3));
        _bench.Run(1);
        Assert.Equal(3, Assert.Single(_bench.Agent.News));
        Assert.Single(_bench.Batches, sent => sent.Up && !sent.Batch.Bytes.IsEmpty);
        Line.Played(9);
        _bench.Run((int)_options.AcknowledgeAfter.TotalMilliseconds - 2);
        Assert.Single(_bench.Agent.News);
        _bench.Run(5);
        Assert.Equal([3L, 9], _bench.Agent.News);
        _bench.Run(1_000);
        Assert.Equal(2, _bench.Agent.News.Count);
    }

    [Fact]
    public void More_than_was_said_is_not_played()
    {
        Actor.Send(Frames.Of(0, 3));
        Line.Played(1_000);
        _bench.Run(200);
        Assert.Equal(3, Assert.Single(_bench.Agent.News));
    }

    [Fact]
    public void An_end_comes_after_the_last_frame_though_that_waits_for_its_batch()
    {
        Actor.Send(Frames.Of(0, 4));
        Actor.End();
        Actor.Send(Frames.Of(9, 1));
        _bench.Run(10);
        Assert.Empty(_bench.Caller.Ends);
        Assert.True(Actor.IsAttached);
        Line.Send(Frames.Of(0, 3));
        _bench.Run(60);
        AssertFinished();
        Assert.Equal([0L, 1, 2, 3], _bench.Caller.Numbers);
        Assert.Equal(3, _bench.Agent.Heard.Count);
        Assert.Equal((1, null), (Actor.Figures.Dropped, Line.DueIn));
        Assert.Equal(0, Actor.Next);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_end_that_was_lost_either_way_is_told_again(bool up)
    {
        Actor.Send(Frames.Of(0, 3));
        _bench.Run(1);

        // What is on the way when it is cut still arrives.
        _bench.IsCut = !up;
        Actor.End();
        _bench.IsCut = true;
        _bench.Run(1);
        _bench.IsCut = false;
        Assert.Equal((up ? 1 : 0, true), (_bench.Caller.Ends.Count, Actor.IsAttached));
        _bench.Run((int)_options.AcknowledgeAfter.TotalMilliseconds + 5);
        AssertFinished();
        var told = _bench.Batches.Count;
        _bench.Run(20_000);
        Assert.Equal(told, _bench.Batches.Count);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Over_a_network_that_loses_half_of_everything_a_line_ends_once_and_both_ends_know(int seed)
    {
        _bench.Seed(seed);
        (_bench.Loss, _bench.Doubling, _bench.MostDelay) = (0.5, 0.3, TimeSpan.FromMilliseconds(80));
        Actor.Send(Frames.Of(0, 1 + (seed % 9)));
        Actor.End();
        if (seed % 3 == 0) Actor.Clear();
        _bench.Run(5_000, now =>
        {
            if ((long)now.TotalMilliseconds % SoundFrames.FrameMilliseconds == 0) Line.Send(Frames.Of(0, 1));
        });
        AssertFinished();
        Assert.Equal(1, _bench.Agent.Begins);
    }

    [Fact]
    public void A_line_does_not_wait_for_ever_for_a_frame_before_the_end_that_was_lost()
    {
        _bench.IsCut = true;
        Actor.Send(Frames.Of(0, 3));
        _bench.Run(1);
        _bench.IsCut = false;
        Actor.Send(Frames.Of(3, 3));
        Actor.End();
        _bench.Run(1);
        Assert.Empty(_bench.Caller.Ends);
        _bench.Run((int)_options.ReorderLimit.TotalMilliseconds + 1);
        AssertFinished();
        Assert.Equal([3L, 4, 5], _bench.Caller.Numbers);
    }

    [Fact]
    public void A_clear_after_the_end_ends_it_at_once()
    {
        Actor.Send(Frames.Of(0, 2));
        Actor.End();
        Actor.Clear();
        _bench.Run(2);
        AssertFinished();
        Assert.Empty(_bench.Caller.Heard);
        Assert.Equal(2, Assert.Single(_bench.Caller.News));
    }

    [Fact]
    public void A_line_that_knows_its_end_is_not_attached_again_when_the_actor_moves()
    {
        Line.Take(new SoundBatch(Line.Id, 1, 0, 0, default, 0, Ends: 3));
        Line.Take(new SoundBatch(Line.Id, 1, 0, 0, Frames.Of(0, 3), 0, Ends: 3));
        Assert.Equal(LineState.Finished, Line.State);
        Line.Moved(1);
        Assert.Equal((LineState.Finished, 1), (Line.State, _bench.Requests.Count));
        Assert.Equal(SoundEnd.Finished, Assert.Single(_bench.Caller.Ends));
    }

    [Fact]
    public void A_line_that_waits_for_its_last_frames_when_the_actor_moves_is_over_then()
    {
        Line.Take(new SoundBatch(Line.Id, 1, 2, 2, Frames.Of(2, 1), 0, Ends: 3));
        Assert.Empty(_bench.Caller.Heard);
        Line.Moved(1);
        Assert.Equal(2, Assert.Single(_bench.Caller.Numbers));
        Assert.Equal(SoundEnd.Finished, Assert.Single(_bench.Caller.Ends));
        _bench.Run(100);
        Assert.Single(_bench.Requests);
    }

    [Fact]
    public void A_line_that_ends_and_is_put_down_has_ended()
    {
        Actor.End();
        _bench.IsCut = true;
        _bench.Run(1);
        _bench.IsCut = false;
        Assert.True(Actor.IsAttached);
        Line.Detach();
        Actor.Ended(Line.Id);
        AssertFinished(LineState.Detached);
    }

    [Fact]
    public void A_line_that_is_put_down_before_its_end_was_put_down()
    {
        _bench.IsCut = true;
        Actor.End();
        Line.Detach();
        Actor.Detach(Line.Id);
        Assert.Equal(SoundEnd.Detached, Assert.Single(_bench.Agent.Ends));
        Assert.Empty(_bench.Caller.Ends);
    }

    private void AssertFinished(LineState state = LineState.Finished)
    {
        Assert.Equal(state, Line.State);
        Assert.False(Actor.IsAttached);
        Assert.Equal(SoundEnd.Finished, Assert.Single(_bench.Caller.Ends));
        Assert.Equal(SoundEnd.Finished, Assert.Single(_bench.Agent.Ends));
    }
}
