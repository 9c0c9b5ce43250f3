using System.Text.Json;
using System.Text.Json.Nodes;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.Anthropic;

/// <summary>The message object of the Messages API, empty at the start of a stream or whole.</summary>
internal sealed class MessageObject(ModelRequest request, CachedTokens input)
{
    private readonly string _id = Id("msg");

    /// <summary>A new id, such as <c>msg_01</c> and 22 letters and digits.</summary>
    public static string Id(string prefix) =>
        $"{prefix}_01{System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789", 22)}";

    /// <summary>Why an answer ends.</summary>
    public static string StopReason(ModelAnswer answer, AnswerEnd end) => end switch
    {
        AnswerEnd.CutShort => "max_tokens",
        AnswerEnd.Forbidden => "refusal",
        _ => answer.Calls.Count > 0 ? "tool_use" : "end_turn",
    };

    /// <summary>A call of a tool.</summary>
    /// <param name="call">Which; null input for the start of a streamed one.</param>
    /// <param name="withInput">Whether the arguments are there already.</param>
    public static JsonObject Call(ModelToolCall call, bool withInput) => new()
    {
        ["type"] = "tool_use",
        ["id"] = Id("toolu"),
        ["name"] = call.Name,
        ["input"] = withInput ? Input(call.Arguments) : new JsonObject(),
    };

    /// <summary>The tokens of an answer.</summary>
    public static int Output(ModelAnswer answer) =>
        Tokens.Of(string.Concat(answer.Pieces)) + answer.Calls.Sum(call => Tokens.Of(call.Name) + Tokens.Of(call.Arguments));

    /// <summary>The message as a stream begins.</summary>
    public JsonObject Start() => Message([], null, 1);

    /// <summary>The whole message.</summary>
    public JsonObject Whole(ModelAnswer answer, AnswerEnd end)
    {
        var content = new JsonArray();
        var text = end == AnswerEnd.Forbidden ? "" : string.Concat(answer.Pieces);
        if (text.Length > 0) content.Add((JsonNode)new JsonObject { ["type"] = "text", ["text"] = text });
        foreach (var call in answer.Calls) content.Add((JsonNode)Call(call, true));
        return Message(content, StopReason(answer, end), Output(answer));
    }

    // In a whole answer the arguments are an object whatever the model wrote; what is none comes as Anthropic gives it.
    private static JsonNode Input(string arguments)
    {
        try
        {
            return JsonNode.Parse(arguments) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return new JsonObject { ["INVALID_JSON"] = arguments };
        }
    }

    private JsonObject Message(JsonArray content, string? stopReason, int output) => new()
    {
        ["model"] = request.Model,
        ["id"] = _id,
        ["type"] = "message",
        ["role"] = "assistant",
        ["content"] = content,
        ["stop_reason"] = stopReason,
        ["stop_sequence"] = null,
        ["usage"] = new JsonObject
        {
            ["input_tokens"] = input.All - input.Read - input.Written,
            ["cache_creation_input_tokens"] = input.Written,
            ["cache_read_input_tokens"] = input.Read,
            ["cache_creation"] = new JsonObject { ["ephemeral_5m_input_tokens"] = input.Written, ["ephemeral_1h_input_tokens"] = 0 },
            ["output_tokens"] = output,
            ["service_tier"] = "standard",
        },
    };
}
