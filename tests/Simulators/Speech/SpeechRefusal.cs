namespace YemotAi.Simulators.Speech;

/// <summary>A request that a simulated voice or ear refused because of what it was.</summary>
/// <param name="Path">The path.</param>
/// <param name="Status">The HTTP status that it was answered with.</param>
/// <param name="Message">What was wrong, in the vendor's words.</param>
public sealed record SpeechRefusal(string Path, int Status, string Message);
