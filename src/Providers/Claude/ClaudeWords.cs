using System.Text.Json;

namespace YemotAi.Providers.Claude;

/// <summary>What the Claude Code CLI is told on its input.</summary>
internal static class ClaudeWords
{
    /// <summary>The line for words of the user.</summary>
    /// <remarks>
    /// Words that begin with a slash would be a command to the program, which then answers without the model; it looks
    /// for that in the first text only, so the slash comes in a text of its own.
    /// </remarks>
    public static byte[] Line(string words)
    {
        var slash = words.Length - words.AsSpan().TrimStart().Length;
        var isCommand = slash < words.Length - 1 && words[slash] == '/';
        string[] texts = isCommand ? [words[..(slash + 1)], words[(slash + 1)..]] : [words];
        var line = JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "user",
            message = new { role = "user", content = texts.Select(text => new { type = "text", text }) },
        });
        return [.. line, (byte)'\n'];
    }
}
