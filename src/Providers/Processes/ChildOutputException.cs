namespace YemotAi.Providers.Processes;

/// <summary>A program writes more than it may.</summary>
/// <param name="message">Which limit it passed.</param>
internal sealed class ChildOutputException(string message) : Exception(message);
