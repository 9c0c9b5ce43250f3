namespace YemotAi.Calls.Storage;

/// <summary>Messages that callers left.</summary>
public interface IMessageBox
{
    /// <summary>
    /// Keeps a message durably. A message with a key that was kept before is the same message: nothing is added.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It could not be kept; the caller must not be told it was.</exception>
    /// <exception cref="InvalidOperationException">There is no room for another: trying again does not help.</exception>
    ValueTask KeepAsync(CallerMessage message);

    /// <summary>Messages kept, newest first.</summary>
    /// <param name="business">Only this business's, or null for all.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the reading.</param>
    ValueTask<IReadOnlyList<CallerMessage>> ListAsync(string? business, int most, CancellationToken cancellation);
}
