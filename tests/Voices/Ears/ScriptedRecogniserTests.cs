using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Providers.Transcription;
using YemotAi.Simulators;
using YemotAi.Simulators.Speech;

namespace YemotAi.Voices.Ears;

public sealed class ScriptedRecogniserTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_order_each_sound_is_the_next_utterance_and_silence_is_none()
    {
        await using var ears = await ScriptedRecogniser.StartAsync([new("שלום"), new("תור למחר")]);
        Assert.Equal("שלום", await HearAsync(ears, Sound("אבג")));
        Assert.Equal("", await HearAsync(ears, new short[8_000]));
        Assert.Equal("תור למחר", await HearAsync(ears, Sound("אבג")));
        Assert.Equal(0, ears.Left);
        Assert.Equal("", await HearAsync(ears, Sound("אבג")));
        Assert.Equal([true, false, true, false], ears.Heard.All.Select(heard => heard.IsOfScript));
    }

    [Fact]
    public async Task By_likeness_a_sound_is_the_utterance_that_is_as_long_and_as_loud()
    {
        var (brief, lengthy) = (Sound("אבגד"), Sound("אבגדהוזחטיכלמנסע"));
        var soft = lengthy.Select(sample => (short)(sample / 8)).ToArray();
        ScriptedUtterance Like(string words, short[] sound)
        {
            var measure = SoundMeasure.Of(SampleWave.File(sound, 8_000))!.Value;
            return new ScriptedUtterance(words, measure.Length, measure.LevelDb);
        }

        await using var ears = await ScriptedRecogniser.StartAsync(
            [Like("ארוך", lengthy), Like("קצר", brief), Like("חלש", soft)], ScriptMatching.ByLikeness);
        Assert.Equal("קצר", await HearAsync(ears, brief));
        Assert.Equal("חלש", await HearAsync(ears, soft));
        Assert.Equal("ארוך", await HearAsync(ears, lengthy));
        Assert.Equal("קצר", await HearAsync(ears, brief));
        Assert.Equal("", await HearAsync(ears, Sound("אבגדהוזח")));
    }

    private static short[] Sound(string text) => SampleSpeech.Of(text, 8_000);

    private static async Task<string> HearAsync(ScriptedRecogniser ears, short[] samples)
    {
        using var ear = new OpenAiCompatibleTranscriber(
            new TranscriptionOptions { BaseUrl = ears.Address.ToString(), Key = ears.Key }, TimeProvider.System,
            NullLogger<OpenAiCompatibleTranscriber>.Instance);
        return await ear.TranscribeAsync(SampleWave.File(samples, 8_000), "he-IL", Cancellation);
    }
}
