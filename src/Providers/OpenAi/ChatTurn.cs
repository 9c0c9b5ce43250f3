using System.Text;
using OpenAI.Chat;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Api;
using YemotAi.Providers.Prompting;
using YemotAi.Providers.Tools;

namespace YemotAi.Providers.OpenAi;

/// <summary>
/// A turn by chat completions. To servers other than OpenAI's nothing is sent that a compatible server may not know.
/// </summary>
internal sealed class ChatTurn(
    OpenAiOptions options, IReadOnlyList<ChatClient> clients, IAgentPrompt prompt, MindRequest request, int most) : IApiTurn
{
    // Compatible servers give places as they like; this bounds what is kept for them.
    private const int MostCalls = 100;

    private readonly List<ChatMessage> _messages = [.. Messages(prompt, request, most)];

    public MindUsage Used { get; private set; }

    public async Task<IReadOnlyList<ToolCall>> AskAsync(int key, bool mayCall, AnswerText text, CancellationToken cancellation)
    {
        var parts = new SortedDictionary<int, CallParts>();
        var (ended, refused) = (false, false);
        var usage = default(MindUsage?);
        try
        {
            await foreach (var update in clients[key].CompleteChatStreamingAsync(_messages, Asked(mayCall), cancellation))
            {
                text.StillComes();
                ThrowIfError(update);
                foreach (var part in update.ContentUpdate)
                    if (!text.Add(part.Text)) return [];
                refused |= update.RefusalUpdate is { Length: > 0 } || update.FinishReason == ChatFinishReason.ContentFilter;
                ended |= update.FinishReason is not null;
                foreach (var call in update.ToolCallUpdates) Collect(parts, call);
                if (update.Usage is { } used)
                    usage = new MindUsage(used.InputTokenCount, used.InputTokenDetails?.CachedTokenCount ?? 0, used.OutputTokenCount);
            }
        }
        finally
        {
            // The figures come at the end of the stream.
            Used += usage ?? GuessedUsage.Of(prompt, request, text);
        }

        if (refused) throw new MindException(MindFailure.Safety, "The model refused to answer.");
        if (!ended) throw new MindException(MindFailure.Unavailable, "The stream ended before the answer did.");
        List<ToolCall> calls = [.. parts.Select(part => part.Value.ToCall($"call_{_messages.Count}_{part.Key}"))];
        if (calls.Count > 0) _messages.Add(Answer(text.OfStep, calls));
        return calls;
    }

    public void AddResults(IReadOnlyList<(ToolCall Call, string Result)> results)
    {
        foreach (var (call, result) in results) _messages.Add(new ToolChatMessage(call.Id, result));
    }

    private static IEnumerable<ChatMessage> Messages(IAgentPrompt prompt, MindRequest request, int most)
    {
        yield return new SystemChatMessage(prompt.SystemOf(request));
        foreach (var (isCaller, words) in Conversation.Of(prompt, request, most))
            yield return isCaller ? new UserChatMessage(words) : new AssistantChatMessage(words);
    }

    private static AssistantChatMessage Answer(string words, List<ToolCall> calls)
    {
        var answer = new AssistantChatMessage(calls.Select(call =>
            ChatToolCall.CreateFunctionToolCall(call.Id, call.Tool, BinaryData.FromString(call.Arguments))));
        if (words.Length > 0) answer.Content.Add(ChatMessageContentPart.CreateTextPart(words));
        return answer;
    }

    private ChatCompletionOptions Asked(bool mayCall)
    {
        var asked = new ChatCompletionOptions { MaxOutputTokenCount = options.MaxOutputTokens };
        if (options.IsVendorsOwn)
        {
            asked.StoredOutputEnabled = false;
            asked.Patch.Set("$.prompt_cache_key"u8, CacheKey.Of(request.Business));
        }

        if (options.EffortToSend is { } effort) asked.ReasoningEffortLevel = new ChatReasoningEffortLevel(effort);
        foreach (var (name, description, parameters) in OfferedTools.Of(request))
            asked.Tools.Add(ChatTool.CreateFunctionTool(name, description, BinaryData.FromString(parameters.GetRawText()), options.IsVendorsOwn ? true : null));
        if (asked.Tools.Count > 0 && !mayCall) asked.ToolChoice = ChatToolChoice.CreateNoneChoice();
        return asked;
    }

    // In a stream an error is a piece like any other, with nothing else in it.
    private static void ThrowIfError(StreamingChatCompletionUpdate update)
    {
        if (!update.Patch.Contains("$.error"u8)) return;
        var body = Encoding.UTF8.GetBytes($$"""{"error":{{update.Patch.GetJson("$.error"u8)}}}""");
        throw new VendorErrorException(VendorError.Read(0, body, ""));
    }

    private static void Collect(SortedDictionary<int, CallParts> parts, StreamingChatToolCallUpdate update)
    {
        if (!parts.TryGetValue(update.Index, out var part))
        {
            if (parts.Count == MostCalls) return;
            parts[update.Index] = part = new CallParts();
        }

        if (update.ToolCallId is { Length: > 0 } id) part.Id = id;
        if (update.FunctionName is { Length: > 0 } name) part.Name = name;
        part.Arguments.Append(update.FunctionArgumentsUpdate);
    }

    private sealed class CallParts
    {
        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public StringBuilder Arguments { get; } = new();

        // Some compatible servers give no id, but want the result under one.
        public ToolCall ToCall(string otherwise) => new(Id.Length > 0 ? Id : otherwise, Name, Arguments.ToString());
    }
}
