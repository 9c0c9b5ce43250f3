namespace YemotAi.Speech;

/// <summary>
/// The constants of <see cref="VoiceActivityDetector"/>, found on the corpus of tests/Speech/Corpus; docs/turn-taking.md
/// has the figures that they give and the command that measures them.
/// </summary>
internal static class VoiceTuning
{
    /// <summary>Of a pitch less clear than this (<see cref="Periodicity"/>) nothing is concluded.</summary>
    public const float LeastPitch = 0.55f;

    /// <summary>Likelihood of a frame that may belong to the beginning of voice.</summary>
    public const float Likely = 0.5f;

    /// <summary>Likelihood of a frame that voice goes on with.</summary>
    public const float GoOn = 0.35f;

    /// <summary>Likelihood of a frame that is voice beyond doubt.</summary>
    public const float Strong = 0.8f;

    /// <summary>What a frame that must not be voice has at most.</summary>
    public const float Unlikely = 0.1f;

    /// <summary>Evidence with which voice begins: a likely frame with a pitch is 1.</summary>
    public const float Begin = 2.5f;

    /// <summary>Evidence of a likely frame without a pitch, and the most that those alone give.</summary>
    public const float WithoutPitch = 0.34f, MostWithoutPitchEvidence = 1;

    /// <summary>What an unlikely frame leaves of the evidence.</summary>
    public const float Forget = 0.5f;

    /// <summary>For how many frames voice goes on without a pitch: 300 ms, a long "sh".</summary>
    public const int MostWithoutPitch = 15;

    /// <summary>How many dB under the loudest voice of late a frame may be: others in the room are further away.</summary>
    public const float RangeDb = 24;

    /// <summary>How fast the level of the voice is learnt, and forgotten: 1 dB a second.</summary>
    public const float LouderStep = 0.2f, QuieterDb = 0.02f;

    /// <summary>How much a frame is like voice.</summary>
    /// <param name="over">Its mean dB over the noise.</param>
    /// <param name="pitch">How clear its pitch is.</param>
    public static float Likelihood(float over, float pitch) =>
        1 / (1 + MathF.Exp(-((0.8f * (over - 5)) + (5 * (pitch - 0.45f)))));
}
