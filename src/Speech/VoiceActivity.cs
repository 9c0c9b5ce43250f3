namespace YemotAi.Speech;

/// <summary>What a <see cref="VoiceActivityDetector"/> says of a frame.</summary>
/// <param name="IsVoice">
/// Somebody speaks; goes on for <see cref="VoiceActivityOptions.HangoverMs"/> after the last frame of voice.
/// </param>
/// <param name="LevelDb">Level of the frame in dB of full scale (<see cref="SoundLevel"/>), mains hum left out.</param>
/// <param name="NoiseDb">Level of the steady noise on the line, likewise.</param>
/// <param name="Likelihood">How much this frame alone is like voice: 0 not at all, 1 altogether.</param>
public readonly record struct VoiceActivity(bool IsVoice, float LevelDb, float NoiseDb, float Likelihood)
{
    /// <summary>
    /// The frame itself is voice beyond doubt: loud enough, far over the noise, and with the pitch of a voice. Breath,
    /// clicks and hangover are not: what interrupts an agent counts these frames.
    /// </summary>
    public bool IsStrong { get; init; }

    /// <summary>
    /// Frames of voice since this voice began, hangover not counted; 0 when nobody speaks. The frames in which evidence
    /// was gathered are counted from the start.
    /// </summary>
    public int VoiceFrames { get; init; }
}
