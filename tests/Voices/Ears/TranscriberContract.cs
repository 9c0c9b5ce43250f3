using Xunit;
using YemotAi.Providers.Transcription;
using YemotAi.Simulators;
using YemotAi.Simulators.Speech;
using YemotAi.Speech;

namespace YemotAi.Voices.Ears;

/// <summary>What every ear promises. Derive a class for each; what stands behind it and how that goes wrong is its bench's.</summary>
public abstract class TranscriberContract : IAsyncLifetime
{
    private protected static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private static readonly short[] Samples = SampleSpeech.Of("אני רוצה לקבוע תור", SpeechFrame.SampleRate);

    /// <summary>An utterance as a telephone's sound is written.</summary>
    private static readonly byte[] Wave = WaveFile.Write(Samples, SpeechFrame.SampleRate);

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What is tested.</summary>
    protected EarBench Bench { get; private set; } = null!;

    /// <summary>Makes what is tested.</summary>
    protected abstract Task<EarBench> StartAsync();

    public async ValueTask InitializeAsync() => Bench = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_said_becomes_words()
    {
        Bench.Hears("אני רוצה לקבוע תור ליום שלישי ב-14:30");
        Assert.Equal("אני רוצה לקבוע תור ליום שלישי ב-14:30", await HearAsync(Wave));
    }

    [Fact]
    public async Task Where_nothing_was_said_there_are_no_words()
    {
        Bench.Hears("");
        Assert.Equal("", await HearAsync(WaveFile.Write(new short[8_000], SpeechFrame.SampleRate)));
    }

    [Fact]
    public async Task Words_come_on_one_line()
    {
        Bench.Hears(" שלום\r\nעולם\t");
        var words = await HearAsync(Wave);
        Assert.DoesNotContain(words, char.IsControl);
        Assert.StartsWith("שלום", words, StringComparison.Ordinal);
        Assert.EndsWith("עולם", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8_000, WaveEncoding.Pcm16)]
    [InlineData(8_000, WaveEncoding.MuLaw)]
    [InlineData(8_000, WaveEncoding.ALaw)]
    [InlineData(16_000, WaveEncoding.Pcm16)]
    [InlineData(24_000, WaveEncoding.Pcm16)]
    public async Task The_vendor_gets_the_sound_as_long_and_as_loud_as_it_was(int rate, WaveEncoding encoding)
    {
        var samples = SampleSpeech.Of("אני רוצה לקבוע תור", rate);
        await HearAsync(WaveFile.Write(samples, rate, encoding));
        var (sound, _) = Bench.Last();
        Assert.Equal((double)samples.Length / rate, sound.Length.TotalSeconds, 2);
        var expected = SoundMeasure.Of(SampleWave.File(samples, rate))!.Value.LevelDb;
        Assert.InRange(sound.LevelDb, expected - 1, expected + 1);
    }

    [Theory]
    [InlineData("he-IL")]
    [InlineData("he")]
    [InlineData("iw")]
    [InlineData("")]
    public async Task Hebrew_is_asked_for_as_Hebrew(string language)
    {
        await Bench.Ear.TranscribeAsync(Wave, language, Cancellation).WaitAsync(Guard, Cancellation);
        Assert.StartsWith("he", Bench.Last().Language, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_once_are_all_heard()
    {
        Bench.Hears("שלום");
        var all = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => HearAsync(Wave))));
        Assert.All(all, words => Assert.Equal("שלום", words));
    }

    [Fact]
    public async Task Who_hangs_up_is_let_go()
    {
        Bench.Behave(SpeechFault.Holds);
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var hearing = Bench.Ear.TranscribeAsync(Wave, "he-IL", hangUp.Token);
        await Bench.WhenAskedAsync(Cancellation);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hearing.WaitAsync(Guard, Cancellation));
    }

    [Fact]
    public async Task No_words_in_time_is_too_slow()
    {
        Bench.Behave(SpeechFault.Holds);
        var hearing = FailsAsync();
        await Bench.WhenAskedAsync(Cancellation);
        await Bench.LetPassAsync(Bench.Limit, Cancellation);
        Assert.Equal(TranscriptionFailure.TimedOut, await hearing);
    }

    [Theory]
    [InlineData(SpeechFault.WrongKey, TranscriptionFailure.Unauthorized)]
    [InlineData(SpeechFault.TooManyRequests, TranscriptionFailure.RateLimited)]
    [InlineData(SpeechFault.UsedUp, TranscriptionFailure.RateLimited)]
    [InlineData(SpeechFault.ServerError, TranscriptionFailure.Unavailable)]
    [InlineData(SpeechFault.Overloaded, TranscriptionFailure.Unavailable)]
    [InlineData(SpeechFault.Redirects, TranscriptionFailure.Refused)]
    [InlineData(SpeechFault.BreaksOffInside, TranscriptionFailure.Unreachable)]
    [InlineData(SpeechFault.Garbage, TranscriptionFailure.BadAnswer)]
    [InlineData(SpeechFault.WrongJson, TranscriptionFailure.BadAnswer)]
    [InlineData(SpeechFault.Endless, TranscriptionFailure.BadAnswer)]
    public async Task What_goes_wrong_is_told_as_what_it_is(SpeechFault fault, TranscriptionFailure failure)
    {
        Assert.SkipUnless(Bench.Can(fault), $"The vendor does not go wrong so: {fault}.");
        Bench.Behave(fault);
        Assert.Equal(failure, await FailsAsync());
    }

    [Theory]
    [InlineData(SpeechFault.TooManyRequests)]
    [InlineData(SpeechFault.ServerError)]
    [InlineData(SpeechFault.Overloaded)]
    public async Task What_fails_once_for_the_moment_is_asked_for_again(SpeechFault fault)
    {
        Bench.Hears("שלום");
        Bench.Behave(fault, times: 1);
        Assert.Equal("שלום", await HearAsync(Wave));
    }

    [Fact]
    public async Task When_the_vendor_is_gone_it_says_so()
    {
        await Bench.TakeAwayAsync();
        Assert.Equal(TranscriptionFailure.Unreachable, await FailsAsync());
    }

    [Fact]
    public async Task It_says_that_it_is_ready() => Assert.True((await Bench.Ear.CheckAsync(Cancellation)).IsReady);

    private Task<string> HearAsync(byte[] wave) => Bench.Ear.TranscribeAsync(wave, "he-IL", Cancellation).WaitAsync(Guard, Cancellation);

    private async Task<TranscriptionFailure> FailsAsync()
    {
        var error = await Assert.ThrowsAsync<TranscriptionException>(() => HearAsync(Wave));
        Assert.All(Bench.Secrets, secret => Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal));
        return error.Failure;
    }
}
