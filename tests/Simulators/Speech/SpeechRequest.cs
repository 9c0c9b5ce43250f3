namespace YemotAi.Simulators.Speech;

/// <summary>A request that a simulated voice or ear got.</summary>
/// <param name="Target">Method, path and query, such as <c>POST /v1/audio/speech</c>.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body as text.</param>
public sealed record SpeechRequest(string Target, IReadOnlyDictionary<string, string> Headers, string Body);
