using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace YemotAi.Simulators.Google;

/// <summary><c>speech:recognize</c>: what it wants, and what it answers.</summary>
internal static class GoogleRecognition
{
    private static readonly string[] Models =
        ["", "default", "command_and_search", "phone_call", "video", "latest_long", "latest_short", "telephony", "telephony_short"];

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static HeardSound Read(JsonElement request)
    {
        request.Only("root", "config", "audio");
        var config = request.Need("config").Only(
            "config", "encoding", "sampleRateHertz", "languageCode", "maxAlternatives", "model", "useEnhanced",
            "enableAutomaticPunctuation", "profanityFilter", "speechContexts", "audioChannelCount", "alternativeLanguageCodes");
        var language = config.Text("languageCode");
        if (language.Length == 0) throw GoogleJson.Bad("Invalid recognition 'config': language code is missing.");
        if (language is not ("he-IL" or "iw-IL") && !language.Contains('-', StringComparison.Ordinal))
            throw GoogleJson.Bad($"Invalid recognition 'config': bad language code '{language}'.");
        var encoding = config.Text("encoding");
        if (encoding is not ("LINEAR16" or "MULAW")) throw GoogleJson.Bad("Invalid recognition 'config': bad encoding..");
        var rate = (int)config.Number("sampleRateHertz", 0, 8_000, 48_000);
        if (rate == 0 || (encoding == "MULAW" && rate != 8_000)) throw GoogleJson.Bad("Invalid recognition 'config': bad sample rate hertz.");
        var model = config.Text("model");
        if (!Models.Contains(model)) throw GoogleJson.Bad($"Invalid recognition 'config': Incorrect model specified '{model}'.");
        var audio = request.Need("audio").Only("audio", "content", "uri");
        var sound = new HeardSound(language, model, encoding, rate, Phrases(config), Content(audio));
        if (sound.Sound.IsEmpty) throw GoogleJson.Bad("RecognitionAudio not set.");
        if (encoding == "LINEAR16" && sound.Sound.Span.StartsWith("RIFF"u8)) throw GoogleJson.Bad("This simulation wants bare samples.");
        if (sound.Length > Longest)
            throw GoogleJson.Bad("Sync input too long. For audio longer than 1 min use LongRunningRecognize with a 'uri' parameter.");
        return sound;
    }

    public static JsonObject Answer(HeardSound heard, string words)
    {
        var answer = new JsonObject
        {
            ["totalBilledTime"] = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(heard.Length.TotalSeconds)}s"),
            ["requestId"] = "1234567890123456789",
        };
        // Of a sound in which nothing was said there are no results.
        if (words.Length > 0)
        {
            answer["results"] = new JsonArray(new JsonObject
            {
                ["alternatives"] = new JsonArray(new JsonObject { ["transcript"] = words, ["confidence"] = 0.92 }),
                ["resultEndTime"] = string.Create(CultureInfo.InvariantCulture, $"{heard.Length.TotalSeconds:0.###}s"),
                ["languageCode"] = heard.Language.ToLowerInvariant(),
            });
        }

        return answer;
    }

    private static byte[] Content(JsonElement audio)
    {
        var content = audio.Need("content");
        return content.ValueKind == JsonValueKind.String && content.TryGetBytesFromBase64(out var bytes)
            ? bytes
            : throw GoogleJson.Bad("Invalid value at 'audio.content' (TYPE_BYTES), Base64 decoding failed.");
    }

    private static List<string> Phrases(JsonElement config)
    {
        var phrases = new List<string>();
        if (!config.TryGetProperty("speechContexts", out var contexts)) return phrases;
        if (contexts.ValueKind != JsonValueKind.Array) throw GoogleJson.Bad("Invalid value at 'config.speech_contexts'.");
        foreach (var context in contexts.EnumerateArray())
        {
            context.Only("config.speech_contexts[0]", "phrases", "boost").Number("boost", 0, 0, 20);
            phrases.AddRange(context.Need("phrases").EnumerateArray().Select(phrase => phrase.GetString() ?? ""));
        }

        return phrases;
    }
}
