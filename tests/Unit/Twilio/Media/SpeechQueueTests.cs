using System.Buffers;
using System.Text;
using System.Text.Json;
using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Telephony.Twilio.Media;
using YemotAi.Tests;

namespace YemotAi.Unit.Twilio.Media;

public sealed class SpeechQueueTests
{
    private readonly MediaSocketOptions _options = new();
    private readonly SpeechQueue _queue;
    private readonly StreamMessageWriter _writer = new("MZ1");
    private long _next;

    public SpeechQueueTests() => _queue = new SpeechQueue(_options, new ManualTime());

    [Fact]
    public void A_clear_goes_before_the_first_frame_and_not_without_one()
    {
        Assert.Empty(Sent());
        Say(1);
        Assert.Equal(["clear", "media 0"], Sent());
        Say(1);
        Assert.Equal(["media 1"], Sent());
    }

    [Fact]
    public void Frames_that_wait_together_go_together_and_every_fifth_has_a_mark()
    {
        Say(12);
        Assert.Equal(["clear", "media 0-4", "mark 0:5", "media 5-9", "mark 0:10", "media 10-11"], Sent());
        Assert.True(_queue.WantsMark);
        _queue.MarkNow();
        Assert.Equal(["mark 0:12"], Sent());
        Assert.False(_queue.WantsMark);
        Assert.Empty(Sent());
    }

    [Fact]
    public void Frames_that_come_one_by_one_have_a_mark_after_the_fifth()
    {
        var sent = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            Say(1);
            sent.AddRange(Sent());
        }

        Assert.Equal(["clear", "media 0", "media 1", "media 2", "media 3", "media 4", "mark 0:5", "media 5"], sent);
    }

    [Fact]
    public void The_last_frame_has_a_mark_at_once()
    {
        Say(2);
        _queue.Finish();
        Assert.Equal(["clear", "media 0-1", "mark 0:2"], Sent());
        Assert.False(_queue.IsPlayedOut);
        Say(3);
        Assert.Empty(Sent());
        Assert.Equal((MediaProblem.None, 2), Echo(0, 2));
        Assert.True(_queue.IsPlayedOut);
    }

    [Fact]
    public void When_nothing_was_said_there_is_nothing_to_wait_for()
    {
        Assert.False(_queue.IsPlayedOut);
        _queue.Finish();
        Assert.True(_queue.IsPlayedOut);
        Assert.Empty(Sent());
    }

    [Fact]
    public void A_clear_drops_what_waits_goes_at_once_and_takes_the_proof_from_marks_before_it()
    {
        Say(10);
        Assert.Equal(["clear", "media 0-4", "mark 0:5", "media 5-9", "mark 0:10"], Sent());
        Assert.Equal((MediaProblem.None, 5), Echo(0, 5));
        Say(3);
        _queue.Clear(13);
        Assert.Equal(["clear"], Sent());
        Assert.Equal((MediaProblem.None, 5), Echo(0, 10));
        Say(2);
        _queue.Finish();
        Assert.Equal(["media 13-14", "mark 1:15"], Sent());
        Assert.False(_queue.IsPlayedOut);
        Assert.Equal((MediaProblem.None, 15), Echo(1, 15));
        Assert.True(_queue.IsPlayedOut);
    }

    [Fact]
    public void A_clear_after_the_last_frame_leaves_nothing_to_wait_for()
    {
        Say(8);
        Sent();
        _queue.Finish();
        _queue.Clear(8);
        Assert.True(_queue.IsPlayedOut);
        Assert.Equal(TimeSpan.Zero, _queue.Unplayed);
    }

    [Fact]
    public void Frames_that_came_after_a_clear_of_earlier_ones_stay()
    {
        Say(1);
        Say(2, skipped: 4);
        _queue.Clear(5);
        Assert.Equal(["clear", "media 5-6"], Sent());
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(1, 5)]
    [InlineData(0, long.MaxValue)]
    public void A_mark_that_was_not_sent_proves_nothing(long epoch, long before)
    {
        Say(5);
        Sent();
        Assert.Equal((MediaProblem.UnknownMark, 0), Echo(epoch, before));
        Assert.Equal(MediaProblem.UnknownMark, _queue.Take(null, out _));
        Assert.Equal((MediaProblem.None, 5), Echo(0, 5));
        Assert.Equal((MediaProblem.None, 5), Echo(0, 3));
    }

    [Fact]
    public void Too_many_push_out_the_oldest()
    {
        Assert.Equal(0, Say(_options.MaxWaitingFrames));
        Assert.Equal(7, Say(7));
        Assert.Equal(_options.MaxWaitingFrames, Say(2 * _options.MaxWaitingFrames) - _options.MaxWaitingFrames);
        Assert.Equal($"media {_next - _options.MaxWaitingFrames}-{_next - _options.MaxWaitingFrames + 4}", Sent()[1]);
    }

    [Fact]
    public void What_is_not_known_to_be_played_is_what_was_sent_since_the_last_mark_that_came_back()
    {
        Say(12);
        Sent();
        Assert.Equal(TimeSpan.FromMilliseconds(240), _queue.Unplayed);
        Echo(0, 10);
        Assert.Equal(TimeSpan.FromMilliseconds(40), _queue.Unplayed);
        Say(1);
        Assert.Equal(TimeSpan.FromMilliseconds(60), _queue.Unplayed);
    }

    [Fact]
    public void A_gap_in_the_numbers_is_kept_in_the_marks()
    {
        Say(2);
        Say(3, skipped: 10);
        Assert.Equal(["clear", "media 0-14", "mark 0:15"], Sent());
        Assert.Equal((MediaProblem.None, 15), Echo(0, 15));
        _queue.Finish();
        Assert.True(_queue.IsPlayedOut);
    }

    private (MediaProblem, long) Echo(long epoch, long before) => (_queue.Take(new StreamMark(epoch, before), out var played), played);

    /// <summary>Says frames whose bytes are their number.</summary>
    private int Say(int count, int skipped = 0)
    {
        _next += skipped;
        var frames = new SoundFrames(_next, Sound.Frames.Of(_next, count));
        _next += count;
        return _queue.Add(frames);
    }

    /// <summary>All that is to be sent now; of sound the first and the last frame.</summary>
    private List<string> Sent()
    {
        var sent = new List<string>();
        var to = new ArrayBufferWriter<byte>();
        while (_queue.TryNext(_writer, to, out var frames, out _))
        {
            using var message = JsonDocument.Parse(Encoding.UTF8.GetString(to.WrittenSpan));
            var kind = message.RootElement.GetProperty("event").GetString()!;
            sent.Add(kind switch
            {
                "media" => $"media {Numbers(message.RootElement.GetProperty("media").GetProperty("payload").GetBytesFromBase64(), frames)}",
                "mark" => $"mark {message.RootElement.GetProperty("mark").GetProperty("name").GetString()}",
                _ => kind,
            });
            to.ResetWrittenCount();
        }

        return sent;
    }

    private static string Numbers(byte[] sound, int frames)
    {
        Assert.Equal(frames * SoundFrames.FrameBytes, sound.Length);
        return frames == 1 ? $"{sound[0]}" : $"{sound[0]}-{sound[^1]}";
    }
}
