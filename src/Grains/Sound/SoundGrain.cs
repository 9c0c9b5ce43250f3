using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound.Across;
using YemotAi.Grains.Interfaces.Sound;
using YemotAi.Grains.State;

namespace YemotAi.Grains.Sound;

/// <summary>A grain that hosts an actor that takes sound.</summary>
/// <param name="kind">The kind of actor.</param>
/// <param name="stored">The grain's storage.</param>
/// <param name="create">Makes the actor.</param>
/// <param name="services">What all grains share.</param>
/// <typeparam name="TEvent">What the actor takes.</typeparam>
/// <typeparam name="TOutcome">What it gives.</typeparam>
public abstract class SoundGrain<TEvent, TOutcome>(
    string kind, IPersistentState<ActorRecord> stored, ActorFactory<TEvent, TOutcome> create, ActorServices services)
    : ActorGrain<TEvent, TOutcome>(kind, stored, create, services), ISoundGrain
{
    /// <inheritdoc/>
    public ValueTask HearAsync(SoundMessage batch)
    {
        Host.Hear(batch.ToBatch());
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<SoundAttachAnswer> AttachAsync(SoundAttach request, ILineObserver line) => Host.AttachAsync(request, line);

    /// <inheritdoc/>
    public Task DetachAsync(Guid line)
    {
        Host.Detach(line);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task EndedAsync(Guid line)
    {
        Host.Ended(line);
        return Task.CompletedTask;
    }
}
