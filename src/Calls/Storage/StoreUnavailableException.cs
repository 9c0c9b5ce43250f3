namespace YemotAi.Calls.Storage;

/// <summary>The store could not be read or written now (disk full, file damaged, server away). Nothing was changed.</summary>
/// <param name="message">What is wrong, with the file or the server named.</param>
/// <param name="cause">The store's own error, if there is one.</param>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
