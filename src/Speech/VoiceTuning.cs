namespace YemotAi.Speech;

/// <summary>
/// The constants of <see cref="VoiceActivityDetector"/>, found on the corpus of tests/Speech/Corpus with its known
/// speakers; docs/turn-taking.md has the figures that they give with others, and the command that measures them. Where a
/// reason has figures, they are of that corpus too.
/// </summary>
internal static class VoiceTuning
{
    /// <summary>
    /// Of a pitch less clear than this (<see cref="Periodicity"/>) nothing is concluded. White noise is under 0.37 and
    /// pink noise under 0.44 in 99 of 100 frames; vowels have 0.8 to 1, 0.65 when noise is 5 dB under them.
    /// </summary>
    public const float LeastPitch = 0.55f;

    /// <summary>Likelihood of a frame that may belong to the beginning of voice.</summary>
    public const float Likely = 0.5f;

    /// <summary>Likelihood of a frame that voice goes on with.</summary>
    public const float GoOn = 0.3f;

    /// <summary>Likelihood of a frame that is voice beyond doubt.</summary>
    public const float Strong = 0.85f;

    /// <summary>What a frame that must not be voice has at most.</summary>
    public const float Unlikely = 0.1f;

    /// <summary>
    /// Evidence with which voice begins: a likely frame with a pitch is 1, a strong one more, so that two of these are
    /// enough: 40 ms.
    /// </summary>
    public const float Begin = 2.5f, WithPitch = 1, WhenStrong = 1.25f;

    /// <summary>
    /// Evidence of a likely frame without a pitch, or with one that may be a machine's; and the most that those alone give.
    /// </summary>
    public const float WithoutPitch = 0.34f, MostWithoutPitchEvidence = 1;

    /// <summary>What an unlikely frame leaves of the evidence.</summary>
    public const float Forget = 0.5f;

    /// <summary>
    /// For how many frames voice goes on without a voice's pitch: 240 ms, a long "sh".
    /// </summary>
    public const int MostWithoutPitch = 12;

    /// <summary>
    /// How many dB under the loudest voice of late a frame may be to begin voice, and to go on with it: others in the
    /// room are further away, and the weakest sounds of a word are in its middle or at its end. With 16 dB to begin, talk at
    /// 15 dB under the caller's began an utterance 14 times in 104 turns, with 14 dB 10 times. The price: a caller who becomes
    /// quieter by more is not heard until the loud voice is forgotten, seconds later.
    /// </summary>
    public const float BeginUnderVoice = 14, GoOnUnderVoice = 24;

    /// <summary>How fast the level of the voice is learnt, as a share of the difference, and forgotten: 1 dB a second.</summary>
    public const float LouderShare = 0.2f, QuieterDb = 0.02f;

    // What a frame's dB over the noise say beyond this is no more than that it is loud.
    private const float MostOver = 6;

    /// <summary>How much a frame is like voice.</summary>
    /// <param name="over">Its mean dB over the noise (<see cref="VoiceBands.Over"/>); noise has 0.7 at most.</param>
    /// <param name="pitch">How clear its pitch is.</param>
    public static float Likelihood(float over, float pitch) =>
        1 / (1 + MathF.Exp(-((0.9f * (Math.Min(over, MostOver) - 2.6f)) + (9 * (pitch - 0.5f)))));

    /// <summary>
    /// How many dB over the noise the voice of late is when somebody near was heard. Talk in the room seldom comes to it.
    /// As the voice of late is forgotten by 1 dB a second, a caller stays near for some seconds after his last word.
    /// </summary>
    public const float NearOverNoise = 10;

    // dB over the noise for each dB of the swing: with somebody near, and with nobody, when all that is heard may be the room.
    private const float BeginWithNear = 3.2f, BeginWithNobody = 4, GoOnWithNear = 2.4f, GoOnWithNobody = 3;

    /// <summary>
    /// How many dB over the noise a frame must be to begin voice: little on a line whose noise is steady, where the
    /// <see cref="NoiseSwing"/> is 0. Where people talk in the room that is 3 to 5 dB, and 99 of 100 frames of theirs are
    /// less than 12 dB over the noise: with nobody near the bound is beyond that, and with a caller
    /// <see cref="BeginUnderVoice"/> keeps the room out as well, and the weak beginnings of the caller's words count more.
    /// </summary>
    /// <param name="swing">The swing, in dB.</param>
    /// <param name="isNearHeard">Somebody near was heard of late.</param>
    public static float BeginOverNoise(float swing, bool isNearHeard) => 2 + ((isNearHeard ? BeginWithNear : BeginWithNobody) * swing);

    /// <summary>The same to go on with it.</summary>
    public static float GoOnOverNoise(float swing, bool isNearHeard) => ((isNearHeard ? GoOnWithNear : GoOnWithNobody) * swing) - 3;
}
