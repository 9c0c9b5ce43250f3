namespace YemotAi.Providers.Espeak;

/// <summary>An espeak-ng that was found and says its version.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Version">Its version.</param>
internal sealed record EspeakBinary(string Path, Version Version);
