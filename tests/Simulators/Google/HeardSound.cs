namespace YemotAi.Simulators.Google;

/// <summary>A sound that was given to recognition.</summary>
/// <param name="Language">The language, as it was asked for.</param>
/// <param name="Model">The model; empty for the vendor's choice.</param>
/// <param name="Encoding">How it was written.</param>
/// <param name="SampleRate">Samples per second.</param>
/// <param name="Phrases">Phrases that were said to be likely.</param>
/// <param name="Sound">The bytes.</param>
public sealed record HeardSound(
    string Language, string Model, string Encoding, int SampleRate, IReadOnlyList<string> Phrases, ReadOnlyMemory<byte> Sound)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds((double)Sound.Length / (Encoding == "LINEAR16" ? 2 : 1) / SampleRate);
}
