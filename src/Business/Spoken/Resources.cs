using System.Text.Json;

namespace YemotAi.Business.Spoken;

/// <summary>Reads the data files that are built into this assembly.</summary>
internal static class Resources
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>The content of a JSON file, named by the end of its resource name, such as <c>Hours.Phrases.hours.he.json</c>.</summary>
    public static T Json<T>(string name)
    {
        var assembly = typeof(Resources).Assembly;
        using var stream = assembly.GetManifestResourceStream($"YemotAi.Business.{name}")
            ?? throw new InvalidOperationException($"The data file {name} is not built into {assembly.GetName().Name}.");
        return JsonSerializer.Deserialize<T>(stream, Options)
            ?? throw new InvalidOperationException($"The data file {name} is empty.");
    }
}
