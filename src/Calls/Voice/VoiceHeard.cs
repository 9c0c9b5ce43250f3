using System.Text.Json;
using System.Text.Json.Serialization;
using YemotAi.Calls.Flows;

namespace YemotAi.Calls.Voice;

/// <summary>What came of listening, as the value of a question in the journal.</summary>
internal static class VoiceHeard
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Silence.</summary>
    public const string Nothing = "";

    public static string Words(string words) => Write(new Value(words, null, null, false));

    public static string Keys(string keys) => Write(new Value(null, keys, null, false));

    public static string Recording(string where) => Write(new Value(null, null, where, false));

    /// <summary>The caller spoke and could not be understood.</summary>
    public static string Unclear() => Write(new Value(null, null, null, true));

    public static Heard Read(string value)
    {
        if (value.Length == 0) return new Heard("");
        try
        {
            var read = JsonSerializer.Deserialize<Value>(value, Json)!;
            return new Heard(read.W ?? "", read.K ?? "", read.R) { IsUnclear = read.U };
        }
        catch (JsonException)
        {
            return new Heard("");
        }
    }

    private static string Write(Value value) => JsonSerializer.Serialize(value, Json);

    /// <summary>Words, keys, recording, unclear.</summary>
    private sealed record Value(string? W, string? K, string? R, bool U);
}
