namespace YemotAi.Calls.Storage;

/// <summary>What a store holds of one actor.</summary>
/// <param name="Version">How often it was written.</param>
/// <param name="Snapshot">The last snapshot, or null.</param>
/// <param name="Journal">The journal, oldest first.</param>
public sealed record StoredActor(
    long Version,
    ReadOnlyMemory<byte>? Snapshot,
    IReadOnlyList<ReadOnlyMemory<byte>> Journal);
