using System.Text.Json;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Claude;

/// <summary>Reads JSON that may be anything.</summary>
internal static class ClaudeJson
{
    /// <summary>A member that is a text; empty for none.</summary>
    public static string Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    /// <summary>A member that is an object; null for none.</summary>
    public static JsonElement? Object(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value
            : null;

    /// <summary>A member that is a whole number and not below 0; 0 for none.</summary>
    public static long Number(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number is >= 0 and < 1L << 53
            ? number
            : 0;

    /// <summary>
    /// What was used. The vendor counts what it read from its cache, and what it put there, beside the rest of the input.
    /// </summary>
    public static MindUsage Usage(JsonElement usage)
    {
        var cached = Number(usage, "cache_read_input_tokens");
        return new(
            Number(usage, "input_tokens") + Number(usage, "cache_creation_input_tokens") + cached,
            cached,
            Number(usage, "output_tokens"));
    }
}
