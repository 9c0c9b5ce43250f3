using Xunit;
using YemotAi.Calls.Voice;
using YemotAi.Simulators.Speech;

namespace YemotAi.Voices;

public abstract partial class VoiceContract
{
    [Fact]
    public async Task Who_hangs_up_before_the_first_sound_is_let_go_and_nothing_runs_on()
    {
        await BehaveAsync(SpeechFault.Holds);
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var speaking = Heard.AllAsync(Voice, Sentence, hangUp.Token);
        await Bench.WhenAskedAsync(Cancellation);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => speaking.WaitAsync(Guard, Cancellation));
        await Bench.NothingRunsAsync(Cancellation);
    }

    [Fact]
    public async Task Who_hangs_up_in_the_middle_is_let_go_and_nothing_runs_on()
    {
        await BehaveAsync(SpeechFault.StallsInside);
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var pieces = Voice.SpeakAsync(new SpokenText(Sentence), hangUp.Token).GetAsyncEnumerator(hangUp.Token);
        Assert.True(await pieces.MoveNextAsync().AsTask().WaitAsync(Guard, Cancellation));
        var next = ToTheEndAsync(pieces);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Guard, Cancellation));
        await Bench.NothingRunsAsync(Cancellation);
    }

    [Fact]
    public async Task Who_listens_no_further_leaves_nothing_running()
    {
        await foreach (var piece in Voice.SpeakAsync(new SpokenText(Sentence + Sentence + Sentence), Cancellation))
        {
            Assert.False(piece.IsEmpty);
            break;
        }

        await Bench.NothingRunsAsync(Cancellation);
    }

    [Fact]
    public async Task Who_has_hung_up_already_gets_nothing() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => Heard.AllAsync(Voice, Sentence, new CancellationToken(canceled: true)));

    [Fact]
    public async Task No_first_sound_in_time_is_too_slow()
    {
        await BehaveAsync(SpeechFault.Holds);
        var speaking = TryAsync(Sentence);
        await Bench.WhenAskedAsync(Cancellation);
        await Bench.LetPassAsync(Bench.FirstSoundLimit, Cancellation);
        await FailsAsync(speaking, VoiceFailure.TooSlow);
        await Bench.NothingRunsAsync(Cancellation);
    }

    [Fact]
    public async Task Silence_in_the_middle_is_too_slow()
    {
        await BehaveAsync(SpeechFault.StallsInside);
        await using var pieces = Voice.SpeakAsync(new SpokenText(Sentence), Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await pieces.MoveNextAsync().AsTask().WaitAsync(Guard, Cancellation));
        await Bench.LetPassAsync(Bench.SilenceLimit, Cancellation);
        var error = await Assert.ThrowsAsync<VoiceException>(() => ToTheEndAsync(pieces).WaitAsync(Guard, Cancellation));
        Assert.Equal(VoiceFailure.TooSlow, error.Failure);
        await Bench.NothingRunsAsync(Cancellation);
    }

    [Theory]
    [InlineData(SpeechFault.WrongKey, VoiceFailure.Refused)]
    [InlineData(SpeechFault.Forbidden, VoiceFailure.Refused)]
    [InlineData(SpeechFault.Redirects, VoiceFailure.Refused)]
    [InlineData(SpeechFault.UsedUp, VoiceFailure.Refused)]
    [InlineData(SpeechFault.TooManyRequests, VoiceFailure.Busy)]
    [InlineData(SpeechFault.ServerError, VoiceFailure.Unavailable)]
    [InlineData(SpeechFault.Overloaded, VoiceFailure.Unavailable)]
    [InlineData(SpeechFault.BreaksOff, VoiceFailure.Unavailable)]
    [InlineData(SpeechFault.Garbage, VoiceFailure.BadAnswer)]
    [InlineData(SpeechFault.WrongJson, VoiceFailure.BadAnswer)]
    [InlineData(SpeechFault.Nothing, VoiceFailure.BadAnswer)]
    public async Task What_goes_wrong_before_the_first_sound_is_told_as_what_it_is(SpeechFault fault, VoiceFailure failure)
    {
        await BehaveAsync(fault);
        Assert.Empty(await FailsAsync(TryAsync(Sentence), failure));
        await Bench.NothingRunsAsync(Cancellation);
    }

    [Fact]
    public async Task More_sound_than_any_text_has_is_no_answer()
    {
        await BehaveAsync(SpeechFault.Endless);
        var sound = await FailsAsync(TryAsync(Sentence), VoiceFailure.BadAnswer);
        Assert.InRange(Heard.LengthOf(sound).TotalSeconds, 0, 300);
        await Bench.NothingRunsAsync(Cancellation);
    }

    [Fact]
    public async Task What_breaks_off_is_heard_up_to_there()
    {
        await BehaveAsync(SpeechFault.BreaksOffInside);
        await FailsAsync(TryAsync(Sentence), VoiceFailure.Unavailable);
        await Bench.NothingRunsAsync(Cancellation);
    }

    [Theory]
    [InlineData(SpeechFault.TooManyRequests)]
    [InlineData(SpeechFault.ServerError)]
    [InlineData(SpeechFault.Overloaded)]
    [InlineData(SpeechFault.BreaksOff)]
    public async Task What_fails_once_for_the_moment_is_asked_for_again(SpeechFault fault)
    {
        Assert.SkipUnless(Bench.AsksAgain, $"'{Voice.Name}' asks once.");
        await BehaveAsync(fault, times: 1);
        Assert.NotEmpty(await SpeakAsync(Sentence));
    }

    [Fact]
    public async Task After_a_failure_it_speaks_again()
    {
        await BehaveAsync(SpeechFault.Garbage, times: 1);
        await FailsAsync(TryAsync(Sentence), VoiceFailure.BadAnswer);
        Assert.NotEmpty(await SpeakAsync(Sentence));
    }

    [Fact]
    public async Task When_what_speaks_is_gone_it_says_so()
    {
        await Bench.TakeAwayAsync();
        var (sound, failure) = await TryAsync(Sentence);
        Assert.Empty(sound);
        Assert.NotNull(failure);
        Assert.Contains(failure.Failure, new[] { VoiceFailure.Unavailable, VoiceFailure.NotConfigured });
        SaysNothingSecret(failure);
    }

    private static async Task ToTheEndAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> pieces)
    {
        while (await pieces.MoveNextAsync())
        {
        }
    }

    private async Task<byte[]> FailsAsync(Task<(byte[] Sound, VoiceException? Failure)> speaking, VoiceFailure expected)
    {
        var (sound, failure) = await speaking;
        Assert.NotNull(failure);
        Assert.Equal(expected, failure.Failure);
        SaysNothingSecret(failure);
        return sound;
    }
}
