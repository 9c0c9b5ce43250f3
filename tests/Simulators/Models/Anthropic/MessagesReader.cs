using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.Anthropic;

/// <summary>Reads a request of the Messages API as strictly as Anthropic does.</summary>
internal sealed partial class MessagesReader
{
    private const int MaxMarks = 4;

    private static readonly HashSet<string> Known =
    [
        "billing_policy", "cache_control", "compaction", "container", "context_management", "diagnostics", "fallback_credit_token", "fallbacks", "inference_geo", "max_tokens", "mcp_servers",
        "messages", "metadata", "model", "output_config", "output_format", "service_tier", "speed", "stop_sequences", "stream",
        "system", "temperature", "thinking", "tool_choice", "tools", "top_k", "top_p", "user_profile_id",
    ];

    // Blocks that come back from answers or that only Anthropic's own tools make; taken as they are.
    private static readonly HashSet<string> OtherBlocks =
    [
        "image", "document", "search_result", "thinking", "redacted_thinking", "server_tool_use", "web_search_tool_result",
        "web_fetch_tool_result", "code_execution_tool_result", "bash_code_execution_tool_result",
        "text_editor_code_execution_tool_result", "tool_search_tool_result", "mcp_tool_use", "mcp_tool_result",
        "container_upload", "compaction",
    ];

    private readonly StringBuilder _system = new();
    private readonly List<ModelMessage> _messages = [];
    private readonly List<string> _tools = [];
    private readonly List<string> _results = [];
    private readonly List<PromptPart> _prompt = [];
    private HashSet<string> _open = [];
    private int _marks;

    /// <summary>Reads one.</summary>
    /// <param name="body">The body.</param>
    /// <param name="key">The key that came with it.</param>
    /// <param name="version">The version of the interface that it asks for.</param>
    /// <param name="counts">Whether it is to be counted, not answered.</param>
    /// <exception cref="RequestRefused">It is not as Anthropic wants it.</exception>
    public static ReadMessagesRequest Read(AnthropicField body, string key, string version, bool counts) =>
        new MessagesReader().ReadAll(body, key, version, counts);

    private ReadMessagesRequest ReadAll(AnthropicField body, string key, string version, bool counts)
    {
        var model = body.NeedText("model");
        if (model.Length == 0) throw AnthropicError.Bad("model: String should have at least 1 character");
        if (!counts) body.Need("max_tokens").AtLeast(1);
        body.Only(Known);
        Sampling(body, version);
        if (body.Find("tools") is { } tools) Tools(tools);
        if (body.Find("tool_choice") is { } choice)
        {
            choice.Need("type").OneOf("auto", "any", "tool", "none");
            if (_tools.Count == 0) throw AnthropicError.Bad("tool_choice: may only be specified while providing `tools`");
        }

        if (body.Find("system") is { } system) Host(system);
        Messages(body.Need("messages"), model);
        var automatic = Mark(body);
        if (automatic && _prompt.Count > 0) _prompt[^1] = _prompt[^1] with { KeepsTo = true };
        if (_marks > MaxMarks)
            throw AnthropicError.Bad($"A maximum of {MaxMarks} blocks with cache_control may be provided. Found {_marks}.");
        var request = new ModelRequest
        {
            Interface = "messages",
            Model = model,
            Key = key,
            System = _system.ToString(),
            Messages = _messages,
            Tools = _tools,
            ToolResults = _results,
            Schema = Schema(body),
            Caches = _marks > 0,
            Body = body.Value.GetRawText(),
        };
        return new ReadMessagesRequest(request, body.Find("stream") is { } stream && stream.Flag(), _prompt);
    }

