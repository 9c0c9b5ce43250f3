using Xunit;
using YemotAi.Phone.Twilio.Media;

namespace YemotAi.Unit.Phone.Twilio;

public sealed class PlayoutTests
{
    private readonly Playout _playout = new(TimeSpan.FromMinutes(30));

    [Fact]
    public void Sound_is_played_when_it_comes_and_what_follows_after_it()
    {
        _playout.Add(Sound(800, 1), Ms(50));
        _playout.Add(Sound(800, 2), Ms(60));
        Assert.Equal(Ms(190), _playout.Queued(Ms(60)));
        Assert.Equal(TimeSpan.Zero, _playout.Queued(Ms(300)));
        _playout.Add(Sound(160, 3), Ms(300));
        var heard = _playout.Heard(Ms(1_000));
        Assert.Equal([(Ms(50), Ms(250)), (Ms(300), Ms(320))], heard.Select(piece => (piece.At, piece.End)));
        Assert.Equal([.. Sound(800, 1), .. Sound(800, 2)], heard[0].MuLaw.ToArray());
    }

    [Fact]
    public void Only_what_was_played_was_heard()
    {
        _playout.Add(Sound(1_600, 1), Ms(0));
        Assert.Equal(80, _playout.Heard(Ms(10)).Single().MuLaw.Length);
        Assert.Empty(_playout.Heard(Ms(0)));
    }

    [Fact]
    public void A_mark_is_reached_when_all_before_it_was_played()
    {
        _playout.Add(Sound(800, 1), Ms(0));
        _playout.Mark("a", Ms(5));
        _playout.Add(Sound(800, 2), Ms(10));
        _playout.Mark("b", Ms(10));
        Assert.Empty(_playout.Reached(Ms(99.9)));
        Assert.Equal(["a"], _playout.Reached(Ms(100)));
        Assert.Empty(_playout.Reached(Ms(199)));
        Assert.Equal(["b"], _playout.Reached(Ms(500)));
        _playout.Mark("c", Ms(600));
        Assert.Equal(["c"], _playout.Reached(Ms(600)));
        Assert.Empty(_playout.Reached(Ms(601)));
    }

    [Fact]
    public void Clear_stops_in_the_middle_of_a_frame_and_gives_all_marks_back()
    {
        _playout.Add(Sound(8_000, 1), Ms(0));
        _playout.Mark("a", Ms(0));
        _playout.Mark("b", Ms(0));
        Assert.Equal(["a", "b"], _playout.Clear(Ms(12.5)));
        Assert.Equal(TimeSpan.Zero, _playout.Queued(Ms(12.5)));
        Assert.Equal(100, _playout.Heard(Ms(1_000)).Single().MuLaw.Length);
        Assert.Empty(_playout.Clear(Ms(13)));
        Assert.Empty(_playout.Reached(Ms(5_000)));
    }

    [Fact]
    public void What_comes_after_clear_is_played_at_once()
    {
        _playout.Add(Sound(8_000, 1), Ms(0));
        _playout.Clear(Ms(500));
        _playout.Add(Sound(160, 2), Ms(500));
        _playout.Mark("a", Ms(500));
        Assert.Equal(["a"], _playout.Reached(Ms(520)));
        Assert.Equal(4_160, _playout.Heard(Ms(900)).Sum(piece => piece.MuLaw.Length));
    }

    [Fact]
    public void What_was_cleared_before_a_byte_of_it_was_played_was_not_heard()
    {
        _playout.Add(Sound(160, 1), Ms(10));
        _playout.Clear(Ms(10));
        Assert.Empty(_playout.Heard(Ms(100)));
    }

    [Fact]
    public void More_than_ten_minutes_do_not_wait()
    {
        Assert.True(_playout.Add(new byte[10 * 60 * 8_000], Ms(0)));
        Assert.False(_playout.Add(new byte[160], Ms(0)));
        Assert.Equal(Ms(20), _playout.Dropped);
        Assert.True(_playout.Add(new byte[160], Ms(20)));
    }

    [Fact]
    public void A_stretch_is_read_with_silence_where_nothing_is_played()
    {
        _playout.Add(Sound(80, 1), Ms(10));
        _playout.Add(Sound(80, 2), Ms(40));
        var stretch = new byte[400];
        _playout.Read(Ms(0), stretch);
        Assert.Equal([.. Sound(80, 0xFF), .. Sound(80, 1), .. Sound(160, 0xFF), .. Sound(80, 2)], stretch);
        _playout.Read(Ms(15), stretch);
        Assert.Equal([.. Sound(40, 1), .. Sound(160, 0xFF), .. Sound(80, 2), .. Sound(120, 0xFF)], stretch);
        _playout.Read(Ms(60), stretch);
        Assert.Equal(Sound(400, 0xFF), stretch);
    }

    [Fact]
    public void Old_sound_is_not_kept_for_ever()
    {
        var playout = new Playout(TimeSpan.FromSeconds(10));
        for (var second = 0; second < 60; second++) playout.Add(Sound(160, 1), TimeSpan.FromSeconds(second));
        Assert.InRange(playout.Heard(TimeSpan.FromSeconds(60)).Count, 10, 12);
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static byte[] Sound(int bytes, byte value)
    {
        var sound = new byte[bytes];
        sound.AsSpan().Fill(value);
        return sound;
    }
}
