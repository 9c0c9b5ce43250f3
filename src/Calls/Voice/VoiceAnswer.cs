using System.Text.Json;
using System.Text.Json.Serialization;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Voice.Speaking;

namespace YemotAi.Calls.Voice;

/// <summary>What a handler answers to one turn on a line of sound: what is spoken, and what follows.</summary>
/// <remarks>It is what the journal keeps of the turn, so members are never renamed.</remarks>
public sealed record VoiceAnswer
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What is spoken, in order.</summary>
    public IReadOnlyList<VoiceLine> Say { get; init; } = [];

    /// <summary>What follows.</summary>
    public VoiceNext Next { get; init; }

    /// <summary>With <see cref="VoiceNext.Listen"/>: how.</summary>
    public Listening? Listening { get; init; }

    /// <summary>With <see cref="VoiceNext.Record"/>: how.</summary>
    public Recording? Recording { get; init; }

    /// <summary>With <see cref="VoiceNext.Transfer"/>: to which telephone.</summary>
    public string? Number { get; init; }

    /// <summary>Which answer of the handler it is, counted from 1 within the stay.</summary>
    [JsonIgnore]
    public int Place { get; init; }

    /// <summary>How many of its sentences the caller has heard already, over a line that was lost.</summary>
    [JsonIgnore]
    public int HeardSentences { get; init; }

    /// <summary>What is spoken, sentence by sentence, counted from 1.</summary>
    [JsonIgnore]
    internal IEnumerable<(string Sentence, Pace Pace, int Number)> Sentences => Say
        .SelectMany(line => SpokenSentences.Of(line.Text).Select(sentence => (sentence, line.Pace)))
        .Select((sentence, index) => (sentence.sentence, sentence.Pace, index + 1));

    /// <summary>All that is spoken, as one text.</summary>
    [JsonIgnore]
    public string Text => string.Join(' ', Say.Select(line => line.Text));

    /// <summary>As the journal keeps it.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    public static VoiceAnswer? TryRead(string? body)
    {
        if (string.IsNullOrEmpty(body) || body[0] != '{') return null;
        try
        {
            return JsonSerializer.Deserialize<VoiceAnswer>(body, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
