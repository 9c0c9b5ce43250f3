namespace YemotAi.Calls.Minds;

/// <summary>One turn of a conversation, as a mind sees it.</summary>
public sealed record MindRequest
{
    /// <summary>The conversation: the call's key. The same for all turns of one call.</summary>
    public required string Conversation { get; init; }

    /// <summary>What the caller said.</summary>
    public required string Said { get; init; }

    /// <summary>The business for which the agent speaks; empty if there is none.</summary>
    public string Business { get; init; } = "";

    /// <summary>
    /// How the agent should behave, from settings; empty for the mind's own manner. The same for all turns of a call.
    /// </summary>
    public string Instructions { get; init; } = "";

    /// <summary>Earlier turns, oldest first. The same mind or another may have answered them.</summary>
    public IReadOnlyList<Exchange> History { get; init; } = [];

    /// <summary>
    /// What the mind that answered last gave, when it answered the last of <see cref="History"/>: it may go on from
    /// there. Null, or of another mind: what came before is <see cref="History"/>, and nothing else holds it all.
    /// </summary>
    public MindSession? Session { get; init; }

    /// <summary>When the call began: a model is told the day, and for all turns of a call the same.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>Now.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How long the answer may be, in characters. A wish: a longer one is said in parts.</summary>
    public int MaxCharacters { get; init; } = 420;

    /// <summary>How long the answer may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>What the mind may ask to be done after its words, beside going on.</summary>
    public IReadOnlyList<AgentAct> Acts { get; init; } = [];

    /// <summary>What a model may call while it answers; minds that cannot call anything answer without.</summary>
    public IReadOnlyList<MindTool> Tools { get; init; } = [];

    /// <summary>Who takes in the answer's words while they come; null for nobody.</summary>
    public IAnswerEar? Ear { get; init; }
}
