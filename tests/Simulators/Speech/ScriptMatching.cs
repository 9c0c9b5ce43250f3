namespace YemotAi.Simulators.Speech;

/// <summary>How a scripted recogniser finds what it hears.</summary>
public enum ScriptMatching
{
    /// <summary>Each sound is the script's next utterance, whatever it is like.</summary>
    InOrder,

    /// <summary>
    /// Each sound is the utterance most like it in length and loudness; each utterance may be heard again and again. One that
    /// is like none is not understood.
    /// </summary>
    ByLikeness,
}
