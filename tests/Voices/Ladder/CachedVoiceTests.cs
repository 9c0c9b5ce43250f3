using Xunit;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Voices;

namespace YemotAi.Voices.Ladder;

public sealed class CachedVoiceTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly ScriptedVoice _voice = new("voice");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_spoken_wholly_is_not_spoken_again()
    {
        _voice.Speaks = _ => [1, 2, 3];
        var (cached, cache) = Cached();
        Assert.Equal([1, 2, 3], await SpeakAsync(cached, "שלום"));
        Assert.Equal([1, 2, 3], await SpeakAsync(cached, "שלום"));
        Assert.Equal(1, _voice.Count);
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public async Task Another_language_speed_or_voice_is_another_sound()
    {
        _voice.Speaks = _ => [1];
        var (cached, cache) = Cached();
        foreach (var text in new SpokenText[] { new("א"), new("א") { Speed = 0.8 }, new("א") { Language = "en-US" }, new("א ") })
            await Heard.AllAsync(cached, text, Cancellation);
        Assert.Equal(4, _voice.Count);
        var other = new ScriptedVoice("other") { Speaks = _ => [7] };
        Assert.Equal([7], await SpeakAsync(new CachedVoice(other, cache), "א"));
        Assert.Equal([1], await SpeakAsync(cached, "א"));
    }

    [Fact]
    public async Task What_failed_or_broke_off_is_not_kept()
    {
        var (cached, cache) = Cached();
        var speaking = Heard.TryAsync(cached, "שלום", Cancellation);
        var first = await _voice.NextAsync(Cancellation);
        first.Give(1);
        first.End(VoiceFailure.Unavailable);
        var (sound, failure) = await speaking.WaitAsync(Guard, Cancellation);
        Assert.Equal([1], sound);
        Assert.Equal(VoiceFailure.Unavailable, failure?.Failure);
        Assert.Equal((0, 0L), (cache.Count, cache.Bytes));
    }

    [Fact]
    public async Task Many_who_want_a_text_at_once_hear_one_speaking_from_its_beginning()
    {
        var (cached, _) = Cached();
        var early = SpeakAsync(cached, "שלום");
        var speaking = await _voice.NextAsync(Cancellation);
        speaking.Give(1, 2);
        await using var late = cached.SpeakAsync(new SpokenText("שלום"), Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await late.MoveNextAsync().AsTask().WaitAsync(Guard, Cancellation));
        Assert.Equal([1, 2], late.Current.ToArray());
        speaking.Give(3);
        speaking.End();
        Assert.True(await late.MoveNextAsync());
        Assert.Equal([3], late.Current.ToArray());
        Assert.False(await late.MoveNextAsync());
        Assert.Equal([1, 2, 3], await early);
        Assert.Equal(1, _voice.Count);
    }

    [Fact]
    public async Task Who_hangs_up_does_not_take_the_sound_from_the_others()
    {
        var (cached, _) = Cached();
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var first = Heard.AllAsync(cached, "שלום", hangUp.Token);
        var speaking = await _voice.NextAsync(Cancellation);
        speaking.Give(1);
        await using var other = cached.SpeakAsync(new SpokenText("שלום"), Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await other.MoveNextAsync().AsTask().WaitAsync(Guard, Cancellation));
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(Guard, Cancellation));
        Assert.False(speaking.Cancellation.IsCancellationRequested);
        speaking.End();
        Assert.False(await other.MoveNextAsync());
    }

    [Fact]
    public async Task When_the_last_who_listens_hangs_up_the_speaking_is_stopped_and_the_next_begins_anew()
    {
        var (cached, cache) = Cached();
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var first = Heard.AllAsync(cached, "שלום", hangUp.Token);
        var stopped = await _voice.NextAsync(Cancellation);
        stopped.Give(1);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(Guard, Cancellation));
        await stopped.WhenStoppedAsync(Cancellation);
        var second = SpeakAsync(cached, "שלום");
        var anew = await _voice.NextAsync(Cancellation);
        anew.Give(5);
        anew.End();
        Assert.Equal([5], await second);
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public async Task It_never_takes_more_than_it_may_and_what_was_not_said_for_longest_goes()
    {
        _voice.Speaks = _ => new byte[10_000];
        var (cached, cache) = Cached(new CacheOptions { MaxBytes = 35_000 });
        foreach (var text in new[] { "א", "ב", "ג", "א", "ד" })
        {
            await SpeakAsync(cached, text);
            Assert.InRange(cache.Bytes, 0, 35_000);
        }

        Assert.Equal((3, 4), (cache.Count, _voice.Count));
        await SpeakAsync(cached, "א");
        Assert.Equal(4, _voice.Count);
        await SpeakAsync(cached, "ב");
        Assert.Equal(5, _voice.Count);
    }

    [Theory]
    [InlineData(0, 300)]
    [InlineData(1_000_000, 3)]
    [InlineData(5, 300)]
    public async Task What_is_too_long_or_too_large_is_spoken_and_not_kept(long bytes, int characters)
    {
        _voice.Speaks = _ => [1, 2, 3];
        var (cached, cache) = Cached(new CacheOptions { MaxBytes = bytes, MaxCharacters = characters });
        Assert.Equal([1, 2, 3], await SpeakAsync(cached, "שלום"));
        Assert.Equal([1, 2, 3], await SpeakAsync(cached, "שלום"));
        Assert.Equal(2, _voice.Count);
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public async Task Texts_that_are_warmed_are_there_at_once()
    {
        _voice.Speaks = text => text.Text == "רע" ? throw new VoiceException(VoiceFailure.BadText, "No.") : [1];
        var (cached, _) = Cached();
        Assert.Equal(2, await cached.WarmAsync([new("שלום"), new("רע"), new("להתראות")], Cancellation));
        Assert.Equal(3, _voice.Count);
        await SpeakAsync(cached, "שלום");
        Assert.Equal(3, _voice.Count);
    }

    private (CachedVoice Voice, VoiceCache Cache) Cached(CacheOptions? options = null)
    {
        var cache = new VoiceCache(options ?? new CacheOptions());
        return (new CachedVoice(_voice, cache), cache);
    }

    private static Task<byte[]> SpeakAsync(CachedVoice voice, string text) =>
        Heard.AllAsync(voice, text, Cancellation).WaitAsync(Guard, Cancellation);
}
