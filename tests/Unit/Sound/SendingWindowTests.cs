using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Sound.Across;

namespace YemotAi.Unit.Sound;

public sealed class SendingWindowTests
{
    private readonly SoundOptions _options = new();
    private readonly SoundCount _count = new();
    private readonly SendingWindow _window;
    private long _added;

    public SendingWindowTests() => _window = new SendingWindow(_options, _count);

    [Fact]
    public void Three_frames_go_as_one_batch()
    {
        Add(2, at: 0);
        Assert.Null(Take(at: 20));
        Add(1, at: 40);
        Assert.Equal((0, 0, 3), Take(at: 40));
        Assert.Null(Take(at: 40));
        Add(6, at: 60);
        Assert.Equal((3, 3, 3), Take(at: 60));
        Assert.Equal((6, 6, 3), Take(at: 60));
    }

    [Fact]
    public void The_end_of_speech_waits_for_its_batch_only_so_long()
    {
        Add(1, at: 0);
        Assert.Equal(_options.FlushAfter, _window.Due);
        Assert.Null(Take(at: 59));
        Assert.Equal((0, 0, 1), Take(at: 60));
        Assert.Equal(TimeSpan.MaxValue, _window.Due);
    }

    [Fact]
    public void Only_so_many_frames_are_on_the_way_and_of_those_that_wait_the_oldest_are_dropped()
    {
        for (var i = 0; i < 8; i++) Add(3, at: 0);
        Assert.Equal(14, _count.Figures.Dropped);
        for (var i = 0; i < 3; i++) Assert.Equal((14 + (3 * i), i == 0 ? 0 : 14 + (3 * i), 3), Take(at: 1));
        Add(3, at: 1);
        Assert.Null(Take(at: 1));
        _window.Acknowledge(16, Ms(2));
        Assert.Null(Take(at: 2));
        _window.Acknowledge(17, Ms(3));
        Assert.Equal((23, 23, 3), Take(at: 3));
        Assert.Null(Take(at: 3));
    }

    [Fact]
    public void What_waited_longer_than_200_ms_does_not_go_any_more()
    {
        Add(9, at: 0);
        while (Take(at: 0) is not null) { }
        Add(3, at: 1);
        Add(3, at: 150);
        _window.Acknowledge(9, Ms(202));
        Assert.Equal((12, 9, 3), Take(at: 202));
        Assert.Equal(3, _count.Figures.Dropped);
    }

    [Fact]
    public void A_full_window_lets_a_batch_out_every_200_ms_so_that_a_lost_acknowledgement_does_not_close_it()
    {
        var went = new List<int>();
        for (var at = 0; at < 1000; at += 20)
        {
            Add(1, at);
            while (Take(at) is not null) went.Add(at);
        }

        Assert.Equal([40, 100, 160, 240, 440, 640, 840], went);
        Assert.Equal(Ms(40), _window.UnacknowledgedSince);
        _window.Acknowledge(_added, Ms(1000));
        Assert.Null(_window.UnacknowledgedSince);
    }

    [Fact]
    public void Attached_again_it_forgets_what_was_on_the_way_and_keeps_what_waits()
    {
        Add(9, at: 0);
        while (Take(at: 0) is not null) { }
        Add(3, at: 10);
        Assert.Null(Take(at: 10));
        _window.Again(7);
        Assert.Equal((9, 7, 3), Take(at: 10));
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Add(int frames, int at)
    {
        _window.Add(Frames.Of(_added, frames), Ms(at));
        _added += frames;
    }

    private (long First, long After, int Count)? Take(int at)
    {
        if (!_window.TryTake(Ms(at), out var first, out var after, out var bytes)) return null;
        Assert.Equal(Frames.Of(first, bytes.Length / SoundFrames.FrameBytes), bytes);
        return (first, after, bytes.Length / SoundFrames.FrameBytes);
    }
}
