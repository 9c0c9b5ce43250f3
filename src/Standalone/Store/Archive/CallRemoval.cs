using YemotAi.Standalone.Store.Writing;

namespace YemotAi.Standalone.Store.Archive;

/// <summary>The removal of some old calls, waiting for its group. Gives how many went.</summary>
internal sealed class CallRemoval(ArchiveStatements statements, long endedBefore, int most) : QueuedWrite
{
    /// <inheritdoc/>
    public override long Bytes => 300;

    /// <inheritdoc/>
    protected override long Write() => statements.Remove(endedBefore, most);
}
