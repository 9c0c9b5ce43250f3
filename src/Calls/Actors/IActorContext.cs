using YemotAi.Calls.Sound;

namespace YemotAi.Calls.Actors;

/// <summary>
/// What the engine gives an actor: identity, time, stored state, sound, timers, and a say in its own lifetime.
/// </summary>
public interface IActorContext
{
    /// <summary>Who this actor is.</summary>
    ActorKey Key { get; }

    /// <summary>The clock. All time in an actor comes from here.</summary>
    TimeProvider Time { get; }

    /// <summary>What is stored for this actor, as loaded on activation and as written since.</summary>
    IActorState State { get; }

    /// <summary>The sound of the phone that is attached to this actor, if one is. It keeps the actor in memory.</summary>
    IActorSound Sound { get; }

    /// <summary>
    /// Starts a timer whose callback runs as one of the actor's own turns. It ends when it is disposed or when the
    /// actor is deactivated: after that it never fires.
    /// </summary>
    /// <param name="callback">What to run. An exception is logged and does not stop a repeating timer.</param>
    /// <param name="due">Time until the first run.</param>
    /// <param name="period">Time between runs, or <see cref="Timeout.InfiniteTimeSpan"/> for a single run.</param>
    IDisposable StartTimer(Func<CancellationToken, ValueTask> callback, TimeSpan due, TimeSpan period);

    /// <summary>Keeps the actor in memory, however idle, until the returned object is disposed.</summary>
    IDisposable KeepAlive();

    /// <summary>Asks the engine to let the actor go as soon as it has nothing more to do.</summary>
    void DeactivateWhenIdle();
}
