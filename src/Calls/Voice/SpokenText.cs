namespace YemotAi.Calls.Voice;

/// <summary>A text to be spoken.</summary>
/// <param name="Text">The words, as they are read.</param>
public sealed record SpokenText(string Text)
{
    /// <summary>The language, such as <c>he-IL</c>.</summary>
    public string Language { get; init; } = "he-IL";

    /// <summary>How fast: 1 is the voice's own speed, less is slower.</summary>
    public double Speed { get; init; } = 1;
}
