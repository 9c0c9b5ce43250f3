using YemotAi.Calls.Voice;
using YemotAi.Simulators.Speech;
using YemotAi.Tests;

namespace YemotAi.Voices;

/// <summary>A voice with what stands behind it, as the contract suite sees it.</summary>
public abstract class VoiceBench : IAsyncDisposable
{
    /// <summary>The voice. Its clock stands until <see cref="LetPassAsync"/> moves it.</summary>
    public abstract IVoice Voice { get; }

    /// <summary>How many texts are tried at once.</summary>
    public virtual int AtOnce => 20;

    /// <summary>A text that this voice takes at most.</summary>
    public virtual int MaxCharacters => 2_000;

    /// <summary>Whether it asks once more for what failed for the moment.</summary>
    public virtual bool AsksAgain => true;

    /// <summary>How long the first sound may take.</summary>
    public TimeSpan FirstSoundLimit { get; } = TimeSpan.FromSeconds(3);

    /// <summary>How long nothing may come after that.</summary>
    public TimeSpan SilenceLimit { get; } = TimeSpan.FromSeconds(5);

    /// <summary>What must never be in a message.</summary>
    public virtual IReadOnlyList<string> Secrets => [];

    /// <summary>The clock.</summary>
    private protected ManualTime Time { get; init; } = new();

    /// <summary>Whether what stands behind the voice can go wrong so.</summary>
    public virtual bool Can(SpeechFault fault) => true;

    /// <summary>Makes what stands behind the voice go wrong.</summary>
    /// <param name="fault">How.</param>
    /// <param name="times">For how many texts.</param>
    public abstract ValueTask BehaveAsync(SpeechFault fault, int times = int.MaxValue);

    /// <summary>Takes what stands behind the voice away.</summary>
    public abstract ValueTask TakeAwayAsync();

    /// <summary>Waits until what stands behind the voice was asked, and works.</summary>
    public abstract Task WhenAskedAsync(CancellationToken cancellation);

    /// <summary>Waits until the voice waits, and lets so much time pass.</summary>
    public virtual async Task LetPassAsync(TimeSpan time, CancellationToken cancellation)
    {
        await Time.WhenWaitingAsync(1, cancellation);
        Time.Advance(time);
    }

    /// <summary>Nothing runs any more for a text, neither here nor at the vendor.</summary>
    public abstract Task NothingRunsAsync(CancellationToken cancellation);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
