using YemotAi.Calls.Actors;

namespace YemotAi.Grains.Interfaces.WarmingUp;

/// <summary>Asks an actor of warming up.</summary>
/// <param name="Text">Any text; it comes back.</param>
/// <param name="IsLast">The actor is needed no more.</param>
public sealed record WarmUpEvent(string Text, bool IsLast = false) : IBeginning
{
    /// <inheritdoc/>
    public bool CanBeFirst => true;
}
