using Xunit;
using YemotAi.Calls.Sound;

namespace YemotAi.Unit.Sound;

public sealed class FrameQueueTests
{
    private readonly FrameQueue _queue = new(4);

    [Fact]
    public void Frames_wait_in_order_under_their_numbers()
    {
        Assert.Equal(0, _queue.Add(Frames.Of(0, 3), default));
        Assert.Equal((0, 3, 3), (_queue.First, _queue.Count, _queue.End));
        _queue.Remove(2);
        Assert.Equal([(2L, (byte)2)], Frames.Of(_queue.Peek(9)));
        _queue.Add(Frames.Of(3, 3), default);
        Assert.Equal([2L, 3, 4, 5], Frames.Of(_queue.Peek(9)).Select(frame => frame.Number));
        Assert.Equal([2L, 3], Frames.Of(_queue.Peek(2)).Select(frame => frame.Number));
    }

    [Theory]
    [InlineData(2, 3, 1)]
    [InlineData(4, 4, 4)]
    [InlineData(3, 6, 5)]
    [InlineData(0, 9, 5)]
    public void Too_many_push_out_the_oldest_and_numbers_show_it(int before, int added, int dropped)
    {
        _queue.Add(Frames.Of(0, before), default);
        Assert.Equal(dropped, _queue.Add(Frames.Of(before, added), default));
        Assert.Equal(4, _queue.Count);
        Assert.Equal(before + added, _queue.End);
        Assert.All(Frames.Of(_queue.Peek(4)), frame => Assert.Equal((byte)frame.Number, frame.Value));
    }

    [Fact]
    public void Those_that_waited_too_long_are_removed()
    {
        for (var i = 0; i < 4; i++) _queue.Add(Frames.Of(i, 1), TimeSpan.FromMilliseconds(20 * i));
        Assert.Equal(0, _queue.RemoveOlder(TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(60)));
        Assert.Equal(2, _queue.RemoveOlder(TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(81)));
        Assert.Equal((2, TimeSpan.FromMilliseconds(40)), (_queue.First, _queue.OldestCame));
    }

    [Fact]
    public void Bytes_that_are_not_whole_frames_are_refused_and_change_nothing()
    {
        Assert.Throws<ArgumentException>(() => _queue.Add(new byte[161], default));
        Assert.Throws<ArgumentException>(() => new SoundFrames(0, new byte[80]).Count);
        Assert.Equal(0, _queue.End);
    }

    [Fact]
    public void Frames_that_never_came_use_up_their_numbers_and_older_ones_go_with_them()
    {
        var queue = new FrameQueue(10);
        queue.Add(new byte[2 * SoundFrames.FrameBytes], TimeSpan.Zero);
        Assert.Equal(5, queue.Skip(3));
        Assert.Equal((5L, 0), (queue.First, queue.Count));
        queue.Add(new byte[SoundFrames.FrameBytes], TimeSpan.Zero);
        Assert.Equal(5, queue.Peek(1).First);
    }
}
