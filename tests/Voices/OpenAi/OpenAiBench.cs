using Xunit;
using YemotAi.Calls.Voice;
using YemotAi.Providers.OpenAi;
using YemotAi.Simulators.Models;
using YemotAi.Simulators.Speech;

namespace YemotAi.Voices.OpenAi;

/// <summary>OpenAI's voice, with the simulation behind it.</summary>
public sealed class OpenAiBench : VoiceBench
{
    private readonly OpenAiVoice _voice;

    private OpenAiBench(OpenAiSpeechSimulator openAi)
    {
        OpenAi = openAi;
        var options = new OpenAiVoiceOptions
        {
            BaseUrl = openAi.Address.ToString(), Key = openAi.Key, RetryDelay = TimeSpan.Zero,
            FirstSoundLimit = FirstSoundLimit, SilenceLimit = SilenceLimit,
        };
        Assert.Empty(options.Problems());
        _voice = new OpenAiVoice(options, Time);
    }

    /// <summary>The vendor.</summary>
    public OpenAiSpeechSimulator OpenAi { get; }

    public override IVoice Voice => _voice;

    public override IReadOnlyList<string> Secrets => [OpenAi.Key];

    /// <summary>A bench.</summary>
    public static async Task<OpenAiBench> StartAsync() => new(await OpenAiSpeechSimulator.StartAsync());

    public override bool Can(SpeechFault fault) => true;

    public override ValueTask BehaveAsync(SpeechFault fault, int times = int.MaxValue)
    {
        OpenAi.Faults.Set(fault, times);
        return ValueTask.CompletedTask;
    }

    public override ValueTask TakeAwayAsync() => OpenAi.DisposeAsync();

    public override Task WhenAskedAsync(CancellationToken cancellation) => OpenAi.Requests.WhenCountAsync(1, cancellation);

    public override Task NothingRunsAsync(CancellationToken cancellation) => OpenAi.WhenIdleAsync(cancellation);

    public override async ValueTask DisposeAsync()
    {
        _voice.Dispose();
        // Whatever was asked, the vendor never had to refuse it.
        Assert.Empty(OpenAi.Refused.All);
        await OpenAi.DisposeAsync();
    }
}
