namespace YemotAi.Speech;

/// <summary>How voice is told from what else is on a line.</summary>
public sealed record VoiceActivityOptions
{
    /// <summary>
    /// The floor under which nothing is voice: root mean square of a frame in units of a 16-bit sample
    /// (<c>VAD_RMS</c>). Default 210, which is -44 dB of full scale: an ordinary caller has -30 to -20, what is left of the
    /// room around a caller or of other talkers on the line is less.
    /// </summary>
    public double MinimumRms { get; init; } = 210;

    /// <summary>
    /// How long voice goes on after its last frame, in milliseconds (<c>VAD_HANGOVER_MS</c>). Default 140: the closure of
    /// a plosive and the weak end of a word belong to the word. Rounded to frames of 20 ms.
    /// </summary>
    public int HangoverMs { get; init; } = 140;
}
