namespace YemotAi.Calls.Actors;

/// <summary>
/// A single-threaded object with an identity, its own state and its own timers, hosted by an engine (the embedded one
/// or Orleans).
/// </summary>
/// <remarks>
/// The engine promises: no two pieces of an actor's code run at the same moment; while one awaits, others may run (so
/// re-check what you knew before an <c>await</c>); events start in the order in which they reach the actor, which between
/// processes may be another than that in which they were sent, so who needs an order waits for each outcome. The actor
/// promises: no locks, no <c>ConfigureAwait(false)</c>, no blocking; and to take an event that comes again for the same.
/// </remarks>
/// <typeparam name="TEvent">What comes in.</typeparam>
/// <typeparam name="TOutcome">What goes out.</typeparam>
public interface IActor<in TEvent, TOutcome>
{
    /// <summary>Called once, before the first event, when the stored state has been loaded.</summary>
    ValueTask ActivateAsync(CancellationToken cancellation);

    /// <summary>Handles one event. An exception reaches the one who asked and leaves the actor usable.</summary>
    /// <param name="input">The event.</param>
    /// <param name="cancellation">Cancelled when the one who asked no longer waits.</param>
    Task<TOutcome> HandleAsync(TEvent input, CancellationToken cancellation);

    /// <summary>
    /// Called when the wake-up time that the actor wrote with its state (<see cref="Storage.ActorWrite.WakeAt"/>) has
    /// come. Survives a restart; may come late and more than once.
    /// </summary>
    ValueTask WakeAsync(CancellationToken cancellation);

    /// <summary>
    /// Called once, after the last event; also when the activation failed, and maybe when it was never called, since what
    /// is stored could not be loaded. State is written when it changes and never here: another activation may already be
    /// writing.
    /// </summary>
    ValueTask DeactivateAsync(CancellationToken cancellation);
}
