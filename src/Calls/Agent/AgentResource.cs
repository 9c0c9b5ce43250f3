using System.Text.Json;
using System.Text.Json.Serialization;

namespace YemotAi.Calls.Agent;

/// <summary>Reads the texts that are built into this assembly.</summary>
internal static class AgentResource
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        RespectRequiredConstructorParameters = true,
    };

    public static T Read<T>(string file)
    {
        var name = $"{typeof(AgentResource).Namespace}.Phrases.{file}";
        using var stream = typeof(AgentResource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        return JsonSerializer.Deserialize<T>(stream, Options)
            ?? throw new InvalidOperationException($"The resource {name} is empty.");
    }
}
