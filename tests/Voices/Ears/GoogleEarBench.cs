using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Google;
using YemotAi.Simulators;
using YemotAi.Simulators.Google;
using YemotAi.Simulators.Speech;
using YemotAi.Tests;

namespace YemotAi.Voices.Ears;

/// <summary>Google's recognition, with the simulation behind it.</summary>
public sealed class GoogleEarBench : EarBench
{
    private readonly GoogleSimulator _google;
    private readonly GoogleAccount _account;
    private readonly GoogleEarOptions _options;
    private readonly GoogleTranscriber _ear;

    private GoogleEarBench(GoogleSimulator google, ManualTime time, GoogleEncoding encoding)
    {
        (_google, Time) = (google, time);
        _account = new GoogleAccount(
            new GoogleOptions { Credentials = google.Credentials }, Time, NullLogger<GoogleAccount>.Instance, _ => null);
        _options = new GoogleEarOptions
        {
            BaseUrl = google.Address.ToString(), Encoding = encoding, RetryDelay = TimeSpan.Zero, Model = "command_and_search",
        };
        _options.Phrases.Add("דוקטור כהן");
        Assert.Empty(_options.Problems());
        _ear = new GoogleTranscriber(_options, _account, Time);
    }

    public override ITranscriber Ear => _ear;

    public override TimeSpan Limit => _options.RequestLimit;

    public override IReadOnlyList<string> Secrets => ["BEGIN PRIVATE KEY", "ya29."];

    /// <summary>A bench.</summary>
    public static async Task<GoogleEarBench> StartAsync(GoogleEncoding encoding = GoogleEncoding.Linear16)
    {
        var time = new ManualTime();
        return new GoogleEarBench(await GoogleSimulator.StartAsync(time), time, encoding);
    }

    public override void Hears(string words) => _google.Hears = _ => words;

    public override void Behave(SpeechFault fault, int times = int.MaxValue) => _google.Faults.Set(fault, times);

    public override ValueTask TakeAwayAsync() => _google.DisposeAsync();

    public override async Task WhenAskedAsync(CancellationToken cancellation) => await _google.Requests.WhenCountAsync(2, cancellation);

    public override (SoundMeasure Sound, string Language) Last()
    {
        var heard = _google.Heard.All[^1];
        Assert.Equal("דוקטור כהן", Assert.Single(heard.Phrases));
        Assert.Equal(8_000, heard.SampleRate);
        var bytes = heard.Sound.ToArray();
        var file = heard.Encoding == "MULAW" ? SampleWave.File(new short[bytes.Length], 8_000, muLaw: true) : SampleWave.File(new short[bytes.Length / 2], 8_000);
        bytes.CopyTo(file, 44);
        return (SoundMeasure.Of(file)!.Value, heard.Language);
    }

    public override async ValueTask DisposeAsync()
    {
        _ear.Dispose();
        _account.Dispose();
        // Whatever was asked, the vendor never had to refuse it.
        Assert.Empty(_google.Refused.All);
        await _google.DisposeAsync();
    }
}
