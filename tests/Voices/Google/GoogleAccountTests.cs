using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Google;
using YemotAi.Simulators.Google;
using YemotAi.Simulators.Speech;
using YemotAi.Tests;

namespace YemotAi.Voices.Google;

public sealed class GoogleAccountTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();
    private GoogleSimulator _google = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _google = await GoogleSimulator.StartAsync(_time);

    public ValueTask DisposeAsync() => _google.DisposeAsync();

    [Fact]
    public async Task A_token_is_got_once_for_all_and_used_again()
    {
        using var account = Account(new GoogleOptions { Credentials = _google.Credentials });
        using var voice = Voice(account);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Heard.AllAsync(voice, $"שלום {i}", Cancellation))));
        await SpeakAsync(voice);
        Assert.Equal(1, _google.TokensGiven);
        Assert.All(SpokenWith(), given => Assert.StartsWith("Bearer ya29.", given, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends_while_the_old_one_is_used()
    {
        using var account = Account(new GoogleOptions { Credentials = _google.Credentials });
        using var voice = Voice(account);
        await SpeakAsync(voice);
        _time.Advance(TimeSpan.FromMinutes(56));
        await SpeakAsync(voice);
        // The second token is asked for by that, and nobody waits for it.
        Assert.Equal(SpokenWith()[0], SpokenWith()[1]);
        using var guard = new CancellationTokenSource(Guard);
        while (SpokenWith()[^1] == SpokenWith()[0])
        {
            guard.Token.ThrowIfCancellationRequested();
            await SpeakAsync(voice);
        }

        Assert.Equal(2, _google.TokensGiven);
        Assert.Empty(_google.Refused.All);
    }

    [Fact]
    public async Task While_no_new_token_can_be_got_the_old_one_is_used_to_its_end()
    {
        using var account = Account(new GoogleOptions { Credentials = _google.Credentials });
        using var voice = Voice(account);
        await SpeakAsync(voice);
        _google.TokenFault = SpeechFault.ServerError;
        _time.Advance(TimeSpan.FromMinutes(57));
        await SpeakAsync(voice);
        await _log.WhenLoggedAsync("No token", 1, Cancellation);
        await SpeakAsync(voice);
        _time.Advance(TimeSpan.FromMinutes(4));
        var (_, failure) = await Heard.TryAsync(voice, "שלום", Cancellation).WaitAsync(Guard, Cancellation);
        Assert.Equal(VoiceFailure.Unavailable, failure?.Failure);
    }

    [Fact]
    public async Task A_token_that_was_taken_back_is_replaced_and_the_text_spoken()
    {
        using var account = Account(new GoogleOptions { Credentials = _google.Credentials });
        using var voice = Voice(account);
        await SpeakAsync(voice);
        _google.RevokeTokens();
        await SpeakAsync(voice);
        Assert.Equal(2, _google.TokensGiven);
    }

    [Theory]
    [InlineData(SpeechFault.WrongKey, VoiceFailure.Refused)]
    [InlineData(SpeechFault.ServerError, VoiceFailure.Unavailable)]
    [InlineData(SpeechFault.WrongJson, VoiceFailure.Unavailable)]
    public async Task An_account_that_gets_no_token_is_told_as_what_it_is(SpeechFault fault, VoiceFailure failure)
    {
        _google.TokenFault = fault;
        using var account = Account(new GoogleOptions { Credentials = _google.Credentials });
        using var voice = Voice(account);
        var (_, failed) = await Heard.TryAsync(voice, "שלום", Cancellation).WaitAsync(Guard, Cancellation);
        Assert.Equal(failure, failed?.Failure);
        Assert.DoesNotContain("PRIVATE", string.Join('\n', _log.All.Select(line => line.Text + line.Error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_server_that_does_not_answer_keeps_nobody_waiting_for_ever()
    {
        _google.TokenFault = SpeechFault.Holds;
        using var account = Account(new GoogleOptions { Credentials = _google.Credentials, TokenLimit = TimeSpan.FromSeconds(2) });
        using var voice = Voice(account);
        var speaking = Heard.TryAsync(voice, "שלום", Cancellation);
        await _google.Requests.WhenCountAsync(1, Cancellation);
        await _time.WhenWaitingAsync(2, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(VoiceFailure.TooSlow, (await speaking.WaitAsync(Guard, Cancellation)).Failure?.Failure);
    }

    [Fact]
    public async Task The_account_is_found_in_the_environment_as_file_and_as_text()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, _google.Credentials, Cancellation);
        foreach (var (name, value) in new[] { ("GOOGLE_APPLICATION_CREDENTIALS", file), ("GCP_CREDENTIALS_JSON", _google.Credentials) })
        {
            using var account = Account(new GoogleOptions(), variable => variable == name ? value : null);
            Assert.Equal("", account.ProblemAt(new Uri("https://texttospeech.googleapis.com/v1")));
            // Whoever stands at another address is not given it.
            Assert.Contains("Google's own addresses only", account.ProblemAt(_google.Address), StringComparison.Ordinal);
            Assert.NotEqual("", account.ProblemAt(new Uri("https://texttospeech.googleapis.com.example.net/")));
        }

        File.Delete(file);
    }

    [Fact]
    public async Task The_settings_file_is_taken_and_goes_wherever_the_settings_say()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, _google.Credentials, Cancellation);
        using var account = Account(new GoogleOptions { CredentialsFile = file });
        using var voice = Voice(account);
        await SpeakAsync(voice);
        File.Delete(file);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json: -----BEGIN PRIVATE KEY-----")]
    [InlineData("[1,2]")]
    [InlineData("""{"type":"authorized_user","client_id":"x"}""")]
    [InlineData("""{"type":"service_account","client_email":"a@b","private_key":"-----BEGIN PRIVATE KEY-----SECRETSECRET-----END PRIVATE KEY-----","token_uri":"https://oauth2.googleapis.com/token"}""")]
    [InlineData("""{"type":"service_account","client_email":"a@b","private_key":"","token_uri":"https://oauth2.googleapis.com/token"}""")]
    [InlineData("""{"type":"service_account","client_email":"a@b","private_key":"","token_uri":"http://example.net/token"}""")]
    public async Task An_account_that_is_none_is_told_at_the_start_with_what_to_do(string credentials)
    {
        using var account = Account(new GoogleOptions { Credentials = credentials });
        using var voice = Voice(account);
        var health = await voice.CheckAsync(Cancellation);
        Assert.False(health.IsReady);
        Assert.Contains("GOOGLE_APPLICATION_CREDENTIALS", health.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRETSECRET", health.Detail, StringComparison.Ordinal);
        var (_, failure) = await Heard.TryAsync(voice, "שלום", Cancellation).WaitAsync(Guard, Cancellation);
        Assert.Equal(VoiceFailure.NotConfigured, failure?.Failure);
    }

    [Fact]
    public async Task A_wrong_API_key_is_refused_and_not_shown()
    {
        using var account = Account(new GoogleOptions { Key = "AIza-wrong-key" });
        using var voice = Voice(account);
        var (_, failure) = await Heard.TryAsync(voice, "שלום", Cancellation).WaitAsync(Guard, Cancellation);
        Assert.Equal(VoiceFailure.Refused, failure?.Failure);
        Assert.DoesNotContain("AIza-wrong-key", failure!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("AIza", _google.Requests.All[0].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_is_the_telephones_sound_of_the_voice_that_is_set()
    {
        using var account = Account(new GoogleOptions { Key = _google.ApiKey });
        using var voice = Voice(account);
        await SpeakAsync(voice);
        var body = _google.Requests.All[0].Body;
        Assert.Contains("\"effectsProfileId\":[\"telephony-class-application\"]", body, StringComparison.Ordinal);
        Assert.Contains("\"sampleRateHertz\":8000", body, StringComparison.Ordinal);
        Assert.Contains("\"audioEncoding\":\"LINEAR16\"", body, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"he-IL-Wavenet-A\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_of_another_language_is_not_spoken_by_the_Hebrew_voice()
    {
        using var account = Account(new GoogleOptions { Key = _google.ApiKey });
        using var voice = Voice(account);
        await Heard.AllAsync(voice, new SpokenText("Hello") { Language = "en-US" }, Cancellation).WaitAsync(Guard, Cancellation);
        Assert.Contains("\"voice\":{\"languageCode\":\"en-US\"}", _google.Requests.All[0].Body, StringComparison.Ordinal);
    }

    private GoogleAccount Account(GoogleOptions options, Func<string, string?>? environment = null)
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(_log));
        return new GoogleAccount(options, _time, factory.CreateLogger<GoogleAccount>(), environment ?? (_ => null));
    }

    private GoogleVoice Voice(GoogleAccount account) => new(
        new GoogleVoiceOptions { BaseUrl = _google.Address.ToString(), RetryDelay = TimeSpan.Zero }, account, _time);

    private static async Task SpeakAsync(GoogleVoice voice) =>
        Assert.NotEmpty(await Heard.AllAsync(voice, "שלום", Cancellation).WaitAsync(Guard, Cancellation));

    private List<string> SpokenWith() => [.. _google.Requests.All
        .Where(request => request.Target.Contains("synthesize", StringComparison.Ordinal)).Select(request => request.Headers["Authorization"])];
}
