using YemotAi.Calls.Actors;

namespace YemotAi.Calls.Storage;

/// <summary>A write named a version that is no longer the stored one: someone else has written since.</summary>
/// <param name="key">Whose state.</param>
/// <param name="expected">The version that the writer had loaded or written last.</param>
public sealed class StaleStateException(ActorKey key, long expected)
    : Exception($"The state of {key.Kind} was changed by someone else since version {expected}.")
{
    /// <summary>Whose state.</summary>
    public ActorKey Key { get; } = key;

    /// <summary>The version that the writer had.</summary>
    public long Expected { get; } = expected;
}
