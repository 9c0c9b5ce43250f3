using System.Text.Json.Nodes;

namespace YemotAi.Deployment.Manifests;

/// <summary>Short ways into manifests: what is not there is null or empty.</summary>
internal static class Json
{
    /// <summary>What stands at a path such as <c>spec.template.spec</c>; a name with dots in it is reached by itself.</summary>
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var name in path.Split('.')) node = (node as JsonObject)?[name];
        return node;
    }

    /// <summary>The text there.</summary>
    public static string? Text(this JsonNode? node, string path) => node.At(path)?.ToString();

    /// <summary>The whole number there.</summary>
    public static int? Number(this JsonNode? node, string path) =>
        node.At(path) is JsonValue value && value.TryGetValue<long>(out var number) ? (int)number : null;

    /// <summary>The entries of the list there.</summary>
    public static IEnumerable<JsonNode> List(this JsonNode? node, string path) =>
        (node.At(path) as JsonArray)?.OfType<JsonNode>() ?? [];

    /// <summary>The names and texts there.</summary>
    public static Dictionary<string, string> Map(this JsonNode? node, string path) =>
        (node.At(path) as JsonObject)?.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "") ?? [];
}
