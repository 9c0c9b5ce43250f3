using System.Text.Json.Nodes;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.OpenAi;

/// <summary>The objects of chat completions: chunks of a stream, and the whole.</summary>
internal sealed class CompletionObject(ReadOpenAiRequest read, OpenAiUsage usage)
{
    /// <summary>What the model says when it says no.</summary>
    public const string Refusal = "I'm sorry, but I can't help with that.";

    private readonly string _id = "chatcmpl-" + Guid.NewGuid().ToString("N");
    private readonly long _created = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>Why an answer ends.</summary>
    public static string Reason(ModelAnswer answer, AnswerEnd end) => end switch
    {
        AnswerEnd.CutShort => "length",
        AnswerEnd.Forbidden => "content_filter",
        _ => answer.Calls.Count > 0 ? "tool_calls" : "stop",
    };

    /// <summary>A call of a function.</summary>
    public static JsonObject Call(ModelToolCall call) => new()
    {
        ["id"] = ResponseObject.Id("call"),
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
    };

    /// <summary>A chunk of a stream.</summary>
    /// <param name="delta">What is new; null for the chunk that has only the usage.</param>
    /// <param name="reason">Why the answer ends; null while it goes on.</param>
    /// <param name="usage">The usage.</param>
    public JsonObject Chunk(JsonObject? delta, string? reason = null, JsonObject? usage = null) => new()
    {
        ["id"] = _id,
        ["object"] = "chat.completion.chunk",
        ["created"] = _created,
        ["model"] = read.Request.Model,
        ["service_tier"] = "default",
        ["system_fingerprint"] = null,
        ["choices"] = delta is null
            ? []
            : new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = reason }),
        ["usage"] = usage,
        ["obfuscation"] = "simulated",
    };

    /// <summary>The whole answer.</summary>
    public JsonObject Whole(ModelAnswer answer, AnswerEnd end)
    {
        var text = string.Concat(answer.Pieces);
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = end == AnswerEnd.Forbidden || (text.Length == 0 && answer.Calls.Count > 0) ? null : text,
            ["refusal"] = end == AnswerEnd.Forbidden ? Refusal : null,
            ["annotations"] = new JsonArray(),
        };
        if (answer.Calls.Count > 0) message["tool_calls"] = new JsonArray([.. answer.Calls.Select(Call)]);
        return new JsonObject
        {
            ["id"] = _id,
            ["object"] = "chat.completion",
            ["created"] = _created,
            ["model"] = read.Request.Model,
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0, ["message"] = message, ["logprobs"] = null, ["finish_reason"] = Reason(answer, end),
            }),
            ["usage"] = Usage(answer),
            ["service_tier"] = "default",
            ["system_fingerprint"] = null,
        };
    }

    /// <summary>The usage of an answer.</summary>
    public JsonObject Usage(ModelAnswer answer)
    {
        var output = OpenAiUsage.Output(answer);
        return new JsonObject
        {
            ["prompt_tokens"] = usage.Input,
            ["completion_tokens"] = output,
            ["total_tokens"] = usage.Input + output,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.Cached, ["audio_tokens"] = 0 },
            ["completion_tokens_details"] = new JsonObject
            {
                ["reasoning_tokens"] = 0, ["audio_tokens"] = 0, ["accepted_prediction_tokens"] = 0, ["rejected_prediction_tokens"] = 0,
            },
        };
    }
}
