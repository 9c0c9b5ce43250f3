using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Telephony.Twilio.Media;

namespace YemotAi.Unit.Twilio.Media;

public sealed class CallerFramesTests
{
    private readonly List<byte[]> _frames = [];
    private readonly MediaSocketOptions _options = new();
    private readonly CallerFrames _caller;

    public CallerFramesTests() => _caller = new CallerFrames(_options, bytes =>
    {
        for (var i = 0; i < SoundFrames.CountOf(bytes); i++) _frames.Add(bytes.Slice(i * SoundFrames.FrameBytes, SoundFrames.FrameBytes).ToArray());
    });

    [Fact]
    public void Usual_pieces_are_frames()
    {
        for (var i = 0; i < 5; i++) Assert.Equal(MediaProblem.None, Take(i + 1, i * 20, 160, (byte)i));
        Assert.Equal([0, 1, 2, 3, 4], _frames.Select(Value));
        Assert.Equal(5, _caller.Frames);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(159)]
    [InlineData(161)]
    [InlineData(400)]
    [InlineData(800)]
    public void Pieces_of_any_size_are_the_same_sound(int size)
    {
        var sound = new byte[1_600];
        new Random(1).NextBytes(sound);
        for (int at = 0, chunk = 1; at < sound.Length; at += size, chunk++)
            _caller.Take(chunk, at / 8, sound.AsSpan(at, Math.Min(size, sound.Length - at)));
        Assert.Equal(sound, _frames.SelectMany(frame => frame));
    }

    [Fact]
    public void What_is_missing_is_silence_of_the_same_length()
    {
        Take(1, 0, 160, 1);
        Assert.Equal(MediaProblem.MissingSound, Take(5, 80, 160, 2));
        Assert.Equal([1, 255, 255, 255, 2], _frames.Select(Value));
        Assert.Equal(MediaProblem.None, Take(6, 100, 160, 3));
        Assert.Equal(6, _frames.Count);
    }

    [Fact]
    public void What_is_missing_within_a_frame_leaves_the_clock_right_too()
    {
        Take(1, 0, 80, 1);
        Assert.Equal(MediaProblem.MissingSound, Take(4, 60, 80, 2));
        Assert.Equal(3, _frames.Count);
        Take(5, 70, 80, 3);
        Assert.Equal([(byte)2, (byte)3], [_frames[^1][79], _frames[^1][80]]);
    }

    [Fact]
    public void Without_times_what_is_missing_is_as_long_as_the_piece_after_it()
    {
        Take(1, -1, 160, 1);
        Assert.Equal(MediaProblem.MissingSound, Take(3, -1, 160, 2));
        Assert.Equal([1, 255, 2], _frames.Select(Value));
        Assert.Equal(MediaProblem.MissingSound, Take(long.MaxValue, -1, 160, 3));
        Assert.Equal(4 + _options.MaxFillFrames, _frames.Count);
    }

    [Fact]
    public void A_loss_too_long_to_be_filled_is_filled_as_far_as_allowed_and_the_clock_goes_on_from_there()
    {
        Take(1, 0, 160, 1);
        Take(1_000, 20_000, 160, 2);
        Assert.Equal(2 + _options.MaxFillFrames, _frames.Count);
        Assert.Equal(MediaProblem.None, Take(1_001, 20_020, 160, 3));
        Assert.Equal(MediaProblem.MissingSound, Take(1_003, 20_080, 160, 4));
        Assert.Equal(6 + _options.MaxFillFrames, _frames.Count);
    }

    [Fact]
    public void What_comes_twice_or_too_late_is_passed_over()
    {
        Take(3, 40, 160, 1);
        Assert.Equal(MediaProblem.LateSound, Take(3, 40, 160, 2));
        Assert.Equal(MediaProblem.LateSound, Take(1, 0, 160, 3));
        Assert.Equal([1], _frames.Select(Value));
    }

    [Fact]
    public void Times_that_are_a_little_off_change_nothing()
    {
        int[] times = [5, 24, 48, 61, 99, 101, 140, 158];
        for (var i = 0; i < times.Length; i++) Assert.Equal(MediaProblem.None, Take(i + 1, times[i], 160, (byte)i));
        Assert.Equal(times.Length, _frames.Count);
    }

    [Fact]
    public void Times_that_go_back_or_far_away_do_no_harm()
    {
        Take(1, 1_000_000, 160, 1);
        Assert.Equal(MediaProblem.None, Take(2, 0, 160, 2));
        Assert.Equal(MediaProblem.None, Take(3, 20, 160, 3));
        Assert.Equal(MediaProblem.MissingSound, Take(4, long.MaxValue, 160, 4));
        Assert.Equal(4 + _options.MaxFillFrames, _frames.Count);
        Take(5, 0, 160, 5);
        Take(6, long.MaxValue, 0, 5);
        Assert.Equal(5 + (2 * _options.MaxFillFrames), _frames.Count);
    }

    private static byte Value(byte[] frame)
    {
        Assert.DoesNotContain(frame, value => value != frame[0]);
        return frame[0];
    }

    private MediaProblem Take(long chunk, long timestamp, int bytes, byte value)
    {
        var sound = new byte[bytes];
        sound.AsSpan().Fill(value);
        return _caller.Take(chunk, timestamp, sound);
    }
}
