using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Voice;
using YemotAi.Hosting.Settings;
using YemotAi.Providers.Voices;
using YemotAi.Standalone;
using YemotAi.Standalone.Settings;

namespace YemotAi.Unit.Settings;

public sealed class VoiceSettingsTests
{
    private const string Server = "Transcription:BaseUrl=http://127.0.0.1:8000/v1";

    private static readonly string[] Quiet = ["--Store=Memory", "--Urls=http://127.0.0.1:0"];

    [Fact]
    public void With_nothing_set_nobody_hears()
    {
        Assert.False(Read().HasEars);
        Assert.Empty(Read().Voice.EarsInOrder());
    }

    [Theory]
    [InlineData(new[] { Server }, new[] { "whisper" })]
    [InlineData(new[] { Server, "Ears:Order=google" }, new[] { "google" })]
    [InlineData(new[] { Server, "Ears:Order:0=google", "Ears:Order:1=whisper" }, new[] { "google", "whisper" })]
    public void Who_hears_is_the_order_or_else_the_server_that_transcribes(string[] settings, string[] ears) =>
        Assert.Equal(ears, Read(settings).Voice.EarsInOrder());

    [Theory]
    [InlineData("Voices:Order=robot", "Voices:Order")]
    [InlineData("Voices=google", "Voices")]
    [InlineData("Ears=google", "Ears")]
    [InlineData("Ears:Order=robot", "Ears:Order")]
    [InlineData("Ears:Order=whisper", "Ears:Order")]
    [InlineData("Voices:Espeak:Name=openai", "Voices")]
    [InlineData("Voices:Espeak:Name=A b", "Voices:Espeak:Name")]
    [InlineData("Voices:Espeak:Voice=--help", "Voices:Espeak:Voice")]
    [InlineData("Voices:Espeak:WordsPerMinute=0", "Voices:Espeak:WordsPerMinute")]
    [InlineData("Voices:Espeak:LevelDb=0", "Voices:Espeak:LevelDb")]
    [InlineData("Voices:Espeak:MaxAtOnce=0", "Voices:Espeak:MaxAtOnce")]
    [InlineData("Voices:Espeak:Bogus=1", "Voices:Espeak:Bogus")]
    [InlineData("Voices:Google:FirstSoundLimit=00:00:00", "Voices:Google:FirstSoundLimit")]
    [InlineData("Voices:Google:SpeakingRate=NaN", "Voices:Google:SpeakingRate")]
    [InlineData("Voices:Google:Encoding=Mp3", "Voices:Google:Encoding")]
    [InlineData("Voices:Google:BaseUrl=http://texttospeech.googleapis.com", "Voices:Google:BaseUrl")]
    [InlineData("Voices:OpenAi:Key=a b", "Voices:OpenAi:Key")]
    [InlineData("Voices:OpenAi:SampleRate=12345", "Voices:OpenAi:SampleRate")]
    [InlineData("Voices:OpenAi:MaxSeconds=1", "Voices:OpenAi:MaxSeconds")]
    [InlineData("Voices:Rest:LeastRequests=1", "Voices:Rest:LeastRequests")]
    [InlineData("Voices:Cache:MaxBytes=-1", "Voices:Cache:MaxBytes")]
    [InlineData("Ears:Google:PhraseBoost=21", "Ears:Google:PhraseBoost")]
    [InlineData("Ears:Google:RequestLimit=00:00:00", "Ears:Google:RequestLimit")]
    [InlineData("Ears:Google:Language=he IL", "Ears:Google:Language")]
    [InlineData("Google:CredentialsFile=/nowhere/key.json", "Google:CredentialsFile")]
    [InlineData("Google:TokenUrl=ftp://example.org", "Google:TokenUrl")]
    [InlineData("Transcription:LanguageField=Maybe", "Transcription:LanguageField")]
    public void A_wrong_setting_is_named(string setting, string named) =>
        Assert.StartsWith(named, Assert.Single(Problems(setting)), StringComparison.Ordinal);

    [Fact]
    public void Two_accounts_at_Google_are_one_too_many() =>
        Assert.StartsWith("Google:", Assert.Single(Problems("Google:Key=abc", "Google:Credentials={}")), StringComparison.Ordinal);

    [Fact]
    public async Task The_program_has_the_voices_and_ears_that_are_named_in_their_order()
    {
        await using var app = StandaloneApp.Create(
            [.. Quiet, "--Voices:Order:0=google", "--Voices:Order:1=openai", "--Voices:Order:2=espeak", "--Ears:Order:0=google", "--Ears:Order:1=whisper", "--" + Server]);
        var voices = Assert.IsType<VoiceLadder>(app.Services.GetRequiredService<IVoice>());
        Assert.Equal(["google", "openai", "espeak"], voices.Voices.Select(voice => voice.Name));
        var ears = Assert.IsType<TranscriberLadder>(app.Services.GetRequiredService<ITranscriber>());
        Assert.Equal(["google", "whisper"], ears.Ears.Select(ear => ear.Name));
    }

    [Fact]
    public async Task Without_settings_the_program_speaks_by_what_is_installed_and_has_no_ears()
    {
        await using var app = StandaloneApp.Create([.. Quiet, "--Voices:Espeak:Path=/nowhere/espeak-ng"]);
        Assert.Empty(app.Services.GetRequiredService<VoiceLadder>().Voices);
        Assert.Null(app.Services.GetService<ITranscriber>());
        Assert.SkipUnless(File.Exists("/usr/bin/espeak-ng"), "espeak-ng is not here: apt install espeak-ng.");
        await using var speaking = StandaloneApp.Create([.. Quiet, "--Voices:Espeak:Path=/usr/bin/espeak-ng"]);
        Assert.Equal("espeak", Assert.Single(speaking.Services.GetRequiredService<VoiceLadder>().Voices).Name);
    }

    private static IReadOnlyList<string> Problems(params string[] settings) =>
        Assert.Throws<SettingsException>(() => Read(settings)).Problems;

    private static StandaloneSettings Read(params string[] settings) => StandaloneSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))
        .Build());
}
