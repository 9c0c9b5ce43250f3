using YemotAi.Calls.Storage;

namespace YemotAi.Grains.Interfaces.Asking;

/// <summary>Tells what the cluster could not do from what an actor refused.</summary>
internal static class ClusterErrors
{
    /// <summary>Whether an error says that the cluster, and not the actor, could not do it, so that it may go well now.</summary>
    public static bool IsOne(Exception error) => error is OrleansException or TimeoutException or StaleStateException;
}
