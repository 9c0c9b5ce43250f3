using System.Text;
using System.Text.Json;
using Anthropic.Models.Messages;
using YemotAi.Providers.Api;

namespace YemotAi.Providers.Anthropic;

/// <summary>One block of an answer, while its pieces come.</summary>
internal sealed class AnswerBlock
{
    private readonly StringBuilder _words = new();
    private readonly StringBuilder _signature = new();
    private readonly ToolUseBlock? _tool;
    private readonly RedactedThinkingBlock? _hidden;

    /// <param name="begun">How the block begins.</param>
    public AnswerBlock(RawContentBlockStartEventContentBlock begun)
    {
        if (begun.TryPickToolUse(out _tool)) return;
        if (begun.TryPickRedactedThinking(out _hidden)) return;
        IsThought = begun.TryPickThinking(out var thinking);
        if (thinking is null) return;
        _words.Append(thinking.Thinking);
        _signature.Append(thinking.Signature);
    }

    /// <summary>Whether it is what the model thought: only the account that it came from can read it again.</summary>
    public bool IsThought { get => field || _hidden is not null; }

    /// <summary>The call that it is; null if it is none.</summary>
    public ToolCall? Call => _tool is null ? null : new ToolCall(_tool.ID, _tool.Name, _words.ToString());

    /// <summary>Takes in a piece: words, thoughts, or a part of a call's arguments.</summary>
    public void Add(string piece) => _words.Append(piece);

    /// <summary>Takes in a piece of what proves a thought.</summary>
    public void Sign(string piece) => _signature.Append(piece);

    /// <summary>The block as it goes back with the results of its calls; null when there is nothing in it.</summary>
    public ContentBlockParam? ToParam()
    {
        if (_hidden is not null) return new RedactedThinkingBlockParam(_hidden.Data);
        if (_tool is not null) return new ToolUseBlockParam { ID = _tool.ID, Name = _tool.Name, Input = Input(_words.ToString()) };
        if (IsThought) return new ThinkingBlockParam { Thinking = _words.ToString(), Signature = _signature.ToString() };
        return string.IsNullOrWhiteSpace(_words.ToString()) ? null : new ContentBlockParam(new TextBlockParam(_words.ToString()));
    }

    // What a confused model wrote as arguments cannot go back as it is: there must be an object.
    private static Dictionary<string, JsonElement> Input(string arguments)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(arguments) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
