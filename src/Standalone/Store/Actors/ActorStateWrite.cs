using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store.Writing;

namespace YemotAi.Standalone.Store.Actors;

/// <summary>One write of one actor, waiting for its group.</summary>
internal sealed class ActorStateWrite(ActorStatements statements, ActorKey key, long expected, ActorWrite write, long now)
    : QueuedWrite
{
    private const int Overhead = 300;

    /// <inheritdoc/>
    public override long Bytes => Overhead + (write.Append?.Length ?? 0) + (write.Snapshot?.Length ?? 0);

    /// <inheritdoc/>
    protected override long Write() =>
        statements.Write(key, expected, write, now) ?? Refuse(new StaleStateException(key, expected));
}
