using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Google;
using YemotAi.Simulators.Google;
using YemotAi.Simulators.Speech;
using YemotAi.Tests;

namespace YemotAi.Voices.Google;

/// <summary>Google's voice, with the simulation behind it.</summary>
public sealed class GoogleBench : VoiceBench
{
    private readonly GoogleSimulator _google;
    private readonly GoogleAccount _account;
    private readonly GoogleVoice _voice;

    private GoogleBench(GoogleSimulator google, ManualTime time, GoogleEncoding encoding, bool byKey)
    {
        (_google, Time) = (google, time);
        var options = byKey ? new GoogleOptions { Key = google.ApiKey } : new GoogleOptions { Credentials = google.Credentials };
        Assert.Empty(options.Problems());
        _account = new GoogleAccount(options, Time, NullLogger<GoogleAccount>.Instance, _ => null);
        var voice = new GoogleVoiceOptions
        {
            BaseUrl = google.Address.ToString(), Encoding = encoding, RetryDelay = TimeSpan.Zero,
            FirstSoundLimit = FirstSoundLimit, SilenceLimit = SilenceLimit,
        };
        Assert.Empty(voice.Problems());
        _voice = new GoogleVoice(voice, _account, Time);
    }

    public override IVoice Voice => _voice;

    public override IReadOnlyList<string> Secrets => [_google.ApiKey, "BEGIN PRIVATE KEY", "ya29."];

    /// <summary>A bench.</summary>
    /// <param name="encoding">How the sound comes.</param>
    /// <param name="byKey">By an API key; otherwise by a service account.</param>
    public static async Task<GoogleBench> StartAsync(GoogleEncoding encoding = GoogleEncoding.Linear16, bool byKey = false)
    {
        var time = new ManualTime();
        return new GoogleBench(await GoogleSimulator.StartAsync(time), time, encoding, byKey);
    }

    // The sound comes whole; an account that is used up asks too much, as Google says it.
    public override bool Can(SpeechFault fault) => fault is not (SpeechFault.StallsInside or SpeechFault.UsedUp);

    public override ValueTask BehaveAsync(SpeechFault fault, int times = int.MaxValue)
    {
        _google.Faults.Set(fault, times);
        return ValueTask.CompletedTask;
    }

    public override ValueTask TakeAwayAsync() => _google.DisposeAsync();

    public override async Task WhenAskedAsync(CancellationToken cancellation)
    {
        for (var count = 1; ; count++)
        {
            await _google.Requests.WhenCountAsync(count, cancellation);
            if (_google.Requests.All[count - 1].Target.Contains("synthesize", StringComparison.Ordinal)) return;
        }
    }

    public override Task NothingRunsAsync(CancellationToken cancellation) => _google.WhenIdleAsync(cancellation);

    public override async ValueTask DisposeAsync()
    {
        _voice.Dispose();
        _account.Dispose();
        // Whatever was asked, the vendor never had to refuse it.
        Assert.Empty(_google.Refused.All);
        await _google.DisposeAsync();
    }
}
