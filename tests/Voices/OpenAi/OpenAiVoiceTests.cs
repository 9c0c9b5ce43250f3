using Xunit;
using YemotAi.Calls.Voice;
using YemotAi.Providers.OpenAi;
using YemotAi.Simulators.Models;
using YemotAi.Simulators.Speech;

namespace YemotAi.Voices.OpenAi;

public sealed class OpenAiVoiceTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private OpenAiSpeechSimulator _openAi = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _openAi = await OpenAiSpeechSimulator.StartAsync();

    public ValueTask DisposeAsync() => _openAi.DisposeAsync();

    [Fact]
    public async Task The_model_the_voice_and_how_to_speak_are_those_of_the_settings()
    {
        using var voice = Voice(options => (options.Voice, options.Instructions, options.SpeakingRate) = ("cedar", "בנחת", 0.9));
        await SpeakAsync(voice);
        var body = Assert.Single(_openAi.Requests.All).Body;
        Assert.Contains("\"model\":\"gpt-4o-mini-tts\"", body, StringComparison.Ordinal);
        Assert.Contains("\"voice\":\"cedar\"", body, StringComparison.Ordinal);
        Assert.Contains("\"response_format\":\"pcm\"", body, StringComparison.Ordinal);
        Assert.Contains("\"speed\":0.9", body, StringComparison.Ordinal);
        Assert.Empty(_openAi.Refused.All);
        Assert.Equal("שלום", Assert.Single(_openAi.Spoken.All));
    }

    [Fact]
    public async Task The_first_sound_is_heard_while_the_rest_is_made()
    {
        _openAi.Faults.Set(SpeechFault.StallsInside);
        using var voice = Voice();
        await using var pieces = voice.SpeakAsync(new SpokenText("שלום"), Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await pieces.MoveNextAsync().AsTask().WaitAsync(Guard, Cancellation));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public async Task A_wait_that_the_server_asks_for_is_kept_or_the_request_given_up(int seconds, int asked)
    {
        var time = new YemotAi.Tests.ManualTime();
        _openAi.Faults.RetryAfterSeconds = seconds;
        _openAi.Faults.Set(SpeechFault.TooManyRequests, times: 1);
        using var voice = Voice(options => options.FirstSoundLimit = TimeSpan.FromMinutes(1), time);
        var speaking = Heard.TryAsync(voice, "שלום", Cancellation);
        var second = TimeSpan.FromSeconds(1);
        while (seconds == 1)
        {
            // The pause; or the limit for reading why, which is as long, and then the pause is still to come.
            var due = time.WhenDueInAsync(second, Cancellation);
            if (await Task.WhenAny(speaking, due) == speaking) break;
            await due;
            time.Advance(second);
        }

        var (sound, failure) = await speaking.WaitAsync(Guard, Cancellation);
        Assert.Equal(asked, _openAi.Requests.All.Count);
        Assert.Equal(asked == 2, sound.Length > 0);
        Assert.Equal(asked == 2 ? null : VoiceFailure.Busy, failure?.Failure);
    }

    [Theory]
    [InlineData("unknown-model", "marin", VoiceFailure.Refused)]
    [InlineData("gpt-4o-mini-tts", "nobody", VoiceFailure.BadText)]
    public async Task A_model_or_voice_that_there_is_not_is_told(string model, string name, VoiceFailure failure)
    {
        using var voice = Voice(options => (options.Model, options.Voice) = (model, name));
        var (_, failed) = await Heard.TryAsync(voice, "שלום", Cancellation).WaitAsync(Guard, Cancellation);
        Assert.Equal(failure, failed?.Failure);
    }

    [Fact]
    public void The_environments_key_goes_to_OpenAi_alone()
    {
        var options = new OpenAiVoiceOptions();
        Assert.Equal("sk-env", options.KeyToUse(_ => "sk-env\n"));
        options.BaseUrl = "https://elsewhere.example/v1";
        Assert.Equal("", options.KeyToUse(_ => "sk-env"));
        options.BaseUrl = "https://api.openai.com.example/v1";
        Assert.Equal("", options.KeyToUse(_ => "sk-env"));
        options.Key = "sk-set";
        Assert.Equal("sk-set", options.KeyToUse(_ => "sk-env"));
    }

    [Theory]
    [InlineData("http://api.openai.com/v1")]
    [InlineData("ftp://elsewhere/v1")]
    [InlineData("https://user:pass@elsewhere/v1")]
    [InlineData("no address")]
    public void An_address_that_is_none_or_tells_the_key_is_a_problem(string address) =>
        Assert.Contains(new OpenAiVoiceOptions { BaseUrl = address }.Problems(), problem => problem.StartsWith("BaseUrl", StringComparison.Ordinal));

    private OpenAiVoice Voice(Action<OpenAiVoiceOptions>? set = null, TimeProvider? time = null)
    {
        var options = new OpenAiVoiceOptions { BaseUrl = _openAi.Address.ToString(), Key = _openAi.Key };
        set?.Invoke(options);
        Assert.Empty(options.Problems());
        return new OpenAiVoice(options, time ?? TimeProvider.System);
    }

    private static async Task SpeakAsync(OpenAiVoice voice) =>
        Assert.NotEmpty(await Heard.AllAsync(voice, "שלום", Cancellation).WaitAsync(Guard, Cancellation));
}
