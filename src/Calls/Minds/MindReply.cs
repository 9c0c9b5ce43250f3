using System.Text.Json.Serialization;

namespace YemotAi.Calls.Minds;

/// <summary>What a mind answers.</summary>
/// <param name="Text">
/// The words to say. A model may have put markup into them: what speaks takes it out. Empty only together with an act.
/// </param>
/// <param name="Act">
/// What the agent should do after saying them; <see cref="AgentAct.Transfer"/> it announces in its own words instead.
/// </param>
public sealed record MindReply(string Text, AgentAct Act = AgentAct.Continue)
{
    /// <summary>The name of the mind that answered, where several could have.</summary>
    public string Mind { get; init; } = "";

    /// <summary>
    /// By what the same mind finds the conversation again, such as a session id; it comes back with the next request.
    /// Null when the history alone is enough.
    /// </summary>
    public string? Session { get; init; }

    /// <summary>How many characters of <see cref="Text"/> the caller has already been told.</summary>
    public int Heard { get; init; }

    /// <summary>What it used.</summary>
    public MindUsage Usage { get; init; }

    /// <summary>All that were asked for this answer, in order, the one that answered last. For the journal.</summary>
    [JsonIgnore]
    public IReadOnlyList<MindAttempt> Attempts { get; init; } = [];
}
