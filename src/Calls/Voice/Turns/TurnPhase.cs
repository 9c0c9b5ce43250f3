namespace YemotAi.Calls.Voice.Turns;

/// <summary>Whose turn it is.</summary>
public enum TurnPhase
{
    /// <summary>The caller's: silence or speech is listened to.</summary>
    Listening,

    /// <summary>What the caller said is with the agent, and nothing of its answer is heard yet.</summary>
    Thinking,

    /// <summary>The agent's: it speaks, or has paused for a sound that may be an interruption.</summary>
    Speaking,
}
