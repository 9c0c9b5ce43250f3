namespace YemotAi.Calls.Voice.Turns;

/// <summary>What the words of a caller say about whether more is to come.</summary>
public enum UtteranceSense
{
    /// <summary>They can stand as they are.</summary>
    Complete,

    /// <summary>They end where no sentence ends.</summary>
    Unfinished,

    /// <summary>
    /// They could stand, but people go on after them: a greeting, "I have a question", "if I order today". Who does not go on
    /// waits for an answer.
    /// </summary>
    Opening,

    /// <summary>They end in a row of digits that may go on: a telephone number that is being dictated.</summary>
    Dictating,

    /// <summary>They only say that the caller listens: "yes", "right", "I see".</summary>
    BackChannel,
}
