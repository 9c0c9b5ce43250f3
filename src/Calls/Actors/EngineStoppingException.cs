namespace YemotAi.Calls.Actors;

/// <summary>The engine is stopping and takes no new events; what was already taken is finished.</summary>
public sealed class EngineStoppingException() : Exception("The engine is stopping and takes no new events.");
