namespace YemotAi.Calls.Minds;

/// <summary>Whether anything of a text can be said aloud.</summary>
public interface ISpeakable
{
    /// <summary>True when a caller would hear at least one word of it: not of markup, emoji, or nothing.</summary>
    bool HasWords(string text);
}
