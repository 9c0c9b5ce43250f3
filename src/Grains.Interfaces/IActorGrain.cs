namespace YemotAi.Grains.Interfaces;

/// <summary>An actor as a grain: the grain's key is the actor's id, the grain's type its kind.</summary>
/// <remarks>
/// What is added here must be understood by silos of the version before: new methods are called only when all silos have
/// them; a method's meaning never changes.
/// </remarks>
/// <typeparam name="TEvent">What the actor takes.</typeparam>
/// <typeparam name="TOutcome">What it gives.</typeparam>
public interface IActorGrain<TEvent, TOutcome> : IMovableGrain
{
    /// <summary>
    /// Hands an event to the actor and gives its outcome. The same event may be sent again when no outcome came: the
    /// actor takes it for the same.
    /// </summary>
    /// <param name="input">The event.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more; the actor hears of it.</param>
    [Alias("Ask")]
    Task<TOutcome> AskAsync(TEvent input, CancellationToken cancellation);
}
