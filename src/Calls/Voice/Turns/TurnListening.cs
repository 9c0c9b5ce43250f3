namespace YemotAi.Calls.Voice.Turns;

/// <summary>How the caller is listened to after the agent has spoken.</summary>
public readonly record struct TurnListening()
{
    /// <summary>The caller was asked something, so a silence is one of thinking.</summary>
    public bool ExpectsAnswer { get; init; } = true;

    /// <summary>Whether keys count.</summary>
    public bool Keys { get; init; } = true;

    /// <summary>
    /// The caller tells something longer, such as a message: only this much silence ends it. Zero for an answer in
    /// conversation.
    /// </summary>
    public TimeSpan LongSilence { get; init; }

    /// <summary>With <see cref="LongSilence"/>: after how long it ends in any case.</summary>
    public TimeSpan LongLimit { get; init; }

    /// <summary>Whether a longer story is listened to.</summary>
    public bool IsLong => LongSilence > TimeSpan.Zero;
}
