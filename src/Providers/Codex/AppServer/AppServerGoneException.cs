namespace YemotAi.Providers.Codex.AppServer;

/// <summary>The app-server process ended, or does not answer and was given up.</summary>
/// <param name="message">What is known of it, for the log.</param>
internal sealed class AppServerGoneException(string message) : Exception(message);
