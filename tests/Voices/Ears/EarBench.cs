using YemotAi.Calls.Minds;
using YemotAi.Simulators.Speech;
using YemotAi.Tests;

namespace YemotAi.Voices.Ears;

/// <summary>An ear with what stands behind it, as the contract suite sees it.</summary>
public abstract class EarBench : IAsyncDisposable
{
    /// <summary>The ear. Its clock stands until it is moved.</summary>
    public abstract ITranscriber Ear { get; }

    /// <summary>How long it may take, with all that it repeats.</summary>
    public abstract TimeSpan Limit { get; }

    /// <summary>What must never be in a message.</summary>
    public abstract IReadOnlyList<string> Secrets { get; }

    /// <summary>The clock.</summary>
    private protected ManualTime Time { get; init; } = new();

    /// <summary>What the vendor understands from now on.</summary>
    public abstract void Hears(string words);

    /// <summary>Whether the vendor can go wrong so.</summary>
    public virtual bool Can(SpeechFault fault) => true;

    /// <summary>Makes the vendor go wrong.</summary>
    /// <param name="fault">How.</param>
    /// <param name="times">For how many requests.</param>
    public abstract void Behave(SpeechFault fault, int times = int.MaxValue);

    /// <summary>Takes the vendor away.</summary>
    public abstract ValueTask TakeAwayAsync();

    /// <summary>Waits until the vendor was asked.</summary>
    public abstract Task WhenAskedAsync(CancellationToken cancellation);

    /// <summary>What the vendor heard: the length and loudness of the last sound, and its language.</summary>
    public abstract (SoundMeasure Sound, string Language) Last();

    /// <summary>Waits until the ear waits, and lets so much time pass.</summary>
    public virtual async Task LetPassAsync(TimeSpan time, CancellationToken cancellation)
    {
        await Time.WhenWaitingAsync(1, cancellation);
        Time.Advance(time);
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
