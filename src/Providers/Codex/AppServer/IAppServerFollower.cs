namespace YemotAi.Providers.Codex.AppServer;

/// <summary>Follows what happens in one thread of an app-server.</summary>
internal interface IAppServerFollower
{
    /// <summary>
    /// Takes in what happened. Called by the one reader of all conversations of a process, so it must return at once.
    /// </summary>
    void Take(AppServerEvent happened);
}
