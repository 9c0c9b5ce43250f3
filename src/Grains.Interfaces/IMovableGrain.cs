namespace YemotAi.Grains.Interfaces;

/// <summary>An actor as a grain, of whatever kind: it can be asked to go to another silo.</summary>
[Alias("yemotai.movable")]
public interface IMovableGrain : IGrainWithStringKey
{
    /// <summary>
    /// Moves the actor to another silo as soon as it has nothing under way. Only a wish: what is stored is the truth,
    /// and the actor lives on wherever it is asked for next.
    /// </summary>
    /// <param name="to">The silo.</param>
    [Alias("Move")]
    Task MoveAsync(SiloAddress to);
}
