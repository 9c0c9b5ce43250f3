namespace YemotAi.Calls.Actors;

/// <summary>Reaches any actor of one kind by its id, wherever it is; it is activated if it is not.</summary>
/// <typeparam name="TEvent">What it takes.</typeparam>
/// <typeparam name="TOutcome">What it gives.</typeparam>
public interface IActorDirectory<in TEvent, TOutcome>
{
    /// <summary>Sends an event and waits for its outcome.</summary>
    /// <param name="id">Which actor.</param>
    /// <param name="input">The event.</param>
    /// <param name="cancellation">Ends the waiting, and is handed to the actor.</param>
    /// <exception cref="EngineStoppingException">The engine is stopping, and that actor has no work under way.</exception>
    Task<TOutcome> AskAsync(string id, TEvent input, CancellationToken cancellation);
}
