namespace YemotAi.Calls.Minds.Admission;

/// <summary>Why a provider's queue gave no turn.</summary>
public enum ProviderRefusal
{
    /// <summary>The queue is full.</summary>
    QueueFull,

    /// <summary>By the length of late turns, the wait would be longer than it may: said at once, without waiting.</summary>
    WouldWaitTooLong,

    /// <summary>It waited as long as it may.</summary>
    WaitedTooLong,

    /// <summary>
    /// Whoever wanted it has left already, or had the turn and it is over: nobody waits for it, and nothing is to be
    /// done. Does not count as refused.
    /// </summary>
    AlreadyLeft,

    /// <summary>The queue could not be asked: the engine stops, or where it is cannot be reached.</summary>
    Unreachable,
}
