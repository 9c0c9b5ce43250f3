using YemotAi.Calls.Actors;

namespace YemotAi.Calls.Sound;

/// <summary>Attaches a phone's sound to the actor of its call, wherever that is.</summary>
public interface ISoundDirectory
{
    /// <summary>
    /// Attaches a line; the actor is activated if it is not. The latest line of a call is the one that is heard: an
    /// earlier one ends with <see cref="SoundEnd.Replaced"/>.
    /// </summary>
    /// <param name="id">Which actor.</param>
    /// <param name="receiver">
    /// Takes what the actor says. Frames may come before this returns. It must not throw and not wait.
    /// </param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="EngineStoppingException">The engine is stopping.</exception>
    Task<ISoundLine> AttachAsync(string id, ISoundReceiver receiver, CancellationToken cancellation);
}
