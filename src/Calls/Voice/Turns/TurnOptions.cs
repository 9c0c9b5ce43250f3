namespace YemotAi.Calls.Voice.Turns;

/// <summary>
/// How a spoken conversation takes turns. Names in brackets are those of the environment.
/// </summary>
public sealed record TurnOptions
{
    /// <summary>
    /// Silence after which the caller's utterance may be over (<c>MIN_UTT_SEC</c>). Default 0.48 s, counted from where the
    /// voice detector, with its hangover, no longer hears a voice.
    /// </summary>
    public TimeSpan EndSilence { get; init; } = TimeSpan.FromSeconds(0.48);

    /// <summary>An utterance shorter than this needs less silence: short answers come in one piece. Default 1.2 s.</summary>
    public TimeSpan ShortUtterance { get; init; } = TimeSpan.FromSeconds(1.2);

    /// <summary>How much less silence a short utterance needs. Default 0.12 s.</summary>
    public TimeSpan ShortDiscount { get; init; } = TimeSpan.FromSeconds(0.12);

    /// <summary>The least silence in any case. Default 0.35 s: shorter ones are inside words.</summary>
    public TimeSpan LeastEndSilence { get; init; } = TimeSpan.FromSeconds(0.35);

    /// <summary>
    /// How long an utterance may be before what there is of it is recognised while the caller speaks on
    /// (<c>MAX_UTT_SEC</c>). Default 7 s: recognition of long sound takes long.
    /// </summary>
    public TimeSpan LongestSegment { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>After how long of listening to one utterance it is answered, silence or not. Default 60 s.</summary>
    public TimeSpan LongestUtterance { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Less voice than this is noise: a cough, a click, a breath. Default 0.28 s, with the hangover.</summary>
    public TimeSpan LeastVoice { get; init; } = TimeSpan.FromSeconds(0.28);

    /// <summary>
    /// From how much voice on it is worth asking the caller to say it again when nothing was recognised. Default 0.7 s.
    /// </summary>
    public TimeSpan UnclearVoice { get; init; } = TimeSpan.FromSeconds(0.7);

    /// <summary>
    /// How long to wait for the rest when what was said is plainly not finished: it ends with "and", "of", "because".
    /// Default 1.4 s of silence in all.
    /// </summary>
    public TimeSpan UnfinishedSilence { get; init; } = TimeSpan.FromSeconds(1.4);

    /// <summary>
    /// How long to wait for more after what people go on from: a greeting, "I have a question", "if I order today". Default 1 s
    /// of silence in all: few pauses there are longer, and a caller who only said "hello" is not kept waiting.
    /// </summary>
    public TimeSpan OpeningSilence { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait for the rest of a number that is being dictated. Default 2.2 s of silence in all.</summary>
    public TimeSpan DictationSilence { get; init; } = TimeSpan.FromSeconds(2.2);

    /// <summary>The shortest breath before an answer (<c>RESP_MIN_DELAY_MS</c>). Default 220 ms.</summary>
    public TimeSpan ShortestBreath { get; init; } = TimeSpan.FromMilliseconds(220);

    /// <summary>The longest breath before an answer that is there (<c>RESP_MAX_DELAY_MS</c>). Default 360 ms.</summary>
    public TimeSpan LongestBreath { get; init; } = TimeSpan.FromMilliseconds(360);

    /// <summary>
    /// How long the caller must have been silent, from the last of the words that are answered, when the agent begins to speak;
    /// a cough in that time does not begin it anew. Default 0.8 s: most pauses inside of
    /// sentences are shorter, and until then a caller who goes on takes the turn back unnoticed. A mind that has to think is
    /// later anyway.
    /// </summary>
    public TimeSpan SilenceBeforeAnswer { get; init; } = TimeSpan.FromSeconds(0.8);

    /// <summary>
    /// After the agent has spoken, for how long only a voice that is surely the caller's begins an utterance
    /// (<c>REPLY_REFRACTORY_MS</c>). Default 750 ms. The source document drops all sound in it, and with it a quick "yes".
    /// </summary>
    public TimeSpan Refractory { get; init; } = TimeSpan.FromMilliseconds(750);

    /// <summary>Whether the caller may speak over the agent (<c>BARGE_IN</c>). Default true.</summary>
    public bool BargeIn { get; init; } = true;

    /// <summary>
    /// How many consecutive frames of strong voice make the agent fall silent (<c>BARGE_IN_VOICE_FRAMES</c>). Default 3,
    /// which is 60 ms.
    /// </summary>
    public int BargeInFrames { get; init; } = 3;

    /// <summary>
    /// After how much voice over the agent it is an interruption, whatever its words will be. Default 5 s: the agent is silent
    /// meanwhile, and people in the room, of whom nothing is recognised, are seldom heard for so long at a time.
    /// </summary>
    public TimeSpan SureInterruption { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// When the agent's speech has no more than this left, what the caller says is an answer and not a nod. Default 0.7 s.
    /// </summary>
    public TimeSpan EarlyAnswer { get; init; } = TimeSpan.FromSeconds(0.7);

    /// <summary>How long the same words of the caller again are taken for the same (<c>DEDUP_WINDOW_SEC</c>). Default 14 s.</summary>
    public TimeSpan RepeatWindow { get; init; } = TimeSpan.FromSeconds(14);

    /// <summary>After how long of thinking the caller gets a sign of life (<c>THINKING_HINT_MS</c>). Default 800 ms.</summary>
    public TimeSpan HintAfter { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>After how long another one follows. Default 6 s.</summary>
    public TimeSpan HintAgain { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>
    /// How long an answer that is ready is held back for a voice that goes on, before what it says is recognised: when
    /// nothing is, it is a radio, and the answer is spoken. Default 4 s: longer than most second thoughts of callers.
    /// </summary>
    public TimeSpan AnswerHeldBack { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How long the caller may speak first before the greeting begins. Default 0.8 s; who speaks then is listened to.
    /// </summary>
    public TimeSpan GreetingWait { get; init; } = TimeSpan.FromSeconds(0.8);

    /// <summary>
    /// When neither side has made a sound for this long and nobody was asked anything, the agent speaks. Default 2.5 s.
    /// </summary>
    public TimeSpan DeadAir { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>The same after a question: the caller may be thinking. Default 6 s.</summary>
    public TimeSpan AnswerWait { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>After how long without a further key what was keyed is taken. Default 1.8 s; <c>#</c> ends it at once.</summary>
    public TimeSpan KeyPause { get; init; } = TimeSpan.FromSeconds(1.8);

    /// <summary>How many keys are taken at most. Default 32; further ones end the entry.</summary>
    public int MaxKeys { get; init; } = 32;
}
