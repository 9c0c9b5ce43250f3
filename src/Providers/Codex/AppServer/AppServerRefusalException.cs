namespace YemotAi.Providers.Codex.AppServer;

/// <summary>The app-server answered a request with an error. Its own words are not kept: they may repeat the request.</summary>
/// <param name="code">The JSON-RPC error code.</param>
/// <param name="method">What was asked for.</param>
internal sealed class AppServerRefusalException(int code, string method)
    : Exception($"The Codex app-server refused {method} ({code}).")
{
    /// <summary>It does not know the thread.</summary>
    public bool IsLostThread { get; init; }

    /// <summary>What was said is longer than it takes.</summary>
    public bool IsTooLarge { get; init; }
}
