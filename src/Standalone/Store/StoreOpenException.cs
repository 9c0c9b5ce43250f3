namespace YemotAi.Standalone.Store;

/// <summary>
/// The store cannot be opened. The message names the file or directory and says what to do; nothing was replaced,
/// emptied or started anew.
/// </summary>
/// <param name="message">What is wrong, where, and what to do.</param>
/// <param name="cause">The error underneath, if there is one.</param>
public sealed class StoreOpenException(string message, Exception? cause = null) : Exception(message, cause);
