using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Api;
using YemotAi.Providers.Prompting;
using YemotAi.Providers.Tools;

namespace YemotAi.Providers.Anthropic;

/// <summary>A turn by the Messages API. Nothing is kept at Anthropic but, for minutes, its cache.</summary>
internal sealed class MessagesTurn(
    AnthropicOptions options, IReadOnlyList<IAnthropicClient> clients, IAgentPrompt prompt, MindRequest request, int most) : IApiTurn
{
    private readonly List<Said> _said = [];
    private readonly List<MessageParam> _before = Messages(prompt, request, most);

    public MindUsage Used { get; private set; }

    public async Task<IReadOnlyList<ToolCall>> AskAsync(int key, bool mayCall, AnswerText text, CancellationToken cancellation)
    {
        var blocks = new SortedDictionary<long, AnswerBlock>();
        var (ended, reason) = (false, "");
        Usage? first = null;
        MessageDeltaUsage? last = null;
        try
        {
            await foreach (var update in clients[key].Messages.CreateStreaming(Asked(key, mayCall), cancellation))
            {
                text.StillComes();
                if (update.TryPickStart(out var start)) first = start.Message.Usage;
                else if (update.TryPickContentBlockStart(out var begun)) blocks[begun.Index] = new AnswerBlock(begun.ContentBlock);
                else if (update.TryPickContentBlockDelta(out var more))
                {
                    if (!Take(blocks[more.Index], more.Delta, text)) return [];
                }
                else if (update.TryPickDelta(out var delta))
                {
                    last = delta.Usage;
                    reason = delta.Delta.StopReason?.Raw() ?? reason;
                }
                else ended |= update.TryPickStop(out _);
            }
        }
        catch (AnthropicSseException e)
        {
            throw new VendorErrorException(VendorError.Of(0, e.Type?.Raw(), e.ErrorCode, e.ApiMessage));
        }
        finally
        {
            Used += UsageOf(first, last);
        }

        if (reason == "refusal") throw new MindException(MindFailure.Safety, "The model refused to answer.");
        if (reason == "model_context_window_exceeded" && !text.StepSpoke)
            throw new MindException(MindFailure.ContextFull, "The conversation is longer than the model can hold.");
        if (!ended) throw new MindException(MindFailure.Unavailable, "The stream ended before the answer did.");
        _said.Add(new Said(key, [.. blocks.Values], []));
        return [.. blocks.Values.Select(block => block.Call).OfType<ToolCall>()];
    }

    public void AddResults(IReadOnlyList<(ToolCall Call, string Result)> results) => _said[^1] = _said[^1] with { Results = results };

    private static bool Take(AnswerBlock block, RawContentBlockDelta delta, AnswerText text)
    {
        if (delta.TryPickText(out var words))
        {
            block.Add(words.Text);
            return text.Add(words.Text);
        }

        if (delta.TryPickInputJson(out var arguments)) block.Add(arguments.PartialJson);
        else if (delta.TryPickThinking(out var thought)) block.Add(thought.Thinking);
        else if (delta.TryPickSignature(out var signature)) block.Sign(signature.Signature);
        return true;
    }

    // All but the words of now is the same in the next turn, so the cache is to reach as far as the last answer.
    private static List<MessageParam> Messages(IAgentPrompt prompt, MindRequest request, int most)
    {
        var all = Conversation.Of(prompt, request, most).ToList();
        return [.. all.Select((message, i) =>
        {
            var content = new MessageContentParam([new ContentBlockParam(
                new TextBlockParam(message.Words) { CacheControl = i == all.Count - 2 ? new CacheControlEphemeral() : null })]);
            return message.IsCaller
                ? new MessageParam(new UserMessageParam(content))
                : new MessageParam(new AssistantMessageParam(content));
        })];
    }

    // What all calls of the business have in common is marked, and what is of this call alone follows.
    private List<TextBlockParam> System()
    {
        List<TextBlockParam> blocks =
            [new TextBlockParam(prompt.StableSystemOf(request)) { CacheControl = new CacheControlEphemeral() }];
        if (prompt.CallSystemOf(request) is { Length: > 0 } call) blocks.Add(new TextBlockParam(call));
        return blocks;
    }

    private MessageCreateParams Asked(int key, bool mayCall)
    {
        var asked = new MessageCreateParams
        {
            Model = options.Model,
            MaxTokens = options.MaxOutputTokens,
            System = new MessageCreateParamsSystem(System()),
            Messages = [.. _before, .. _said.SelectMany(said => Messages(said, key))],
        };
        List<ToolUnion> tools = [.. OfferedTools.Of(request).Select(tool => new ToolUnion(new Tool
        {
            Name = tool.Name,
            Description = tool.Description,
            InputSchema = InputSchema.FromRawUnchecked(tool.Parameters.EnumerateObject().ToDictionary(part => part.Name, part => part.Value)),
        }))];
        if (tools.Count > 0) asked = asked with { Tools = tools };
        if (tools.Count > 0 && !mayCall) asked = asked with { ToolChoice = new ToolChoice(new ToolChoiceNone()) };
        if (options.Thinking != "unset") asked = asked with { Thinking = new ThinkingConfigParam(Json(new { type = options.Thinking })) };
        return options.Effort.Length == 0 ? asked
            : asked with { OutputConfig = new OutputConfig { Effort = options.Effort } };
    }

    private static IEnumerable<MessageParam> Messages(Said said, int key)
    {
        List<ContentBlockParam> answer = [.. said.Blocks.Where(block => key == said.Key || !block.IsThought)
            .Select(block => block.ToParam()).OfType<ContentBlockParam>()];
        yield return new MessageParam(new AssistantMessageParam(new MessageContentParam(answer)));
        yield return new MessageParam(new UserMessageParam(new MessageContentParam([.. said.Results.Select(one =>
            new ContentBlockParam(new ToolResultBlockParam(one.Call.Id) { Content = new ToolResultBlockParamContent(one.Result) }))])));
    }

    private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);

    // Anthropic counts what it read from its cache, and what it wrote there, beside the input. The last figures count.
    private static MindUsage UsageOf(Usage? first, MessageDeltaUsage? last)
    {
        var cached = last?.CacheReadInputTokens ?? first?.CacheReadInputTokens ?? 0;
        var written = last?.CacheCreationInputTokens ?? first?.CacheCreationInputTokens ?? 0;
        var input = last?.InputTokens ?? first?.InputTokens ?? 0;
        return new MindUsage(input + cached + written, cached, last?.OutputTokens ?? first?.OutputTokens ?? 0);
    }

    /// <param name="Key">The key with which the model said it.</param>
    /// <param name="Blocks">What it said.</param>
    /// <param name="Results">What its calls gave.</param>
    private sealed record Said(int Key, IReadOnlyList<AnswerBlock> Blocks, IReadOnlyList<(ToolCall Call, string Result)> Results);
}
