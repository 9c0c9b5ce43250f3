namespace YemotAi.Calls.Storage;

/// <summary>One atomic change of an actor's stored state.</summary>
public readonly record struct ActorWrite
{
    /// <summary>Replaces the snapshot; null leaves the stored one as it is.</summary>
    public ReadOnlyMemory<byte>? Snapshot { get; init; }

    /// <summary>Added at the end of the journal; null adds nothing.</summary>
    public ReadOnlyMemory<byte>? Append { get; init; }

    /// <summary>
    /// When the actor wants to be woken, to the second. Every write sets it anew: null means never. It is stored with
    /// the state, so it survives a restart.
    /// </summary>
    public DateTimeOffset? WakeAt { get; init; }
}
