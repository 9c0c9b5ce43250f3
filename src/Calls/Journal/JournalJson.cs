using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace YemotAi.Calls.Journal;

/// <summary>How journal entries are written and read.</summary>
[JsonSerializable(typeof(List<JournalEntry>))]
internal sealed partial class JournalJson : JsonSerializerContext
{
    /// <summary>The one to use: Hebrew is kept as letters, so that a journal can be read and takes half the room.</summary>
    public static JournalJson Readable { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Hebrew),
    });

    /// <summary>For results of steps, whose types are the handlers' own.</summary>
    public static JsonSerializerOptions Values { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Hebrew),
    };

    public static byte[] Write(List<JournalEntry> entries) =>
        JsonSerializer.SerializeToUtf8Bytes(entries, Readable.ListJournalEntry);

    public static List<JournalEntry> Read(ReadOnlyMemory<byte> written) =>
        JsonSerializer.Deserialize(written.Span, Readable.ListJournalEntry) ?? [];
}
