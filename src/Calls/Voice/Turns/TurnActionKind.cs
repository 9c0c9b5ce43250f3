namespace YemotAi.Calls.Voice.Turns;

/// <summary>What can be to be done because of whose turn it is.</summary>
public enum TurnActionKind
{
    /// <summary>Keep the caller's sound from now on, with a little of what came before.</summary>
    OpenSegment,

    /// <summary>Recognise what was kept as the segment of this number; what comes now is not kept.</summary>
    CloseSegment,

    /// <summary>What was kept was noise: throw it away.</summary>
    DropSegment,

    /// <summary>The caller's words are the next turn, of this number.</summary>
    SubmitWords,

    /// <summary>The caller's keys are the next turn, of this number.</summary>
    SubmitKeys,

    /// <summary>The caller has said nothing for too long: that is the next turn, of this number.</summary>
    SubmitSilence,

    /// <summary>The caller has said something that could not be understood: that is the next turn, of this number.</summary>
    SubmitUnclear,

    /// <summary>Give a sign of life while the agent thinks.</summary>
    GiveHint,

    /// <summary>Begin to speak the answer of this turn.</summary>
    StartSpeech,

    /// <summary>Be silent at once, ready to go on from where the caller has heard it.</summary>
    PauseSpeech,

    /// <summary>Go on from there.</summary>
    ResumeSpeech,

    /// <summary>
    /// The answer is not wanted any more: be silent, and stop thinking if it is not known to its end. The agent is told
    /// what was heard.
    /// </summary>
    StopSpeech,
}
