namespace YemotAi.Calls.Flows;

/// <summary>How to listen to a caller.</summary>
public sealed record Listening
{
    /// <summary>The language, such as <c>he-IL</c>; empty for the line's own.</summary>
    public string Language { get; init; } = "";

    /// <summary>Whether the caller may key instead of speaking. Not with <see cref="LongSpeech"/>.</summary>
    public bool KeysToo { get; init; } = true;

    /// <summary>
    /// Uses the recogniser for longer speech, which waits for a pause and takes no keys.
    /// </summary>
    public bool LongSpeech { get; init; }

    /// <summary>With <see cref="LongSpeech"/>: seconds of silence that end what the caller says. Default 3.</summary>
    public int SilenceSeconds { get; init; } = 3;

    /// <summary>With <see cref="LongSpeech"/>: seconds after which listening ends in any case. Default 60.</summary>
    public int MaxSeconds { get; init; } = 60;
}
