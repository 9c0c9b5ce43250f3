using System.Text.Json;

namespace YemotAi.Providers.Transcription;

/// <summary>Reads what a transcription server answers. Nothing in it is trusted.</summary>
internal static class TranscriptionAnswer
{
    private const int LongestCode = 60;

    /// <summary>The words of <c>{"text": …}</c>, on one line; null when it is none.</summary>
    public static string? Words(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty("text", out var text)
                || text.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            return OnOneLine(text.GetString()!);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Bytes that are no UTF-8 pass the parser and fail when they are read.
            return null;
        }
    }

    /// <summary>Words without line breaks and other control characters.</summary>
    public static string OnOneLine(string words) => string.Create(words.Length, words, static (line, words) =>
    {
        for (var i = 0; i < line.Length; i++) line[i] = char.IsControl(words[i]) ? ' ' : words[i];
    }).Trim();

    /// <summary>
    /// The code of <c>{"error": {"code": …, "type": …}}</c> when it is a plain name; empty otherwise. The message beside
    /// it may repeat a part of the key.
    /// </summary>
    public static string ErrorCode(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty("error", out var error)
                || error.ValueKind != JsonValueKind.Object)
            {
                return "";
            }

            return Name(error, "code") ?? Name(error, "type") ?? "";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    private static string? Name(JsonElement error, string property) =>
        error.TryGetProperty(property, out var code)
        && code.ValueKind == JsonValueKind.String
        && code.GetString() is { Length: > 0 and <= LongestCode } name
        && name.All(c => char.IsAsciiLetterLower(c) || c == '_')
            ? name
            : null;
}
