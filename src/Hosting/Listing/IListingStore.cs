using YemotAi.Calls.Storage;

namespace YemotAi.Hosting.Listing;

/// <summary>What is listed, read and not changed.</summary>
internal interface IListingStore
{
    /// <summary>Finished calls, newest first.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<FinishedCall>> FindCallsAsync(CallQuery query, CancellationToken cancellation);

    /// <summary>Messages, newest first.</summary>
    /// <param name="business">Only this business's, or null for all.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<CallerMessage>> ListMessagesAsync(string? business, int most, CancellationToken cancellation);
}
