using Orleans.Concurrency;

namespace YemotAi.Grains.Interfaces.Sound;

/// <summary>A line, as the actor in another process sees it. Nothing of it is waited for, and all of it may get lost.</summary>
[Alias("yemotai.line")]
public interface ILineObserver : IGrainObserver
{
    /// <summary>Takes a batch of the actor's.</summary>
    /// <param name="batch">The batch.</param>
    [OneWay]
    [Alias("Hear")]
    ValueTask HearAsync(SoundMessage batch);

    /// <summary>The actor leaves its place.</summary>
    /// <param name="attachment">Which attachment is over.</param>
    [OneWay]
    [Alias("Moved")]
    ValueTask MovedAsync(int attachment);

    /// <summary>A later line has taken the place.</summary>
    [OneWay]
    [Alias("Replaced")]
    ValueTask ReplacedAsync();
}
