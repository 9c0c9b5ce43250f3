namespace YemotAi.Grains.State;

/// <summary>All that is stored of one actor. It is written whole each time: a call's is some kilobytes.</summary>
/// <remarks>Numbers of members are never used again and never change their meaning.</remarks>
[GenerateSerializer]
[Alias("yemotai.actor-record")]
public sealed class ActorRecord
{
    /// <summary>Rises by one with every write.</summary>
    [Id(0)]
    public long Version { get; set; }

    /// <summary>The last snapshot, or null.</summary>
    [Id(1)]
    public byte[]? Snapshot { get; set; }

    /// <summary>The journal, oldest first.</summary>
    [Id(2)]
    public List<byte[]> Journal { get; set; } = [];

    /// <summary>When the actor wants to be woken; null for never.</summary>
    [Id(3)]
    public DateTimeOffset? WakeAt { get; set; }

    /// <summary>
    /// Which activation wrote it: who did not hear whether a write arrived knows by it that what is stored is its own.
    /// </summary>
    [Id(4)]
    public Guid Writer { get; set; }

    /// <summary>
    /// What is stored could not be read: this stands for something unknown. Never stored as true.
    /// </summary>
    [Id(5)]
    public bool IsUnread { get; set; }
}
