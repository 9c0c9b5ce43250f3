namespace YemotAi.Providers.Codex.AppServer;

/// <summary>A conversation that an app-server process holds, between its turns.</summary>
/// <param name="Process">Which process.</param>
/// <param name="Id">The thread's id there.</param>
/// <param name="Signature">What it was begun with and cannot be changed: the instructions and the tools.</param>
internal sealed record AppServerThread(AppServerProcess Process, string Id, string Signature)
{
    /// <summary>How many answers it has given.</summary>
    public int Answers { get; init; }

    /// <summary>The id of its last turn: what still comes of that one is not the next one's.</summary>
    public string LastTurn { get; init; } = "";

    /// <summary>When it was last used, as the clock's timestamp.</summary>
    public long LastUsed { get; init; }

    /// <summary>By what the mind finds it again: changes with every answer, so that it fits one state of the memory only.</summary>
    public string Session => FormattableString.Invariant($"{Id}:{Answers}");
}
