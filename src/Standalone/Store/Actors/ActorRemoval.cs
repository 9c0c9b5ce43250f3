using YemotAi.Standalone.Store.Writing;

namespace YemotAi.Standalone.Store.Actors;

/// <summary>The removal of some actors, waiting for its group. Gives how many went.</summary>
internal sealed class ActorRemoval(ActorStatements statements, IReadOnlyList<long> actors, long writtenBefore) : QueuedWrite
{
    /// <inheritdoc/>
    public override long Bytes => 300 + (8L * actors.Count);

    /// <inheritdoc/>
    protected override long Write()
    {
        var removed = 0;
        foreach (var actor in actors)
        {
            if (statements.Remove(actor, writtenBefore)) removed++;
        }

        return removed;
    }
}
