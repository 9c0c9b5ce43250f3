namespace YemotAi.Calls.Sound;

/// <summary>What one end of a call's sound has counted. Frames that were cleared count as sent, if they were, and no more.</summary>
/// <param name="Sent">Frames that went to the other end; some may have been lost on the way.</param>
/// <param name="Received">Frames that were handed to the receiver.</param>
/// <param name="Dropped">Frames that this end dropped: too old, nobody attached, or no receiver.</param>
/// <param name="Lost">Frames of the other end that never came, those that it dropped among them.</param>
/// <param name="Late">Frames that came a second time, or after they had been given up as lost.</param>
/// <param name="Reattached">How often the line was attached again.</param>
public readonly record struct SoundFigures(long Sent, long Received, long Dropped, long Lost, long Late, long Reattached);
