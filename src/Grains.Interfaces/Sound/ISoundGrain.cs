using Orleans.Concurrency;
using YemotAi.Calls.Sound.Across;

namespace YemotAi.Grains.Interfaces.Sound;

/// <summary>An actor that takes sound, as a grain. What is said at <see cref="IActorGrain{TEvent, TOutcome}"/> of changes holds here.</summary>
[Alias("yemotai.sound")]
public interface ISoundGrain : IMovableGrain
{
    /// <summary>Takes a batch of a line's. Not waited for, and may get lost.</summary>
    /// <param name="batch">The batch.</param>
    [OneWay]
    [Alias("Hear")]
    ValueTask HearAsync(SoundMessage batch);

    /// <summary>A line asks to be attached or says that it still is.</summary>
    /// <param name="request">What it asks.</param>
    /// <param name="line">The way to it.</param>
    [Alias("Attach")]
    Task<SoundAttachAnswer> AttachAsync(SoundAttach request, ILineObserver line);

    /// <summary>A line was put down.</summary>
    /// <param name="line">Which line.</param>
    [Alias("Detach")]
    Task DetachAsync(Guid line);

    /// <summary>A line that the actor has ended is over, in case the batch that said so was lost.</summary>
    /// <param name="line">Which line.</param>
    [Alias("Ended")]
    Task EndedAsync(Guid line);
}
