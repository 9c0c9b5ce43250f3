using OpenAI.Responses;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Api;
using YemotAi.Providers.Prompting;
using YemotAi.Providers.Tools;

namespace YemotAi.Providers.OpenAi;

/// <summary>A turn by the Responses API. Nothing is kept at OpenAI: the whole conversation goes with each request.</summary>
internal sealed class ResponsesTurn(
    OpenAiOptions options, IReadOnlyList<ResponsesClient> clients, IAgentPrompt prompt, MindRequest request, int most) : IApiTurn
{
    private readonly List<Said> _said = [.. Messages(prompt, request, most).Select(item => new Said(item, null))];

    public MindUsage Used { get; private set; }

    public async Task<IReadOnlyList<ToolCall>> AskAsync(int key, bool mayCall, AnswerText text, CancellationToken cancellation)
    {
        var (calls, said) = (new List<ToolCall>(), new List<Said>());
        ResponseResult? whole = null;
        var refused = false;
        try
        {
            await using var stream = await clients[key].CreateResponseStreamingAsync(Asked(key, mayCall), cancellation);
            await foreach (var update in stream.WithCancellation(cancellation))
            {
                text.StillComes();
                switch (update)
                {
                    case StreamingResponseOutputTextDeltaUpdate words:
                        if (!text.Add(words.Delta)) return [];
                        break;
                    case StreamingResponseRefusalDeltaUpdate:
                        refused = true;
                        break;
                    case StreamingResponseOutputItemDoneUpdate done:
                        Keep(done.Item, key, calls, said);
                        break;
                    case StreamingResponseErrorUpdate error:
                        throw new VendorErrorException(VendorError.Of(0, null, error.Code, error.Message));
                    case StreamingResponseFailedUpdate failed:
                        var why = failed.Response?.Error;
                        whole = failed.Response;
                        throw new VendorErrorException(VendorError.Of(0, why?.Kind, why?.Code.ToString(), why?.Message));
                    case StreamingResponseIncompleteUpdate cut:
                        whole = cut.Response;
                        refused |= whole?.IncompleteStatusDetails?.Reason == ResponseIncompleteStatusReason.ContentFilter;
                        break;
                    case StreamingResponseCompletedUpdate completed:
                        whole = completed.Response;
                        break;
                }
            }
        }
        finally
        {
            // The figures come with the end of the stream.
            Used += UsageOf(whole?.Usage) ?? GuessedUsage.Of(prompt, request, text);
        }

        if (refused) throw new MindException(MindFailure.Safety, "The model refused to answer.");
        if (whole is null) throw new MindException(MindFailure.Unavailable, "The stream ended before the answer did.");
        // What a stream gave that broke off must not be in the next request: its calls never get results.
        _said.AddRange(said);
        return calls;
    }

    public void AddResults(IReadOnlyList<(ToolCall Call, string Result)> results)
    {
        foreach (var (call, result) in results)
            _said.Add(new Said(ResponseItem.CreateFunctionCallOutputItem(call.Id, result), null));
    }

    private static IEnumerable<ResponseItem> Messages(IAgentPrompt prompt, MindRequest request, int most)
    {
        foreach (var (isCaller, words) in Conversation.Of(prompt, request, most))
        {
            yield return isCaller
                ? ResponseItem.CreateUserMessageItem(words)
                : ResponseItem.CreateAssistantMessageItem(words);
        }
    }

    private CreateResponseOptions Asked(int key, bool mayCall)
    {
        // Reasoning can be read again only by the account that wrote it.
        var asked = new CreateResponseOptions(options.Model, _said.Where(said => said.Key is null || said.Key == key).Select(said => said.Item))
        {
            Instructions = prompt.SystemOf(request),
            StoredOutputEnabled = false,
            StreamingEnabled = true,
            MaxOutputTokenCount = options.MaxOutputTokens,
            PromptCacheKey = CacheKey.Of(request.Business),
        };
        if (options.EffortToSend is { } effort)
        {
            asked.ReasoningOptions = new ResponseReasoningOptions { ReasoningEffortLevel = new ResponseReasoningEffortLevel(effort) };
            if (effort != "none") asked.IncludedProperties.Add(IncludedResponseProperty.ReasoningEncryptedContent);
        }

        foreach (var (name, description, parameters) in OfferedTools.Of(request))
            asked.Tools.Add(ResponseTool.CreateFunctionTool(name, BinaryData.FromString(parameters.GetRawText()), strictModeEnabled: true, description));
        if (asked.Tools.Count > 0 && !mayCall) asked.ToolChoice = ResponseToolChoice.CreateNoneChoice();
        return asked;
    }

    // What the model gave goes back to it with the results of its calls, without the names under which OpenAI does not
    // keep it.
    private static void Keep(ResponseItem item, int key, List<ToolCall> calls, List<Said> said)
    {
        switch (item)
        {
            case FunctionCallResponseItem call:
                calls.Add(new ToolCall(call.CallId ?? "", call.FunctionName ?? "", call.FunctionArguments?.ToString() ?? ""));
                said.Add(new Said(ResponseItem.CreateFunctionCallItem(call.CallId, call.FunctionName, call.FunctionArguments), null));
                break;
            case ReasoningResponseItem { EncryptedContent.Length: > 0 }:
                said.Add(new Said(item, key));
                break;
            case MessageResponseItem message when string.Concat(message.Content.Select(part => part.Text)) is { Length: > 0 } words:
                said.Add(new Said(ResponseItem.CreateAssistantMessageItem(words), null));
                break;
        }
    }

    private static MindUsage? UsageOf(ResponseTokenUsage? usage) => usage is null
        ? null
        : new MindUsage(usage.InputTokenCount, usage.InputTokenDetails?.CachedTokenCount ?? 0, usage.OutputTokenCount);

    /// <param name="Item">What was said.</param>
    /// <param name="Key">The only key with which it may be sent; null for any.</param>
    private sealed record Said(ResponseItem Item, int? Key);
}
