using System.Runtime.CompilerServices;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Voice;

namespace YemotAi.Unit.Spoken;

/// <summary>What a caller hears when the voice fails, or gives its sound in ways that it should not.</summary>
public sealed class SpokenVoiceFaultTests : IAsyncDisposable
{
    private readonly SpokenBench _bench = new();

    public SpokenVoiceFaultTests() =>
        _bench.Mind.Replies = _ => new MindReply($"{SpokenTalk.First} {SpokenTalk.Second} {SpokenTalk.Third}");

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Sound_in_tiny_pieces_is_heard_in_whole_frames_without_gaps_between_them()
    {
        _bench.Voice.Does = (asking, _) => InPieces(SpokenVoice.SoundOf(asking), 1, 7);
        await _bench.BeginAsync();
        await _bench.HearsAsync(SpokenTalk.Question);
        // Every frame is of the voice and whole, and they follow one another: nothing is padded inside, nothing is missing.
        var played = _bench.Phone.Played.SkipWhile(frame => frame is null).ToList();
        var expected = _bench.Voice.Asked.SelectMany(asked => Enumerable.Range(0, asked.Frames).Select(frame => ((int, int)?)(asked.Number, frame))).ToList();
        Assert.Equal(expected, played.Take(expected.Count).Select(frame => frame is null ? null : SpokenVoice.Read(frame)));
    }

    [Fact]
    public async Task Sound_that_is_no_whole_number_of_frames_is_filled_up_at_its_end_alone()
    {
        _bench.Voice.Does = (asking, _) => InPieces(SpokenVoice.SoundOf(asking)[..^59], 333, 333);
        await _bench.BeginAsync();
        await _bench.UntilAsync(() => _bench.Voice.Asked.Count == 2 && _bench.Phone.IsPlayedOut && !_bench.IsSpeaking, "all was said");
        var played = _bench.Phone.Played.OfType<byte[]>().ToList();
        Assert.Equal(_bench.Voice.Asked.Sum(asked => asked.Frames), played.Count);
        Assert.Equal(2, played.Count(frame => SpokenVoice.Read(frame) is null));
        Assert.All(played.Where(frame => SpokenVoice.Read(frame) is null), frame => Assert.True(frame.AsSpan(101).IndexOfAnyExcept((byte)0xFF) < 0));
    }

    [Fact]
    public async Task The_sound_of_a_slow_phone_waits_here_and_not_on_the_way()
    {
        await _bench.BeginAsync();
        await _bench.HearsAsync(SpokenTalk.Question);
        await _bench.SayAsync(SpokenTalk.Hours);
        await _bench.HearsAsync(SpokenTalk.Third);
        Assert.InRange(_bench.Phone.MostWaiting, 1, (int)(_bench.Services.Options.Lead.TotalMilliseconds / SoundFrames.FrameMilliseconds) + 1);
    }

    [Fact]
    public async Task One_that_fails_for_the_first_sentence_only_is_a_signal_and_the_rest_is_heard()
    {
        _bench.Voice.Does = (asking, _) => asking.Number == 0 ? FailAfter([]) : InPieces(SpokenVoice.SoundOf(asking), 800, 800);
        await _bench.RingAsync();
        await _bench.ConnectAsync();
        await _bench.HearsAsync(SpokenTalk.Question);
        Assert.Equal([SpokenTalk.Question], _bench.Said);
        // The signal came first, and the conversation goes on.
        Assert.Null(SpokenVoice.Read(_bench.Phone.Played.OfType<byte[]>().First()));
        await _bench.SayAsync(SpokenTalk.Hours);
        await _bench.HearsAsync(SpokenTalk.Third);
        Assert.Null(_bench.Phone.Ended);
    }

    [Fact]
    public async Task One_that_breaks_off_in_the_middle_of_a_sentence_says_it_again()
    {
        _bench.Voice.Does = (asking, _) => asking.Number == 0 ? FailAfter(Half(asking)) : InPieces(SpokenVoice.SoundOf(asking), 800, 800);
        await _bench.BeginAsync();
        await _bench.HearsAsync(SpokenTalk.Question);
        Assert.Equal([SpokenTalk.Greeting, SpokenTalk.Question], _bench.Said);
        Assert.Equal(2, _bench.Voice.Asked.Count(asked => asked.Text == SpokenTalk.Greeting));
        // The half is heard once, before the whole.
        Assert.Equal(Enumerable.Range(0, SpokenVoice.FramesForWord).Concat(Enumerable.Range(0, 10)), _bench.Heard.Take(SpokenVoice.FramesForWord + 10).Select(heard => heard.Frame));
    }

