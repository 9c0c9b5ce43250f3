using YemotAi.Telephony.Yemot.Answers;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>One sentence: pieces of safe text, and items between them. Never empty.</summary>
/// <param name="Parts">The pieces in their order; each has either a text or an item.</param>
internal sealed record SpokenSentence(IReadOnlyList<SpokenPart> Parts)
{
    /// <summary>Characters of all pieces with a space between each two.</summary>
    public int Length => Parts.Sum(part => part.Length) + Parts.Count - 1;
}

/// <summary>A piece of a sentence.</summary>
/// <param name="Text">Safe text; null when it is an item.</param>
/// <param name="Item">The item; null when it is text.</param>
internal readonly record struct SpokenPart(string? Text, PromptItem? Item)
{
    /// <summary>Characters of it.</summary>
    public int Length => Text?.Length ?? Item!.Content.Length;
}
