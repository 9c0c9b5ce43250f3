namespace YemotAi.Speech;

/// <summary>Bytes are no WAV file, or not one that is read here. The message says why, without the bytes.</summary>
/// <param name="message">Why.</param>
public sealed class WaveFileException(string message) : FormatException(message);
