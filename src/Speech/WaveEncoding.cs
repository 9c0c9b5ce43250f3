namespace YemotAi.Speech;

/// <summary>How a WAV file holds its samples.</summary>
public enum WaveEncoding
{
    /// <summary>16 bits, little end first.</summary>
    Pcm16,

    /// <summary>G.711 mu-law, a byte each.</summary>
    MuLaw,

    /// <summary>G.711 A-law, a byte each.</summary>
    ALaw,
}