    [Fact]
    public async Task One_that_always_breaks_off_in_the_middle_does_not_say_the_same_for_ever()
    {
        _bench.Voice.Does = (asking, _) => FailAfter(Half(asking));
        await _bench.BeginAsync();
        await _bench.UntilAsync(() => _bench.Voice.Asked.Count == 4 && _bench.Voice.UnderWay == 0 && _bench.Phone.IsPlayedOut, "all was tried");
        await _bench.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal([2, 2], _bench.Voice.Asked.GroupBy(asked => asked.Text).Select(asked => asked.Count()));
        await _bench.SayAsync(SpokenTalk.Hours);
        await _bench.UntilAsync(() => _bench.Asked.Any(), "the call goes on");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_none_speaks_two_sentences_in_a_row_the_platform_takes_a_message(bool isSlow)
    {
        _bench.Voice.Does = (_, cancellation) => isSlow ? Never(cancellation) : FailAfter([]);
        await _bench.RingAsync();
        await _bench.ConnectAsync();
        await _bench.UntilAsync(() => _bench.Phone.Ended == SoundEnd.Finished, "the line is left");
        await _bench.LoseAsync(isBroken: false);
        Assert.Equal(LineStepKind.Record, (await _bench.LeftAsync()).Kind);
        await _bench.RecordedAsync("RE1", TimeSpan.FromSeconds(3));
        await _bench.HangUpAsync();
        await _bench.IsOverAsync();
        Assert.Single(await _bench.MessagesAsync());
    }

    [Fact]
    public async Task One_that_never_ends_is_stopped_and_the_rest_is_heard()
    {
        var given = 0L;
        _bench.Voice.Does = (asking, _) => asking.Number == 0 ? Endless(bytes => given += bytes) : InPieces(SpokenVoice.SoundOf(asking), 800, 800);
        await _bench.BeginAsync();
        await _bench.HearsAsync(SpokenTalk.Question);
        Assert.Equal(0, _bench.Voice.UnderWay);
        // Of hours that it would have given, what a sentence can have was kept.
        Assert.InRange(given, 1, 60 * 8_000);
    }

    [Fact]
    public async Task One_that_falls_silent_in_the_middle_is_given_up()
    {
        _bench.Voice.Does = (asking, cancellation) => asking.Number == 0
            ? ThenSilence(Half(asking), cancellation)
            : InPieces(SpokenVoice.SoundOf(asking), 800, 800);
        await _bench.BeginAsync();
        await _bench.HearsAsync(SpokenTalk.Question);
        Assert.Equal([SpokenTalk.Greeting, SpokenTalk.Question], _bench.Said);
        Assert.Equal(0, _bench.Voice.UnderWay);
    }

    /// <summary>The first word of it.</summary>
    private static byte[] Half(SpokenVoice.Asking asking) => SpokenVoice.SoundOf(asking)[..(SpokenVoice.FramesForWord * SoundFrames.FrameBytes)];

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> InPieces(byte[] sound, int least, int most)
    {
        await Task.Yield();
        for (var (at, size) = (0, least); at < sound.Length; at += size, size = size == most ? least : size + 1)
            yield return sound.AsMemory(at, Math.Min(size, sound.Length - at));
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> FailAfter(byte[] sound)
    {
        await Task.Yield();
        if (sound.Length > 0) yield return sound;
        throw new VoiceException(VoiceFailure.Unavailable, "On purpose.");
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Never([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        yield break;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ThenSilence(byte[] sound, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return sound;
        await Task.Delay(Timeout.Infinite, cancellation);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Endless(Action<int> given)
    {
        await Task.Yield();
        while (true)
        {
            given(8_000);
            yield return new byte[8_000];
        }
    }
}
