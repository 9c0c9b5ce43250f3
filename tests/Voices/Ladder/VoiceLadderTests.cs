using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Voices;
using YemotAi.Tests;

namespace YemotAi.Voices.Ladder;

public sealed class VoiceLadderTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly ManualTime _time = new();
    private readonly ScriptedVoice _first = new("first-" + Guid.NewGuid().ToString("N"));
    private readonly ScriptedVoice _second = new("second");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_voice_speaks_and_the_second_is_not_asked()
    {
        var speaking = Speak(Ladder());
        var first = await _first.NextAsync(Cancellation);
        first.Give(1, 2);
        first.Give(3);
        first.End();
        Assert.Equal([1, 2, 3], (await speaking).Sound);
        Assert.Equal(0, _second.Count);
    }

    [Fact]
    public async Task A_voice_that_fails_before_its_first_sound_is_followed_by_the_next()
    {
        var speaking = Speak(Ladder());
        (await _first.NextAsync(Cancellation)).End(VoiceFailure.Unavailable);
        await SecondSpeaksAsync();
        Assert.Equal([9], (await speaking).Sound);
    }

    [Fact]
    public async Task A_voice_that_is_slow_is_stopped_and_followed_by_the_next()
    {
        var speaking = Speak(Ladder());
        var first = await _first.NextAsync(Cancellation);
        await _time.WhenWaitingAsync(1, Cancellation);
        _time.Advance(Limit);
        await first.WhenStoppedAsync(Cancellation);
        await SecondSpeaksAsync();
        Assert.Equal([9], (await speaking).Sound);
    }

    [Fact]
    public async Task A_voice_that_has_begun_has_all_the_time_it_takes()
    {
        await using var pieces = Ladder().SpeakAsync(new SpokenText("א"), Cancellation).GetAsyncEnumerator(Cancellation);
        var other = pieces.MoveNextAsync();
        var begun = await _first.NextAsync(Cancellation);
        // No sound yet.
        begun.Give();
        begun.Give(5);
        Assert.True(await other.AsTask().WaitAsync(Guard, Cancellation));
        Assert.Equal([5], pieces.Current.ToArray());
        _time.Advance(Limit * 10);
        Assert.False(begun.Cancellation.IsCancellationRequested);
        begun.Give(6);
        begun.End();
        Assert.True(await pieces.MoveNextAsync());
        Assert.Equal([6], pieces.Current.ToArray());
        Assert.False(await pieces.MoveNextAsync());
    }

    [Fact]
    public async Task What_fails_in_the_middle_ends_with_the_failure_and_is_not_begun_anew()
    {
        var speaking = Speak(Ladder());
        var first = await _first.NextAsync(Cancellation);
        first.Give(1);
        first.End(VoiceFailure.Unavailable);
        var (sound, failure) = await speaking;
        Assert.Equal([1], sound);
        Assert.Equal(VoiceFailure.Unavailable, failure?.Failure);
        Assert.Equal(0, _second.Count);
    }

    [Fact]
    public async Task When_all_fail_the_last_ones_reason_is_told()
    {
        var speaking = Speak(Ladder());
        (await _first.NextAsync(Cancellation)).End(VoiceFailure.Unavailable);
        (await _second.NextAsync(Cancellation)).End(VoiceFailure.Refused);
        Assert.Equal(VoiceFailure.Refused, (await speaking).Failure?.Failure);
    }

    [Fact]
    public async Task A_voice_that_fails_often_rests_and_is_tried_again_after_that()
    {
        _second.Speaks = _ => [9];
        var ladder = Ladder();
        for (var i = 0; i < 2; i++)
        {
            var speaking = Speak(ladder);
            (await _first.NextAsync(Cancellation)).End(VoiceFailure.Unavailable);
            Assert.Equal([9], (await speaking).Sound);
        }

        Assert.True(ladder.Rests(_first));
        Assert.Equal([9], (await Speak(ladder)).Sound);
        Assert.Equal(2, _first.Count);
        _time.Advance(new RestOptions().Rest);
        Assert.False(ladder.Rests(_first));
        var trial = Speak(ladder);
        var well = await _first.NextAsync(Cancellation);
        well.Give(1);
        well.End();
        Assert.Equal([1], (await trial).Sound);
        Assert.False(ladder.Rests(_first));
    }

    [Fact]
    public async Task A_text_that_a_voice_cannot_speak_does_not_make_it_rest()
    {
        _second.Speaks = _ => [9];
        var ladder = Ladder();
        for (var i = 0; i < 5; i++)
        {
            var speaking = Speak(ladder);
            (await _first.NextAsync(Cancellation)).End(VoiceFailure.BadText);
            Assert.Equal([9], (await speaking).Sound);
        }

        Assert.False(ladder.Rests(_first));
    }

    [Fact]
    public async Task The_last_voice_never_rests()
    {
        var ladder = new VoiceLadder([new VoiceRung(_second, Limit)], new RestOptions(), _time, NullLogger<VoiceLadder>.Instance);
        for (var i = 0; i < 10; i++)
        {
            var speaking = Speak(ladder);
            (await _second.NextAsync(Cancellation)).End(VoiceFailure.Unavailable);
            Assert.Equal(VoiceFailure.Unavailable, (await speaking).Failure?.Failure);
        }

        Assert.Equal(10, _second.Count);
    }

    [Fact]
    public async Task Who_hangs_up_stops_the_voice_and_no_other_is_asked()
    {
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var speaking = Heard.AllAsync(Ladder(), "א", hangUp.Token);
        var first = await _first.NextAsync(Cancellation);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => speaking.WaitAsync(Guard, Cancellation));
        await first.WhenStoppedAsync(Cancellation);
        Assert.Equal(0, _second.Count);
    }

    [Fact]
    public async Task Without_a_voice_it_says_that_none_is_set()
    {
        var ladder = new VoiceLadder([], new RestOptions(), _time, NullLogger<VoiceLadder>.Instance);
        Assert.Equal(VoiceFailure.NotConfigured, (await Speak(ladder)).Failure?.Failure);
        Assert.False((await ladder.CheckAsync(Cancellation)).IsReady);
    }

    [Fact]
    public async Task Texts_that_are_warmed_are_spoken_and_kept_by_the_voice_that_can()
    {
        _second.Speaks = text => [(byte)text.Text.Length];
        var kept = new CachedVoice(_second, new VoiceCache(new CacheOptions()));
        var ladder = new VoiceLadder([new VoiceRung(kept, Limit)], new RestOptions(), _time, NullLogger<VoiceLadder>.Instance);
        Assert.Equal(2, await ladder.WarmAsync([new("שלום"), new("להתראות")], Cancellation));
        Assert.Equal([4], (await Speak(ladder, "שלום")).Sound);
        Assert.Equal(2, _second.Count);
    }

    [Fact]
    public async Task What_a_voice_takes_is_measured_by_its_name()
    {
        var measured = new List<(string Instrument, double Value)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == "YemotAi.Voices") listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is not { Key: "voice", Value: string name } || name != _first.Name) continue;
                lock (measured) measured.Add((instrument.Name, value));
            }
        });
        listener.Start();
        var speaking = Speak(Ladder());
        var first = await _first.NextAsync(Cancellation);
        await _time.WhenWaitingAsync(1, Cancellation);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        first.Give(1);
        first.End();
        await speaking;
        lock (measured)
        {
            Assert.Contains(("yemotai.voice.first_sound", 0.3), measured);
            Assert.Contains(("yemotai.voice.duration", 0.3), measured);
        }
    }

    private VoiceLadder Ladder() => new(
        [new VoiceRung(_first, Limit), new VoiceRung(_second, Limit)], new RestOptions(), _time, NullLogger<VoiceLadder>.Instance);

    private async Task SecondSpeaksAsync()
    {
        var second = await _second.NextAsync(Cancellation);
        second.Give(9);
        second.End();
    }

    private static Task<(byte[] Sound, VoiceException? Failure)> Speak(VoiceLadder ladder, string text = "א") =>
        Heard.TryAsync(ladder, text, Cancellation).WaitAsync(Guard, Cancellation);
}
