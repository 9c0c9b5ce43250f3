namespace YemotAi.Calls.Agent;

/// <summary>How one agent answers an extension.</summary>
public sealed class AgentSettings
{
    /// <summary>
    /// The extension's path without a leading slash; empty is the root, <c>*</c> is every extension that has no agent
    /// or handler of its own. Default <c>*</c>.
    /// </summary>
    public string Extension { get; set; } = "*";

    /// <summary>The id of the business for which it speaks. Default <c>example</c>.</summary>
    public string Business { get; set; } = "example";

    /// <summary>The first words; empty takes the greeting of the business's file, or else built-in ones with its name.</summary>
    public string Opening { get; set; } = "";

    /// <summary>How the agent should behave, for minds that take instructions.</summary>
    public string Instructions { get; set; } = "";

    /// <summary>How it listens. Default by the platform's recognition, with keys as an alternative.</summary>
    public ListenBy Listen { get; set; } = ListenBy.Speech;

    /// <summary>How it takes a message. Default by recording: nothing of it is lost in recognition.</summary>
    public ListenBy Messages { get; set; } = ListenBy.Recording;

    /// <summary>The language of recognition, such as <c>he-IL</c>; empty for the line's own. Default empty.</summary>
    public string Language { get; set; } = "";

    /// <summary>The number of a person to whom callers who ask for one are transferred; empty takes that of the business's file.</summary>
    public string PersonNumber { get; set; } = "";

    /// <summary>After how many questions of the caller the agent ends the call. Default 60.</summary>
    public int MaxTurns { get; set; } = 60;

    /// <summary>After how many minutes the agent ends the call. Default 30.</summary>
    public int MaxMinutes { get; set; } = 30;

    /// <summary>
    /// How much of an answer is said at once, in characters; then the caller is asked whether to go on. Default 420,
    /// about half a minute.
    /// </summary>
    public int MaxCharacters { get; set; } = 420;

    /// <summary>The longest answer over all its parts, in characters. Default 4,000, about five minutes.</summary>
    public int MaxAnswerCharacters { get; set; } = 4_000;

    /// <summary>The longest thing of a caller that a mind is given, in characters. Default 2,000.</summary>
    public int MaxHeardCharacters { get; set; } = 2_000;

    /// <summary>How long a mind may think, in seconds. Default 40; then the agent apologises and offers a message.</summary>
    public int MindSeconds { get; set; } = 40;
}
