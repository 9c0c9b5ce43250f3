using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using YemotAi.Calls.Storage;

namespace YemotAi.Silo.Storage;

/// <summary>
/// Records as they are stored: JSON with Hebrew readable as it is. Members that this version does not know are passed
/// over, so that silos of two versions can work side by side.
/// </summary>
internal static partial class StoredJson
{
    private static readonly Shape Readable = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<Speaker>(JsonNamingPolicy.CamelCase) },
    });

    public static byte[] Write(FinishedCall call) => JsonSerializer.SerializeToUtf8Bytes(call, Readable.FinishedCall);

    public static byte[] Write(CallerMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, Readable.CallerMessage);

    /// <summary>The call of a record; null if it is none.</summary>
    public static FinishedCall? ReadCall(ReadOnlySpan<byte> stored)
    {
        try
        {
            return JsonSerializer.Deserialize(stored, Readable.FinishedCall) is { Key: not null, Transcript: not null } call
                && call.Transcript.All(line => line is { Text: not null }) ? call : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The message of a record; null if it is none.</summary>
    public static CallerMessage? ReadMessage(ReadOnlySpan<byte> stored)
    {
        try
        {
            return JsonSerializer.Deserialize(stored, Readable.CallerMessage) is { Key: not null, Business: not null, Text: not null } message
                ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [JsonSerializable(typeof(FinishedCall))]
    [JsonSerializable(typeof(CallerMessage))]
    private sealed partial class Shape : JsonSerializerContext;
}
