namespace YemotAi.Calls.Voice.Turns;

/// <summary>
/// Whose turn it is and what is known of it. A value: <see cref="TurnMachine.Next"/> makes the next one. Times are on
/// the axis of the events.
/// </summary>
public readonly record struct TurnState()
{
    /// <summary>Whose turn it is.</summary>
    public TurnPhase Phase { get; init; }

    /// <summary>Number of the turn that was handed to the agent last, from 1.</summary>
    public int Turn { get; init; }

    /// <summary>How the caller is listened to now.</summary>
    public TurnListening Listening { get; init; } = new();

    /// <summary>How many frames of voice in a row came just now, hangover included.</summary>
    public int VoiceRun { get; init; }

    /// <summary>How many frames of strong voice in a row came just now.</summary>
    public int StrongRun { get; init; }

    /// <summary>When a voice was heard last.</summary>
    public TimeSpan LastVoice { get; init; }

    /// <summary>Whether the caller's sound is being kept for a segment.</summary>
    public bool IsOpen { get; init; }

    /// <summary>When the segment that is kept began.</summary>
    public TimeSpan SegmentSince { get; init; }

    /// <summary>When the utterance began whose segment is kept or was closed last.</summary>
    public TimeSpan UtteranceSince { get; init; }

    /// <summary>How much voice the utterance has had.</summary>
    public TimeSpan Voiced { get; init; }

    /// <summary>Number of the segment that was closed last, from 1.</summary>
    public int Closed { get; init; }

    /// <summary>Number of the segment whose words came last.</summary>
    public int Recognised { get; init; }

    /// <summary>The words of the utterance so far.</summary>
    public string Words { get; init; } = "";

    /// <summary>Until when the rest of an unfinished utterance is waited for; null when nothing is waited for.</summary>
    public TimeSpan? HoldUntil { get; init; }

    /// <summary>What was keyed and is not handed over yet.</summary>
    public string Keys { get; init; } = "";

    /// <summary>When a key was pressed last.</summary>
    public TimeSpan LastKey { get; init; }

    /// <summary>Since when there has been nothing but silence.</summary>
    public TimeSpan QuietSince { get; init; }

    /// <summary>Until when only a strong voice begins an utterance.</summary>
    public TimeSpan RefractoryUntil { get; init; }

    /// <summary>From when on the answer may be spoken.</summary>
    public TimeSpan AnswerFrom { get; init; }

    /// <summary>When the next sign of life is due.</summary>
    public TimeSpan HintAt { get; init; }

    /// <summary>Whether the answer can be spoken and only the breath before it is missing.</summary>
    public bool IsReplyReady { get; init; }

    /// <summary>The agent has paused for a sound that may be an interruption.</summary>
    public bool IsPaused { get; init; }

    /// <summary>What was said when the agent paused is an answer, however short: its speech was about to end.</summary>
    public bool IsEarlyAnswer { get; init; }

    /// <summary>The words that were handed over last, and when: the same again is not handed over again.</summary>
    public string LastSubmitted { get; init; } = "";

    /// <summary>When that was.</summary>
    public TimeSpan LastSubmittedAt { get; init; }

    /// <summary>A call whose line has just been opened: the agent's greeting is awaited as the answer to turn 0.</summary>
    public static TurnState Opened(TimeSpan now, TurnOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new TurnState
        {
            Phase = TurnPhase.Thinking,
            AnswerFrom = now + options.GreetingWait,
            HintAt = now + options.GreetingWait + options.HintAfter,
            QuietSince = now,
            LastVoice = now,
        };
    }
}
