namespace YemotAi.Calls.Voice.Turns;

/// <summary>What can happen that matters for whose turn it is.</summary>
public enum TurnEventKind
{
    /// <summary>20 ms of the caller's sound came.</summary>
    Frame,

    /// <summary>A key was pressed.</summary>
    Key,

    /// <summary>A segment of the caller's speech was recognised, or could not be.</summary>
    Words,

    /// <summary>The answer can begin to be spoken.</summary>
    ReplyReady,

    /// <summary>The answer has nothing to be spoken.</summary>
    ReplyEmpty,

    /// <summary>The agent's speech was heard to its end.</summary>
    SpeechEnded,
}
