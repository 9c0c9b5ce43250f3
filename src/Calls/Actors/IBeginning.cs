namespace YemotAi.Calls.Actors;

/// <summary>
/// An event with which an actor may begin its life. When the store is away, an engine of many machines hands only such
/// an event to an actor of which it has nothing in memory: a new call is answered, and an old one is not taken for new.
/// </summary>
public interface IBeginning
{
    /// <summary>Whether this one can be the first.</summary>
    bool CanBeFirst { get; }
}
