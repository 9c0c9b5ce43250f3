namespace YemotAi.Providers.Google;

/// <summary>There is no account at Google, or none that can be used.</summary>
/// <param name="message">What is wrong and how to mend it, without secrets.</param>
internal sealed class GoogleAccountException(string message) : Exception(message);
