namespace YemotAi.Calls.Actors;

/// <summary>
/// The engine is stopping: it activates nobody any more. An actor that still has work takes events until it is done.
/// </summary>
public sealed class EngineStoppingException() : Exception("The engine is stopping and takes no new events.");
