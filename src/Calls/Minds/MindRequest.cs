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

    /// <summary>How the agent should behave, from settings; empty for the mind's own manner.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>Earlier turns, oldest first. The same mind or another may have answered them.</summary>
    public IReadOnlyList<Exchange> History { get; init; } = [];

    /// <summary>Now.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How long the answer may be, in characters.</summary>
    public int MaxCharacters { get; init; } = 420;
}
