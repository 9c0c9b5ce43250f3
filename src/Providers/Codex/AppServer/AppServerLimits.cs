namespace YemotAi.Providers.Codex.AppServer;

/// <summary>What an app-server process may take, and how long it may need.</summary>
internal sealed record AppServerLimits
{
    /// <summary>How long it may take to start. Default 15 seconds: it takes 0.1, and on a busy machine's cold disk some seconds.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long it may take to take in a request, such as a turn: not to answer the caller. Default 4 seconds: it takes
    /// milliseconds, and a turn must still be begun anew elsewhere before its first word is waited for in vain. One that
    /// takes longer hangs and is replaced.
    /// </summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How long it may take to break a turn off. Default 3 seconds: it takes 3 milliseconds. One that takes longer hangs and
    /// is replaced.
    /// </summary>
    public TimeSpan Interrupt { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long who cancels a turn waits for that at most. Default 1 second.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long it is listened on after the model called an act, for the figures and late words. Default 50 milliseconds:
    /// both come in the same moment as the call, if they come. A message that has begun is heard to its end.
    /// </summary>
    public TimeSpan AfterAct { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>After how many turns a process is replaced. Default 10,000.</summary>
    public int Turns { get; init; } = 10_000;

    /// <summary>
    /// With how much memory a process is replaced, in bytes. Default 1 GiB: it has 80 MiB when it starts, and 200
    /// conversations of 20 turns add about as much again.
    /// </summary>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>How often memory and idle conversations are looked at. Default a minute.</summary>
    public TimeSpan Rounds { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After how long without a turn a conversation leaves its process; it comes back from its history. Default 5 minutes.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a model may call tools in one turn. Default 12.</summary>
    public int ToolCalls { get; init; } = 12;

    /// <summary>
    /// How long a tool that runs when its process is gone is waited for, before the turn is begun anew and may call it
    /// again. Default 2 seconds.
    /// </summary>
    public TimeSpan ToolEnd { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest result of a tool, in characters; the rest is cut off. Default 20,000.</summary>
    public int ToolResult { get; init; } = 20_000;

    /// <summary>The longest answer, in characters: an hour of speech. Default 50,000.</summary>
    public int Answer { get; init; } = 50_000;

    /// <summary>The longest that is said in one turn, in characters; it takes 1,048,576. Default 1,000,000.</summary>
    public int Words { get; init; } = 1_000_000;
}
