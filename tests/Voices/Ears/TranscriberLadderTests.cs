using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Transcription;
using YemotAi.Providers.Voices;
using YemotAi.Tests;

namespace YemotAi.Voices.Ears;

public sealed class TranscriberLadderTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ManualTime _time = new();
    private readonly ScriptedEar _first = new();
    private readonly ScriptedEar _second = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("שלום")]
    [InlineData("")]
    public async Task What_the_first_hears_counts_and_nothing_is_an_answer_too(string words)
    {
        _first.Hears = _ => Task.FromResult(words);
        Assert.Equal(words, await HearAsync(Ladder()));
        Assert.Equal(0, _second.Count);
    }

    [Fact]
    public async Task An_ear_that_fails_in_any_way_is_followed_by_the_next()
    {
        _second.Hears = _ => Task.FromResult("שלום");
        foreach (var error in new Exception[]
        {
            new TranscriptionException(TranscriptionFailure.Unavailable, "Away."), new InvalidOperationException("secret"), new OperationCanceledException(),
        })
        {
            _first.Hears = _ => Task.FromException<string>(error);
            Assert.Equal("שלום", await HearAsync(Ladder()));
        }
    }

    [Fact]
    public async Task An_ear_that_is_slow_is_stopped_and_followed_by_the_next()
    {
        var stopped = new TaskCompletionSource();
        _first.Hears = async token =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, token);
                return "";
            }
            finally
            {
                stopped.SetResult();
            }
        };
        _second.Hears = _ => Task.FromResult("שלום");
        var hearing = HearAsync(Ladder());
        await _time.WhenWaitingAsync(1, Cancellation);
        _time.Advance(Limit);
        Assert.Equal("שלום", await hearing);
        await stopped.Task.WaitAsync(Guard, Cancellation);
    }

    [Fact]
    public async Task An_ear_that_fails_often_rests_and_a_recording_that_cannot_be_read_does_not_make_it()
    {
        _second.Hears = _ => Task.FromResult("שלום");
        var ladder = Ladder();
        _first.Hears = _ => Task.FromException<string>(new TranscriptionException(TranscriptionFailure.TooLarge, "Too large."));
        for (var i = 0; i < 4; i++) await HearAsync(ladder);
        Assert.Equal(4, _first.Count);
        _first.Hears = _ => Task.FromException<string>(new TranscriptionException(TranscriptionFailure.TimedOut, "Slow."));
        for (var i = 0; i < 8; i++) await HearAsync(ladder);
        // Half of the late ones failed after four more.
        Assert.Equal(8, _first.Count);
        Assert.True(ladder.Rests(ladder.Ears.First()));
        _time.Advance(new RestOptions().Rest);
        _first.Hears = _ => Task.FromResult("טוב");
        Assert.Equal("טוב", await HearAsync(ladder));
    }

    [Fact]
    public async Task The_last_ears_failure_is_told_and_what_is_unforeseen_by_its_kind_alone()
    {
        _first.Hears = _ => Task.FromException<string>(new InvalidOperationException("secret"));
        _second.Hears = _first.Hears;
        var error = await Assert.ThrowsAsync<TranscriptionException>(() => HearAsync(Ladder()));
        Assert.Equal(TranscriptionFailure.Unavailable, error.Failure);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_hangs_up_is_let_go_and_no_other_is_asked()
    {
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _first.Hears = async token =>
        {
            await hangUp.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return "";
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ladder().TranscribeAsync(new byte[1], "he-IL", hangUp.Token).WaitAsync(Guard, Cancellation));
        Assert.Equal(0, _second.Count);
    }

    [Fact]
    public async Task Without_an_ear_it_says_that_none_is_set()
    {
        var ladder = new TranscriberLadder([], new RestOptions(), _time, NullLogger<TranscriberLadder>.Instance);
        await Assert.ThrowsAsync<TranscriptionException>(() => HearAsync(ladder));
        Assert.False((await ladder.CheckAsync(Cancellation)).IsReady);
    }

    private TranscriberLadder Ladder() => new(
        [new EarRung("first", _first, Limit), new EarRung("second", _second, Limit)], new RestOptions(), _time,
        NullLogger<TranscriberLadder>.Instance);

    private static Task<string> HearAsync(TranscriberLadder ladder) =>
        ladder.TranscribeAsync(new byte[1], "he-IL", Cancellation).WaitAsync(Guard, Cancellation);

    private sealed class ScriptedEar : ITranscriber
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Func<CancellationToken, Task<string>> Hears { get; set; } = _ => Task.FromResult("");

        public Task<string> TranscribeAsync(ReadOnlyMemory<byte> wave, string language, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _count);
            return Hears(cancellation);
        }
    }
}
