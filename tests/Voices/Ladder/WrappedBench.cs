using Microsoft.Extensions.Logging.Abstractions;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Voices;
using YemotAi.Simulators.Speech;
using YemotAi.Voices.Google;
using YemotAi.Voices.OpenAi;

namespace YemotAi.Voices.Ladder;

/// <summary>Another bench's voice with something around it.</summary>
public sealed class WrappedBench : VoiceBench
{
    private readonly VoiceBench _inner;
    private readonly Func<IVoice, IVoice> _wrap;
    private readonly List<IAsyncDisposable> _others = [];
    private IVoice _voice;

    private WrappedBench(VoiceBench inner, Func<IVoice, IVoice> wrap)
    {
        (_inner, _wrap) = (inner, wrap);
        _voice = wrap(inner.Voice);
    }

    public override IVoice Voice => _voice;

    public override bool AsksAgain => _inner.AsksAgain;

    public override IReadOnlyList<string> Secrets => _inner.Secrets;

    /// <summary>OpenAI's voice, and what it spoke is kept.</summary>
    public static async Task<WrappedBench> CachedAsync() =>
        new(await OpenAiBench.StartAsync(), voice => new CachedVoice(voice, new VoiceCache(new CacheOptions { MaxCharacters = 4_000 })));

    /// <summary>A ladder whose first voice is gone, and whose second one, OpenAI's, is looked at.</summary>
    public static async Task<WrappedBench> LadderAsync()
    {
        var gone = await GoogleBench.StartAsync();
        await gone.TakeAwayAsync();
        var second = await OpenAiBench.StartAsync();
        // What is too slow is found by the second voice's own limit, on a clock that a test moves; the ladder's is the machine's.
        var limit = TimeSpan.FromMinutes(10);
        var bench = new WrappedBench(second, voice => new VoiceLadder(
            [new VoiceRung(gone.Voice, limit), new VoiceRung(voice, limit)],
            new RestOptions(), TimeProvider.System, NullLogger<VoiceLadder>.Instance));
        bench._others.Add(gone);
        return bench;
    }

    public override bool Can(SpeechFault fault) => _inner.Can(fault);

    public override async ValueTask BehaveAsync(SpeechFault fault, int times = int.MaxValue)
    {
        await _inner.BehaveAsync(fault, times);
        _voice = _wrap(_inner.Voice);
    }

    public override ValueTask TakeAwayAsync() => _inner.TakeAwayAsync();

    public override Task WhenAskedAsync(CancellationToken cancellation) => _inner.WhenAskedAsync(cancellation);

    public override Task LetPassAsync(TimeSpan time, CancellationToken cancellation) => _inner.LetPassAsync(time, cancellation);

    public override Task NothingRunsAsync(CancellationToken cancellation) => _inner.NothingRunsAsync(cancellation);

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        foreach (var other in _others) await other.DisposeAsync();
    }
}