    // The version of October 2026 has no settings of sampling any more: they are refused even at their defaults.
    private static void Sampling(AnthropicField body, string version)
    {
        if (string.CompareOrdinal(version, "2026-10-21") >= 0)
        {
            foreach (var name in (string[])["temperature", "top_p", "top_k"])
                if (body.Value.TryGetProperty(name, out _))
                    throw AnthropicError.Bad($"{name}: Extra inputs are not permitted");
        }

        body.Find("temperature")?.Between(0, 1);
        body.Find("top_p")?.Between(0, 1);
        if (body.Find("temperature") is not null && body.Find("top_p") is not null)
            throw AnthropicError.Bad("`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
    }

    private static string? Schema(AnthropicField body)
    {
        var format = body.Find("output_config")?.Find("format") ?? body.Find("output_format");
        if (format is not { } found) return null;
        found.Need("type").OneOf("json_schema");
        return found.Need("schema").Object().Value.GetRawText();
    }

    private void Tools(AnthropicField tools)
    {
        foreach (var tool in tools.Items())
        {
            _prompt.Add(new(tool.Unmarked, Mark(tool)));
            var name = tool.NeedText("name");
            // A tool with another type is one of Anthropic's own.
            if (tool.Find("type") is not { } type || type.Text() == "custom")
            {
                if (!NamePattern().IsMatch(name)) throw AnthropicError.Bad($"{tool.Path}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{{1,128}}$'");
                var schema = tool.Need("input_schema").Object();
                if (schema.Need("type").Text() != "object") throw AnthropicError.Bad($"{schema.Path}.type: Input should be 'object'");
                if (tool.Find("strict") is { } strict && strict.Flag() && schema.Find("additionalProperties") is not { Value.ValueKind: System.Text.Json.JsonValueKind.False })
                    throw AnthropicError.Bad($"{tool.Path}.custom: For 'object' type, 'additionalProperties' must be explicitly set to false");
            }

            if (_tools.Contains(name)) throw AnthropicError.Bad("tools: Tool names must be unique.");
            _tools.Add(name);
        }
    }

    private void Host(AnthropicField system)
    {
        if (system.IsText)
        {
            Host(system.Text(), false);
            return;
        }

        foreach (var block in system.Items())
        {
            block.Need("type").OneOf("text");
            Host(Filled(block, "system"), Mark(block));
        }
    }

    // Models from Opus 4.8 and Sonnet 5 on take words of the host after what the user said.
    private void Host(AnthropicField message, string before, string model)
    {
        if (OldModel().IsMatch(model))
            throw AnthropicError.Bad("messages: Unexpected role \"system\". The Messages API accepts a top-level `system` parameter, not \"system\" as an input message role.");
        if (before != "user") throw AnthropicError.Bad($"{message.Path}: a `system` message must follow a `user` message");
        Host(message.Need("content"));
    }

    private void Host(string text, bool marked)
    {
        if (_system.Length > 0) _system.Append("\n\n");
        _system.Append(text);
        _prompt.Add(new(text, marked));
    }

    private void Messages(AnthropicField messages, string model)
    {
        var all = messages.Items().ToList();
        if (all.Count == 0) throw AnthropicError.Bad("messages: at least one message is required");
        if (all[0].NeedText("role") != "user") throw AnthropicError.Bad("messages: first message must use the \"user\" role");
        for (var at = 0; at < all.Count; at++)
        {
            if (all[at].NeedText("role") == "system") Host(all[at], all[at - 1].NeedText("role"), model);
            else Message(all[at]);
        }

        if (_open.Count > 0) throw Unanswered(all[^1].Path);
        // Models from 4.6 on want to begin their answers themselves.
        if (all[^1].NeedText("role") == "assistant")
            throw AnthropicError.Bad("This model does not support assistant message prefill. The conversation must end with a user message.");
    }

    private void Message(AnthropicField message)
    {
        var role = message.NeedText("role");
        if (role is not ("user" or "assistant"))
            throw AnthropicError.Bad($"messages: Unexpected role \"{role}\". Allowed roles are \"user\" or \"assistant\".");
        var content = message.Need("content");
        var (asked, called) = (_open, new HashSet<string>());
        _open = called;
        var texts = new List<string>();
        var answersOver = false;
        if (content.IsText)
        {
            if (content.Text().Length == 0) throw AnthropicError.Bad($"{message.Path}: {role} messages must have non-empty content");
            if (string.IsNullOrWhiteSpace(content.Text())) throw AnthropicError.Bad("messages: text content blocks must contain non-whitespace text");
            texts.Add(content.Text());
            _prompt.Add(new(new JsonObject { ["type"] = "text", ["text"] = content.Text() }.ToJsonString(EventStream.Json), false));
        }
        else
        {
            var blocks = content.Items().ToList();
            if (blocks.Count == 0) throw AnthropicError.Bad($"{message.Path}: {role} messages must have non-empty content");
            foreach (var block in blocks)
            {
                _prompt.Add(new(block.Unmarked, Mark(block)));
                var isResult = block.NeedText("type") == "tool_result";
                // Answers to tools come before all else, or they do not count as answers.
                if (isResult && answersOver && asked.Count > 0) throw Unanswered(message.Path, asked);
                answersOver |= !isResult;
                Block(block, role, asked, called, texts);
            }
        }

        if (asked.Count > 0) throw Unanswered(message.Path, asked);
        foreach (var text in texts.Where(HostWords.Are)) Host(text.Trim());
        texts.RemoveAll(HostWords.Are);
        if (texts.Count == 0) return;
        _messages.Add(new(role, string.Concat(texts)));
        if (role == "user") _results.Clear();
    }

    private void Host(string text)
    {
        if (_system.Length > 0) _system.Append("\n\n");
        _system.Append(text);
    }

    private void Block(AnthropicField block, string role, HashSet<string> asked, HashSet<string> called, List<string> texts)
    {
        var type = block.NeedText("type");
        switch (type)
        {
            case "text":
                texts.Add(Filled(block, "messages"));
                break;
            case "tool_use" when role == "assistant":
                block.NeedText("name");
                block.Need("input").Object();
                var id = block.NeedText("id");
                if (!IdPattern().IsMatch(id)) throw AnthropicError.Bad($"{block.Path}.id: String should match pattern '^[a-zA-Z0-9_-]+$'");
                if (!called.Add(id)) throw AnthropicError.Bad("messages: `tool_use` ids must be unique");
                break;
            case "tool_result" when role == "user":
                var answered = block.NeedText("tool_use_id");
                if (!asked.Remove(answered))
                    throw AnthropicError.Bad($"{block.Path}: unexpected `tool_use_id` found in `tool_result` blocks: {answered}. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
                if (block.Find("content") is not { } content) _results.Add("");
                else if (content.IsText) _results.Add(content.Text());
                else _results.Add(string.Concat(content.Items().Select(part => part.Find("text")?.Text())));
                break;
            case "tool_use" or "tool_result":
                throw AnthropicError.Bad($"{block.Path}: `{type}` blocks can only be in `{(type == "tool_use" ? "assistant" : "user")}` messages");
            default:
                if (!OtherBlocks.Contains(type))
                    throw AnthropicError.Bad($"{block.Path}: Input tag '{type}' found using 'type' does not match any of the expected tags");
                break;
        }
    }

    private static string Filled(AnthropicField block, string where)
    {
        var text = block.NeedText("text");
        if (text.Length == 0 && block.Find("cache_control") is not null)
            throw AnthropicError.Bad($"{block.Path}.text: cache_control cannot be set for empty text blocks");
        if (text.Length == 0) throw AnthropicError.Bad($"{where}: text content blocks must be non-empty");
        return string.IsNullOrWhiteSpace(text)
            ? throw AnthropicError.Bad($"{where}: text content blocks must contain non-whitespace text")
            : text;
    }

    private bool Mark(AnthropicField holder)
    {
        if (holder.Find("cache_control") is not { } mark) return false;
        mark.Need("type").OneOf("ephemeral");
        mark.Find("ttl")?.OneOf("5m", "1h");
        _marks++;
        return true;
    }

    private RequestRefused Unanswered(string path, HashSet<string>? ids = null) => AnthropicError.Bad(
        $"{path}: `tool_use` ids were found without `tool_result` blocks immediately after: {string.Join(", ", ids ?? _open)}. Each `tool_use` block must have a corresponding `tool_result` block in the next message.");

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,128}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("claude-(?:[123]|sonnet-4|haiku-4|opus-4-[0-7]|opus-4@|4-)")]
    private static partial Regex OldModel();

    [GeneratedRegex("^[a-zA-Z0-9_-]+$")]
    private static partial Regex IdPattern();
}
