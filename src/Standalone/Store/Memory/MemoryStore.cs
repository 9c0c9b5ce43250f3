using YemotAi.Calls.Storage;

namespace YemotAi.Standalone.Store.Memory;

/// <summary>
/// A store that keeps everything in this process and nothing after it: for tests, and for those who want no traces of
/// calls on a disk. Bounded by <see cref="StoreOptions.MemoryActors"/>, <see cref="StoreOptions.MemoryCalls"/> and
/// <see cref="StoreOptions.MemoryMessages"/>.
/// </summary>
/// <param name="options">The settings.</param>
/// <param name="time">The clock.</param>
public sealed class MemoryStore(StoreOptions options, TimeProvider time) : IStore
{
    /// <inheritdoc/>
    public IActorStore Actors { get; } = new MemoryActorStore(options.MemoryActors, time);

    /// <inheritdoc/>
    public ICallArchive Calls { get; } = new MemoryCallArchive(options.MemoryCalls);

    /// <inheritdoc/>
    public IMessageBox Messages { get; } = new MemoryMessageBox(options.MemoryMessages);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
