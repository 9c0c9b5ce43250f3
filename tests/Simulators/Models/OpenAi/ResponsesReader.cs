using System.Text;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.OpenAi;

/// <summary>Reads a request of the Responses API as strictly as OpenAI does.</summary>
internal sealed class ResponsesReader
{
    private static readonly HashSet<string> Known =
    [
        "background", "client_metadata", "context_management", "conversation", "include", "input", "instructions", "max_output_tokens",
        "max_tool_calls", "metadata", "model", "parallel_tool_calls", "previous_response_id", "prompt", "prompt_cache_key",
        "prompt_cache_options", "prompt_cache_retention", "reasoning", "safety_identifier", "service_tier", "store", "stream",
        "stream_options", "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "user",
    ];

    // Items that come back from answers or that only OpenAI's own tools make; taken as they are.
    private static readonly HashSet<string> OtherItems =
    [
        "reasoning", "compaction", "custom_tool_call", "custom_tool_call_output", "local_shell_call", "local_shell_call_output",
        "web_search_call", "file_search_call", "image_generation_call", "code_interpreter_call", "computer_call",
        "computer_call_output", "mcp_call", "mcp_list_tools", "mcp_approval_request", "mcp_approval_response",
        "tool_search_call", "tool_search_output", "apply_patch_call", "apply_patch_call_output", "shell_call", "shell_call_output",
    ];

    private readonly StringBuilder _system = new();
    private readonly List<ModelMessage> _messages = [];
    private readonly List<string> _tools = [];
    private readonly List<string> _results = [];
    private readonly List<PromptPart> _prompt = [];
    private readonly HashSet<string> _called = [];
    private readonly HashSet<string> _open = [];

    /// <summary>Reads one.</summary>
    /// <exception cref="RequestRefused">It is not as OpenAI wants it.</exception>
    public static ReadOpenAiRequest Read(OpenAiField body, string key) => new ResponsesReader().ReadAll(body, key);

