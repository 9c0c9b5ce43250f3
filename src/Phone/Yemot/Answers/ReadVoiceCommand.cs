namespace YemotAi.Phone.Yemot.Answers;

/// <summary>A <c>read</c> that listens for words.</summary>
/// <param name="Position">Where it begins in the answer.</param>
/// <param name="Items">The question.</param>
/// <param name="Name">The name of the value (field 1).</param>
/// <param name="Reuses">Whether a value that exists already is used instead of asking (field 2).</param>
public sealed record ReadVoiceCommand(int Position, IReadOnlyList<PromptItem> Items, string Name, bool Reuses)
    : ReadCommand(Position, Items, Name, Reuses)
{
    /// <summary>The language (field 4); empty is the extension's, or Hebrew.</summary>
    public string Language { get; init; } = "";

    /// <summary>Whether the caller may key instead of speaking (field 5, and not with the long-speech engine).</summary>
    public bool AllowsKeys { get; init; } = true;

    /// <summary>The most digits (field 6); null is not limited.</summary>
    public int? MaxDigits { get; init; }

    /// <summary>Whether the long-speech engine listens (field 7).</summary>
    public bool LongSpeech { get; init; }

    /// <summary>The seconds of silence that end the speech (field 8).</summary>
    public int? SilenceSeconds { get; init; }

    /// <summary>The most seconds of speech (field 9).</summary>
    public int? MaxSeconds { get; init; }
}
