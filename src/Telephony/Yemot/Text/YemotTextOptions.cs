namespace YemotAi.Telephony.Yemot.Text;

/// <summary>How a text is made into prompts.</summary>
public sealed record YemotTextOptions
{
    /// <summary>The least that <see cref="MaxCharacters"/> can be: the longest word must fit.</summary>
    public const int LeastMaxCharacters = Sentences.MaxWordLength + 2;

    /// <summary>The defaults.</summary>
    public static YemotTextOptions Default { get; } = new();

    /// <summary>
    /// Most characters of one prompt, in <see cref="YemotText.Pages"/>. Default 800: no limit of inline text is
    /// documented; lines in use keep to 350 to 900.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than <see cref="LeastMaxCharacters"/>.</exception>
    public int MaxCharacters
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, LeastMaxCharacters);
            field = value;
        }
    } = 800;

    /// <summary>
    /// Makes each sentence an item of its own. Every item is spoken apart, with a gap that can be heard: for callers who
    /// asked for a slower pace. Default no: one item, with commas for the pauses.
    /// </summary>
    public bool EachSentenceApart { get; init; }

    /// <summary>
    /// Keeps Hebrew vowel points, which tell the voice how a word is said. Default yes; chant marks always go.
    /// </summary>
    public bool KeepVowelPoints { get; init; } = true;
}