    private ReadOpenAiRequest ReadAll(OpenAiField body, string key)
    {
        var model = body.NeedText("model");
        if (model.Length == 0) throw OpenAiError.Missing("model");
        body.Only(Known);
        var schema = Settings(body, model);
        if (body.Find("tools") is { } tools) Tools(tools);
        if (body.Find("instructions") is { } instructions) Host(instructions.Text());
        if (body.Find("previous_response_id") is { } previous)
            throw OpenAiError.Bad($"Previous response with id '{previous.Text()}' not found.", "previous_response_id", "previous_response_not_found");
        Input(body.Find("input") ?? throw OpenAiError.Missing("input"));
        var cacheKey = body.Find("prompt_cache_key")?.Text();
        var request = new ModelRequest
        {
            Interface = "responses",
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
        return new ReadOpenAiRequest(request, streams, true, body, _prompt, cacheKey);
    }

    private static string? Settings(OpenAiField body, string model)
    {
        body.Find("temperature")?.Between(0, 2);
        body.Find("top_p")?.Between(0, 1);
        body.Find("max_output_tokens")?.AtLeast(16);
        body.Find("prompt_cache_key")?.AtMostLong(64);
        body.Find("safety_identifier")?.AtMostLong(64);
        foreach (var flag in (string[])["store", "stream", "parallel_tool_calls", "background"]) body.Find(flag)?.Flag();
        if (body.Find("include") is { } include)
            foreach (var item in include.Items())
                item.Text();
        var effort = body.Find("reasoning")?.Find("effort");
        effort?.OneOf("none", "minimal", "low", "medium", "high", "xhigh", "max");
        body.Find("reasoning")?.Find("summary")?.OneOf("auto", "concise", "detailed", "none");
        ModelTraits.Check(body, model, effort);
        if (body.Find("tool_choice") is { IsText: true } choice) choice.OneOf("none", "auto", "required");
        body.Find("truncation")?.OneOf("auto", "disabled");
        if (body.Find("text") is not { } text) return null;
        text.Find("verbosity")?.OneOf("low", "medium", "high");
        if (text.Find("format") is not { } format) return null;
        return format.Need("type").OneOf("text", "json_object", "json_schema") == "json_schema" ? OpenAiSchema.Format(format) : null;
    }

    private void Tools(OpenAiField tools)
    {
        foreach (var tool in tools.Items())
        {
            var type = tool.NeedText("type");
            _prompt.Add(new(tool.Raw, true));
            if (type == "function") _tools.Add(OpenAiSchema.Function(tool));
            else if (type == "namespace") Tools(tool.Need("tools"));
            else _tools.Add(tool.Find("name")?.Text() ?? type);
        }
    }

    private void Input(OpenAiField input)
    {
        if (input.IsText)
        {
            Said("user", input.Text());
            return;
        }

        if (!input.IsArray) throw input.WrongType("one of an array of objects or string");
        foreach (var item in input.Items()) Item(item.Object());
        if (_open.Count > 0) throw OpenAiError.Bad($"No tool output found for function call {_open.First()}.", "input");
    }

    private void Item(OpenAiField item)
    {
        var type = item.Find("type")?.Text() ?? "message";
        if (type != "message") _prompt.Add(new(item.Raw, true));
        switch (type)
        {
            case "message":
                Message(item);
                break;
            case "function_call":
                Id(item, "fc");
                item.NeedText("name");
                item.NeedText("arguments");
                _called.Add(item.NeedText("call_id"));
                _open.Add(item.NeedText("call_id"));
                break;
            case "function_call_output":
                var output = item.Need("output");
                var call = item.NeedText("call_id");
                if (!_called.Contains(call)) throw OpenAiError.Bad($"No tool call found for function call output with call_id {call}.", "input");
                _open.Remove(call);
                _results.Add(output.IsText ? output.Text() : string.Concat(output.Items().Select(part => part.Find("text")?.Text())));
                break;
            case "additional_tools":
                Tools(item.Need("tools"));
                break;
            case "item_reference":
                throw new RequestRefused(404, "invalid_request_error", $"Item with id '{item.NeedText("id")}' not found. Items are not persisted when `store` is set to false.") { Param = "input" };
            default:
                if (!OtherItems.Contains(type)) throw OpenAiError.Value(item.Path, type, ["message", "function_call", "function_call_output", .. OtherItems]);
                break;
        }
    }

    private void Message(OpenAiField item)
    {
        Id(item, "msg");
        var role = item.NeedText("role");
        if (role is not ("user" or "assistant" or "system" or "developer"))
            throw OpenAiError.Value(item.Path, role, ["assistant", "system", "developer", "user"]);
        var content = item.Need("content");
        var texts = content.IsText ? [content.Text()] : content.Items().Select(part => Part(part, role)).ToList();
        if (role is "user" or "assistant")
        {
            // A host's words may be one part beside the person's.
            foreach (var text in texts.Where(HostWords.Are)) Host(text);
            texts.RemoveAll(HostWords.Are);
            if (texts.Count > 0) Said(role, string.Concat(texts));
        }
        else
        {
            Host(string.Join("\n\n", texts));
        }
    }

    private static string Part(OpenAiField part, string role)
    {
        var type = part.NeedText("type");
        string[] allowed = role == "assistant" ? ["output_text", "refusal"] : ["input_text", "input_image", "input_file"];
        if (!allowed.Contains(type)) throw OpenAiError.Value(part.Path, type, allowed);
        return type switch
        {
            "output_text" or "input_text" => part.NeedText("text"),
            "refusal" => part.NeedText("refusal"),
            _ => "",
        };
    }

    private static void Id(OpenAiField item, string prefix)
    {
        if (item.Find("id") is { } id && !id.Text().StartsWith(prefix, StringComparison.Ordinal))
            throw OpenAiError.Bad($"Invalid '{id.Path}': '{id.Text()}'. Expected an ID that begins with '{prefix}'.", id.Path, "invalid_value");
    }

    private void Host(string text)
    {
        if (_system.Length > 0) _system.Append("\n\n");
        _system.Append(text);
        _prompt.Add(new(text, true));
    }

    private void Said(string role, string text)
    {
        _messages.Add(new(role, text));
        _prompt.Add(new($"{role}: {text}", true));
        if (role == "user") _results.Clear();
    }
}
