namespace YemotAi.Calls.Voice;

/// <summary>Reaches a call on its platform when no stream of it is there.</summary>
public interface ILineControl
{
    /// <summary>Has the platform ask the caller for a message, instead of whatever it is doing now with the call.</summary>
    /// <param name="call">The call's key.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>False when the call is over.</returns>
    /// <exception cref="Exception">It could not be done; whoever implements this has bounded how long it tries.</exception>
    Task<bool> LeaveMessageAsync(string call, CancellationToken cancellation);
}
