using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Sound.Across;

namespace YemotAi.Unit.Sound;

public sealed class ReceivingSequencerTests
{
    private readonly SoundCount _count = new();
    private readonly ListeningEar _ear = new();
    private readonly ReceivingSequencer _sequencer;

    public ReceivingSequencerTests() => _sequencer = new ReceivingSequencer(new SoundOptions(), _count, () => _ear);

    [Fact]
    public void What_comes_in_order_is_handed_over_at_once()
    {
        Take(0, 3, at: 0);
        Take(3, 3, at: 60);
        Assert.Equal([0L, 1, 2, 3, 4, 5], _ear.Numbers);
        Assert.Equal(TimeSpan.MaxValue, _sequencer.Due);
    }

    [Fact]
    public void A_batch_that_overtook_another_waits_for_it()
    {
        Take(3, 3, at: 0);
        Take(6, 3, at: 1);
        Assert.Empty(_ear.Heard);
        Take(0, 3, at: 2);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => (long)i), _ear.Numbers);
        Assert.Equal((9, 0, 0), Counted);
    }

    [Fact]
    public void What_does_not_come_is_skipped_after_a_short_wait_and_dropped_when_it_comes_later()
    {
        Take(3, 3, at: 0);
        Assert.Equal(TimeSpan.FromMilliseconds(60), _sequencer.Due);
        _sequencer.Release(TimeSpan.FromMilliseconds(59));
        Assert.Empty(_ear.Heard);
        _sequencer.Release(TimeSpan.FromMilliseconds(60));
        Take(0, 3, at: 61);
        Assert.Equal([3L, 4, 5], _ear.Numbers);
        Assert.Equal((3, 3, 3), Counted);
    }

    [Fact]
    public void Frames_that_the_sender_has_dropped_are_not_waited_for()
    {
        Take(0, 3, at: 0);
        Take(20, 3, at: 1, after: 3);
        Assert.Equal([0L, 1, 2, 20, 21, 22], _ear.Numbers);
        Assert.Equal((6, 17, 0), Counted);
    }

    [Fact]
    public void What_comes_twice_is_handed_over_once()
    {
        Take(0, 3, at: 0);
        Take(0, 3, at: 0);
        Take(6, 3, at: 0);
        Take(6, 3, at: 0);
        Take(3, 3, at: 0);
        Take(6, 3, at: 0);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => (long)i), _ear.Numbers);
        Assert.Equal((9, 0, 9), Counted);
    }

    [Fact]
    public void Of_a_batch_that_is_known_in_part_the_rest_is_handed_over()
    {
        Take(0, 3, at: 0);
        Take(1, 4, at: 0);
        Assert.Equal([(0L, (byte)0), (1L, (byte)1), (2L, (byte)2), (3L, (byte)3), (4L, (byte)4)], _ear.Heard);
        Assert.Equal((5, 0, 2), Counted);
    }

    [Fact]
    public void No_more_than_200_ms_of_sound_are_held_back()
    {
        for (var first = 3; first < 12; first += 3) Take(first, 3, at: 0);
        Assert.Empty(_ear.Heard);
        Take(12, 3, at: 0);
        Assert.Equal(Enumerable.Range(3, 12).Select(i => (long)i), _ear.Numbers);
    }

    [Fact]
    public void Attached_again_all_that_is_held_is_handed_over_and_the_gap_counted()
    {
        Take(3, 3, at: 0);
        _sequencer.Again(10);
        Take(10, 3, at: 1);
        Assert.Equal([3L, 4, 5, 10, 11, 12], _ear.Numbers);
        Assert.Equal((6, 7, 0), Counted);
    }

    private (long Received, long Lost, long Late) Counted =>
        (_count.Figures.Received, _count.Figures.Lost, _count.Figures.Late);

    private void Take(long first, int count, int at, long? after = null) => _sequencer.Take(
        new SoundBatch(Guid.Empty, 1, first, after ?? first, Frames.Of(first, count), 0), TimeSpan.FromMilliseconds(at));
}
