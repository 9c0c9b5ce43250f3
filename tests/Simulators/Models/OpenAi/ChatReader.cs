using System.Text;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.OpenAi;

/// <summary>Reads a request of chat completions as strictly as OpenAI does.</summary>
internal sealed class ChatReader
{
    private static readonly HashSet<string> Known =
    [
        "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens",
        "messages", "metadata", "modalities", "model", "n", "parallel_tool_calls", "prediction", "presence_penalty",
        "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "reasoning_effort", "response_format",
        "safety_identifier", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature", "tool_choice",
        "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
    ];

    private readonly StringBuilder _system = new();
    private readonly List<ModelMessage> _messages = [];
    private readonly List<string> _tools = [];
    private readonly List<string> _results = [];
    private readonly List<PromptPart> _prompt = [];
    private readonly List<string> _open = [];

    /// <summary>Reads one.</summary>
    /// <exception cref="RequestRefused">It is not as OpenAI wants it.</exception>
    public static ReadOpenAiRequest Read(OpenAiField body, string key) => new ChatReader().ReadAll(body, key);

    private ReadOpenAiRequest ReadAll(OpenAiField body, string key)
    {
        if (body.Find("model") is not { } named) throw OpenAiError.Bad("you must provide a model parameter");
        var model = named.Text();
        if (model.Length == 0) throw OpenAiError.Bad("you must provide a model parameter");
        body.Only(Known);
        var schema = Settings(body, model);
        if (body.Find("tools") is { } tools) Tools(tools);
        var messages = body.Need("messages");
        if (messages.IsArray && messages.Value.GetArrayLength() == 0)
            throw OpenAiError.Bad("Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", "messages", "empty_array");
        foreach (var message in messages.Items()) Message(message.Object());
        if (_open.Count > 0) throw Unanswered("messages");
        var cacheKey = body.Find("prompt_cache_key")?.Text();
        var request = new ModelRequest
        {
            Interface = "chat",
            Model = model,
            Key = key,
            System = _system.ToString(),
            Messages = _messages,
            Tools = _tools,
            ToolResults = _results,
            Schema = schema,
            Caches = cacheKey is not null,
            Body = body.Raw,
        };
        var streams = body.Find("stream") is { } stream && stream.Flag();
        var options = body.Find("stream_options");
        if (options is not null && !streams)
            throw OpenAiError.Bad("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");
        var withUsage = options?.Find("include_usage") is { } usage && usage.Flag();
        return new ReadOpenAiRequest(request, streams, withUsage, body, _prompt, cacheKey);
    }

    private static string? Settings(OpenAiField body, string model)
    {
        body.Find("temperature")?.Between(0, 2);
        body.Find("top_p")?.Between(0, 1);
        body.Find("presence_penalty")?.Between(-2, 2);
        body.Find("frequency_penalty")?.Between(-2, 2);
        body.Find("max_tokens")?.AtLeast(1);
        body.Find("max_completion_tokens")?.AtLeast(1);
        body.Find("n")?.AtLeast(1);
        body.Find("prompt_cache_key")?.AtMostLong(64);
        body.Find("safety_identifier")?.AtMostLong(64);
        foreach (var flag in (string[])["store", "stream", "parallel_tool_calls"]) body.Find(flag)?.Flag();
        if (body.Find("parallel_tool_calls") is not null && body.Find("tools") is null)
            throw OpenAiError.Bad("Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are specified.", "parallel_tool_calls");
        if (body.Find("tool_choice") is { } choice)
        {
            if (choice.IsText) choice.OneOf("none", "auto", "required");
            if (body.Find("tools") is null)
                throw OpenAiError.Bad("Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.", "tool_choice");
        }

        var effort = body.Find("reasoning_effort");
        effort?.OneOf("none", "minimal", "low", "medium", "high", "xhigh", "max");
        ModelTraits.Check(body, model, effort);
        if (body.Find("response_format") is not { } format) return null;
        return format.Need("type").OneOf("text", "json_object", "json_schema") == "json_schema"
            ? OpenAiSchema.Format(format.Need("json_schema"))
            : null;
    }

    private void Tools(OpenAiField tools)
    {
        if (tools.IsArray && tools.Value.GetArrayLength() == 0)
            throw OpenAiError.Bad("Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.", "tools", "empty_array");
        foreach (var tool in tools.Items())
        {
            _prompt.Add(new(tool.Raw, true));
            _tools.Add(tool.Need("type").OneOf("function", "custom") == "function"
                ? OpenAiSchema.Function(tool.Need("function"))
                : tool.Need("custom").NeedText("name"));
        }
    }

    private void Message(OpenAiField message)
    {
        var role = message.Need("role").OneOf("system", "assistant", "user", "function", "tool", "developer");
        if (role != "tool" && _open.Count > 0) throw Unanswered(message.Path);
        var calls = role == "assistant" ? message.Find("tool_calls") : null;
        if (message.Find("content") is null && calls is null && message.Find("refusal") is null)
            throw OpenAiError.Bad($"Invalid value for 'content': expected a string, got null.", $"{message.Path}.content");
        var text = message.Find("content") is { } content ? Text(content, role) : "";
        switch (role)
        {
            case "tool":
                Result(message, text);
                return;
            case "system" or "developer":
                if (_system.Length > 0) _system.Append("\n\n");
                _system.Append(text);
                break;
            case "user":
                _messages.Add(new("user", text));
                _results.Clear();
                break;
            default:
                if (text.Length > 0) _messages.Add(new("assistant", text));
                if (calls is { } called) Calls(called);
                break;
        }

        _prompt.Add(new(message.Raw, true));
    }

    private void Result(OpenAiField message, string text)
    {
        var id = message.NeedText("tool_call_id");
        if (!_open.Remove(id))
            throw OpenAiError.Bad("Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.", $"{message.Path}.role");
        _results.Add(text);
        _prompt.Add(new(message.Raw, true));
    }

    private void Calls(OpenAiField calls)
    {
        if (calls.IsArray && calls.Value.GetArrayLength() == 0)
            throw OpenAiError.Bad($"Invalid '{calls.Path}': empty array. Expected an array with minimum length 1, but got an empty array instead.", calls.Path, "empty_array");
        foreach (var call in calls.Items())
        {
            call.Need("type").OneOf("function", "custom");
            call.Find("function")?.NeedText("name");
            call.Find("function")?.NeedText("arguments");
            _open.Add(call.NeedText("id"));
        }
    }

    private static string Text(OpenAiField content, string role) => content.IsText
        ? content.Text()
        : string.Concat(content.Items().Select(part => part.NeedText("type") switch
        {
            "text" => part.NeedText("text"),
            "refusal" when role == "assistant" => part.NeedText("refusal"),
            "image_url" or "input_audio" or "file" when role == "user" => "",
            var other => throw OpenAiError.Value(part.Path, other, role == "user" ? ["text", "image_url", "input_audio", "refusal", "audio", "file"] : ["text"]),
        }));

    private RequestRefused Unanswered(string path) => OpenAiError.Bad(
        $"An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: {string.Join(", ", _open)}",
        $"{path}.role");
}
