using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using YemotAi.Simulators.Speech;

namespace YemotAi.Simulators.Models;

/// <summary>
/// OpenAI's voices on this machine, for tests: <c>POST /v1/audio/speech</c>, streamed, with the checks and errors of the
/// real one. Of its formats it makes <c>pcm</c> (24 kHz, 16 bits) and <c>wav</c>.
/// </summary>
/// <remarks>
/// In a test of your own, start it, and give <see cref="Address"/> as the base URL and <see cref="Key"/> as the key to what
/// you test:
/// <code>
/// await using var openai = await OpenAiSpeechSimulator.StartAsync();
/// var options = new OpenAiVoiceOptions { BaseUrl = openai.Address.ToString(), Key = openai.Key };
/// // … speak …
/// Assert.Empty(openai.Refused.All);
/// </code>
/// </remarks>
public sealed class OpenAiSpeechSimulator : SpeechServer
{
    /// <summary>Samples a second of what it makes.</summary>
    public const int SampleRate = 24_000;

    private const string Invalid = "invalid_request_error";
    private const int MostCharacters = 4_096, PieceBytes = 4_800;

    private static readonly string[] Fields = ["model", "input", "voice", "instructions", "response_format", "speed", "stream_format"];

    private static readonly string[] Voices =
        ["alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse", "marin", "cedar"];

    private static readonly string[] Formats = ["mp3", "opus", "aac", "flac", "wav", "pcm"];

    private OpenAiSpeechSimulator()
    {
    }

    /// <summary>The base URL: all before <c>/audio/speech</c>.</summary>
    public Uri Address => new(Root + "/v1");

    /// <summary>The one key that is right.</summary>
    public string Key { get; } = "sk-simulated-" + Guid.NewGuid().ToString("N");

    /// <summary>The models that there are.</summary>
    public ISet<string> Models { get; } = new HashSet<string>(StringComparer.Ordinal) { "tts-1", "tts-1-hd", "gpt-4o-mini-tts" };

    /// <summary>The texts that were spoken, in order.</summary>
    public ArrivedRequests<string> Spoken { get; } = new();

    private protected override string Beginning => "";

    private protected override string AnswerType => "audio/pcm";

    /// <summary>Starts it on a free port.</summary>
    public static async Task<OpenAiSpeechSimulator> StartAsync()
    {
        var simulator = new OpenAiSpeechSimulator();
        await simulator.ListenAsync();
        return simulator;
    }

    private protected override JsonNode ErrorOf(int status, string code, string message) => new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["message"] = message,
            ["type"] = status switch { 429 when code == "insufficient_quota" => code, 429 => "requests", >= 500 => "server_error", _ => Invalid },
            ["param"] = null,
            ["code"] = code == "unauthenticated" ? "invalid_api_key" : code,
        },
    };

    private protected override async Task AnswerAsync(HttpContext context, byte[] body)
    {
        if (context.Request.Path != "/v1/audio/speech") throw new SpeechRefusedException(404, Invalid, "Invalid URL.");
        if (context.Request.Method != "POST") throw new SpeechRefusedException(405, "method_not_supported", "Not allowed.");
        if (context.Request.Headers.Authorization != "Bearer " + Key)
            throw new SpeechRefusedException(401, "invalid_api_key", "Incorrect API key provided.");
        if (context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            throw new SpeechRefusedException(400, "unsupported_content_type", "The content type must be application/json.");
        var (text, format, speed) = Read(body);
        var samples = SampleSpeech.Of(text, SampleRate, speed);
        var sound = new byte[samples.Length * 2];
        for (var i = 0; i < samples.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(sound.AsSpan(i * 2), samples[i]);
        if (await BreakAsync(context, FaultOf(context), sound.AsMemory(0, Math.Min(sound.Length / 2, PieceBytes)))) return;
        Spoken.Add(text);
        context.Response.ContentType = format == "pcm" ? AnswerType : "audio/" + format;
        // Cut at odd places too, as the network does.
        for (var at = 0; at < sound.Length; at += PieceBytes + 1)
        {
            await context.Response.Body.WriteAsync(sound.AsMemory(at, Math.Min(PieceBytes + 1, sound.Length - at)), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private (string Text, string Format, double Speed) Read(byte[] body)
    {
        JsonElement json;
        try
        {
            json = JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            throw Bad("We could not parse the JSON body of your request.");
        }

        if (json.ValueKind != JsonValueKind.Object) throw Bad("The body is no object.");
        foreach (var field in json.EnumerateObject())
            if (!Fields.Contains(field.Name)) throw Bad($"Unknown parameter: '{field.Name}'.", "unknown_parameter");
        var (model, input, voice) = (Text(json, "model"), Text(json, "input"), Text(json, "voice"));
        if (!Models.Contains(model)) throw new SpeechRefusedException(404, "model_not_found", $"The model `{model}` does not exist or you do not have access to it.");
        if (input.Length is 0 or > MostCharacters) throw Bad($"'input' must have 1 to {MostCharacters} characters.", "string_above_max_length");
        if (!Voices.Contains(voice)) throw Bad($"Invalid value: '{voice}'.", "invalid_value");
        var format = json.TryGetProperty("response_format", out var wanted) ? wanted.GetString() ?? "" : "mp3";
        if (!Formats.Contains(format)) throw Bad($"Invalid value: '{format}'.", "invalid_value");
        if (format != "pcm") throw Bad($"This simulation makes no {format}.", "invalid_value");
        if (json.TryGetProperty("stream_format", out var stream) && stream.GetString() != "audio") throw Bad("This simulation streams sound only.", "invalid_value");
        if (json.TryGetProperty("instructions", out _) && model.StartsWith("tts-1", StringComparison.Ordinal)) throw Bad("This model takes no instructions.");
        var speed = 1.0;
        if (json.TryGetProperty("speed", out var rate) && (rate.ValueKind != JsonValueKind.Number || !((speed = rate.GetDouble()) is >= 0.25 and <= 4)))
            throw Bad("'speed' must be 0.25 to 4.", "decimal_above_max_value");
        return (input, format, speed);
    }

    private static string Text(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) ? throw Bad($"Missing required parameter: '{name}'.", "missing_required_parameter")
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : throw Bad($"Invalid type for '{name}'.", "invalid_type");

    private static SpeechRefusedException Bad(string message, string code = Invalid) => new(400, code, message);
}
