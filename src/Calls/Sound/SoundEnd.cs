namespace YemotAi.Calls.Sound;

/// <summary>Why sound ended.</summary>
public enum SoundEnd
{
    /// <summary>The line was put down. Only the actor hears of it.</summary>
    Detached,

    /// <summary>Another line was attached to the same call and has taken the place. Both ends hear of it.</summary>
    Replaced,

    /// <summary>Nothing was heard of the line for <see cref="SoundOptions.LostLimit"/>. Only the actor hears of it.</summary>
    Lost,

    /// <summary>The engine is stopping. Both ends hear of it.</summary>
    Stopping,

    /// <summary>
    /// The actor has said all (<see cref="IActorSound.End"/>), and it has been handed over. Both ends hear of it.
    /// </summary>
    Finished,
}
