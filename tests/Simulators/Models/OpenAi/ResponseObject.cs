using System.Text.Json.Nodes;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.OpenAi;

/// <summary>The response object of the Responses API, in each state of one answer.</summary>
internal sealed class ResponseObject(ReadOpenAiRequest read, OpenAiUsage usage)
{
    private readonly string _id = Id("resp");
    private readonly long _created = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>A new id, such as <c>resp_</c> and 48 hexadecimal digits.</summary>
    public static string Id(string prefix) => $"{prefix}_{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24))}";

    /// <summary>The status of the response, and why it is incomplete.</summary>
    public static (string Status, string? Reason) StatusOf(AnswerEnd end) => end switch
    {
        AnswerEnd.CutShort => ("incomplete", "max_output_tokens"),
        AnswerEnd.Forbidden => ("incomplete", "content_filter"),
        _ => ("completed", null),
    };

    /// <summary>A part of text.</summary>
    public static JsonObject TextPart(string text) =>
        new() { ["type"] = "output_text", ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray(), ["text"] = text };

    /// <summary>A part that says no.</summary>
    public static JsonObject RefusalPart(string text) => new() { ["type"] = "refusal", ["refusal"] = text };

    /// <summary>A message of the model's.</summary>
    public static JsonObject Message(string id, string status, JsonObject? part) => new()
    {
        ["id"] = id,
        ["type"] = "message",
        ["status"] = status,
        ["role"] = "assistant",
        ["content"] = part is null ? [] : new JsonArray(part.DeepClone()),
    };

    /// <summary>A call of a function.</summary>
    public static JsonObject Call(string id, string callId, string name, string arguments, string status) => new()
    {
        ["id"] = id,
        ["type"] = "function_call",
        ["status"] = status,
        ["arguments"] = arguments,
        ["call_id"] = callId,
        ["name"] = name,
    };

    /// <summary>The whole answer, for a request that streams nothing.</summary>
    public JsonObject Whole(ModelAnswer answer, AnswerEnd end)
    {
        var output = new List<JsonObject>();
        var text = string.Concat(answer.Pieces);
        var part = end == AnswerEnd.Forbidden ? RefusalPart("I'm sorry, but I can't help with that.") : TextPart(text);
        if (text.Length > 0 || end == AnswerEnd.Forbidden)
            output.Add(Message(Id("msg"), end == AnswerEnd.Complete ? "completed" : "incomplete", part));
        output.AddRange(answer.Calls.Select(call => Call(Id("fc"), Id("call"), call.Name, call.Arguments, "completed")));
        var (status, reason) = StatusOf(end);
        return In(status, output, answer, reason);
    }

    /// <summary>The response in one of its states.</summary>
    public JsonObject In(
        string status, IEnumerable<JsonObject>? output = null, ModelAnswer? answer = null, string? reason = null, RequestRefused? error = null) => new()
    {
        ["id"] = _id,
        ["object"] = "response",
        ["created_at"] = _created,
        ["status"] = status,
        ["background"] = false,
        ["completed_at"] = status == "completed" ? DateTimeOffset.UtcNow.ToUnixTimeSeconds() : null,
        ["error"] = error is null ? null : new JsonObject { ["code"] = error.Code, ["message"] = error.Message },
        ["incomplete_details"] = reason is null ? null : new JsonObject { ["reason"] = reason },
        ["instructions"] = Asked("instructions"),
        ["max_output_tokens"] = Asked("max_output_tokens"),
        ["model"] = read.Request.Model,
        ["output"] = new JsonArray([.. output ?? []]),
        ["parallel_tool_calls"] = Asked("parallel_tool_calls") ?? true,
        ["previous_response_id"] = null,
        ["prompt_cache_key"] = Asked("prompt_cache_key"),
        ["reasoning"] = new JsonObject { ["effort"] = null, ["summary"] = null },
        ["service_tier"] = "default",
        ["store"] = Asked("store") ?? true,
        ["temperature"] = Asked("temperature") ?? 1.0,
        ["text"] = new JsonObject { ["format"] = Format(), ["verbosity"] = "medium" },
        ["tool_choice"] = Asked("tool_choice") ?? "auto",
        ["tools"] = Asked("tools") ?? new JsonArray(),
        ["top_p"] = Asked("top_p") ?? 1.0,
        ["truncation"] = "disabled",
        ["usage"] = answer is null ? null : Usage(answer),
        ["metadata"] = new JsonObject(),
    };

    private JsonNode Format() => read.Body.Find("text")?.Find("format") is { } format
        ? JsonNode.Parse(format.Raw)!
        : new JsonObject { ["type"] = "text" };

    private JsonNode? Asked(string name) => read.Body.Find(name) is { } field ? JsonNode.Parse(field.Raw) : null;

    private JsonObject Usage(ModelAnswer answer)
    {
        var output = OpenAiUsage.Output(answer);
        return new JsonObject
        {
            ["input_tokens"] = usage.Input,
            ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.Cached },
            ["output_tokens"] = output,
            ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 },
            ["total_tokens"] = usage.Input + output,
        };
    }
}
