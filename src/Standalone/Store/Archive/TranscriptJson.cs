using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using YemotAi.Calls.Storage;

namespace YemotAi.Standalone.Store.Archive;

/// <summary>A transcript as it is stored: a JSON array of <c>{"at","speaker","text"}</c>, with Hebrew readable as it is.</summary>
internal static partial class TranscriptJson
{
    private static readonly Shape Readable = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<Speaker>(JsonNamingPolicy.CamelCase) },
    });

    /// <summary>The stored form.</summary>
    public static string Write(IReadOnlyList<TranscriptLine> transcript) =>
        JsonSerializer.Serialize([.. transcript], Readable.TranscriptLineArray);

    /// <summary>The transcript of a stored form.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static IReadOnlyList<TranscriptLine> Read(string stored) =>
        JsonSerializer.Deserialize(stored, Readable.TranscriptLineArray) ?? [];

    [JsonSerializable(typeof(TranscriptLine[]))]
    private sealed partial class Shape : JsonSerializerContext;
}
