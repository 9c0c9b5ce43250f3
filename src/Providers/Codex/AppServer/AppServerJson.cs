using System.Text.Json;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>Reads fields that may be missing or of another kind than they should be.</summary>
internal static class AppServerJson
{
    /// <summary>A text; empty when there is none.</summary>
    public static string Text(JsonElement parent, string name) =>
        Field(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    /// <summary>A number of tokens; 0 when there is none.</summary>
    public static long Count(JsonElement parent, string name) =>
        Field(parent, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count)
            ? Math.Max(0, count)
            : 0;

    /// <summary>A field; null when there is none.</summary>
    public static JsonElement? Field(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : null;
}
