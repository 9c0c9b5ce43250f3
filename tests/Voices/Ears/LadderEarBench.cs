using Microsoft.Extensions.Logging.Abstractions;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Voices;
using YemotAi.Simulators.Speech;

namespace YemotAi.Voices.Ears;

/// <summary>A ladder whose first ear, Google's, is gone, and whose second one is looked at.</summary>
public sealed class LadderEarBench : EarBench
{
    private readonly GoogleEarBench _first;
    private readonly WhisperBench _second;
    private readonly TranscriberLadder _ladder;

    private LadderEarBench(GoogleEarBench first, WhisperBench second)
    {
        (_first, _second) = (first, second);
        _ladder = new TranscriberLadder(
            [new EarRung("google", first.Ear, first.Limit), new EarRung("whisper", second.Ear, second.Limit * 2)],
            new RestOptions(), TimeProvider.System, NullLogger<TranscriberLadder>.Instance);
    }

    public override ITranscriber Ear => _ladder;

    public override TimeSpan Limit => _second.Limit;

    public override IReadOnlyList<string> Secrets => [.. _first.Secrets, .. _second.Secrets];

    /// <summary>A bench.</summary>
    public static async Task<LadderEarBench> StartAsync()
    {
        var first = await GoogleEarBench.StartAsync();
        await first.TakeAwayAsync();
        return new LadderEarBench(first, await WhisperBench.StartAsync("gpt-transcribe"));
    }

    public override void Hears(string words) => _second.Hears(words);

    public override bool Can(SpeechFault fault) => _second.Can(fault);

    public override void Behave(SpeechFault fault, int times = int.MaxValue) => _second.Behave(fault, times);

    public override ValueTask TakeAwayAsync() => _second.TakeAwayAsync();

    public override Task WhenAskedAsync(CancellationToken cancellation) => _second.WhenAskedAsync(cancellation);

    public override Task LetPassAsync(TimeSpan time, CancellationToken cancellation) => _second.LetPassAsync(time, cancellation);

    public override (SoundMeasure Sound, string Language) Last() => _second.Last();

    public override async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }
}
