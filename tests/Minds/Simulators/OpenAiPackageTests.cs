using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;
using Xunit;
using YemotAi.Simulators.Models;

#pragma warning disable OPENAI001 // The package marks its Responses client as still changing.

namespace YemotAi.Minds.Simulators;

/// <summary>That OpenAI's own package reads what the simulated OpenAI writes.</summary>
public sealed class OpenAiPackageTests : IAsyncLifetime
{
    private static readonly BinaryData Schema = BinaryData.FromString(
        """{"type":"object","properties":{"to":{"type":"string"}},"required":["to"],"additionalProperties":false}""");

    private OpenAiSimulator _openai = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _openai = await OpenAiSimulator.StartAsync();

    public ValueTask DisposeAsync() => _openai.DisposeAsync();

    [Fact]
    public async Task It_reads_a_streamed_response()
    {
        _openai.Model.Next(ModelAnswer.Of("שלום וברכה לכם"));

        var updates = await StreamAsync(Asked());

        Assert.Equal("שלום וברכה לכם", string.Concat(updates.OfType<StreamingResponseOutputTextDeltaUpdate>().Select(update => update.Delta)));
        var completed = Assert.IsType<StreamingResponseCompletedUpdate>(updates[^1]);
        Assert.Equal("שלום וברכה לכם", completed.Response.GetOutputText());
        Assert.Equal(ResponseStatus.Completed, completed.Response.Status);
        Assert.True(completed.Response.Usage.InputTokenCount > 0);
        Assert.Equal(completed.Response.Usage.TotalTokenCount, completed.Response.Usage.InputTokenCount + completed.Response.Usage.OutputTokenCount);
        Assert.Equal(Enumerable.Range(0, updates.Count), updates.Select(update => update.SequenceNumber));
        Assert.Empty(_openai.Rejected.All);
    }

    [Fact]
    public async Task It_reads_a_whole_response()
    {
        var result = await Client().CreateResponseAsync(Asked(stream: false), Cancellation);

        Assert.Equal("תשובה 1: hi", result.Value.GetOutputText());
    }

    [Fact]
    public async Task It_reads_the_call_of_a_tool_and_can_answer_it()
    {
        _openai.Model.Next(ModelAnswer.Calling("transfer", """{"to":"office"}"""));
        var asked = Asked();
        asked.Tools.Add(ResponseTool.CreateFunctionTool("transfer", Schema, strictModeEnabled: true));

        var updates = await StreamAsync(asked);

        var call = Assert.Single(updates.OfType<StreamingResponseOutputItemDoneUpdate>().Select(update => update.Item).OfType<FunctionCallResponseItem>());
        Assert.Equal(("transfer", """{"to":"office"}"""), (call.FunctionName, call.FunctionArguments.ToString()));
        asked.InputItems.Add(call);
        asked.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, "done"));
        await StreamAsync(asked);
        Assert.Empty(_openai.Rejected.All);
        Assert.Equal(["done"], _openai.Model.Requests.All[1].ToolResults);
    }

    [Theory]
    [InlineData(ModelFault.WrongKey, 401, "invalid_api_key")]
    [InlineData(ModelFault.NoSuchModel, 404, "model_not_found")]
    [InlineData(ModelFault.RateLimited, 429, "rate_limit_exceeded")]
    [InlineData(ModelFault.UsedUp, 429, "insufficient_quota")]
    [InlineData(ModelFault.ServerError, 500, "server_error")]
    [InlineData(ModelFault.Overloaded, 503, "")]
    public async Task It_reads_an_error(ModelFault fault, int status, string says)
    {
        _openai.Model.Next(ModelAnswer.Of(fault) with { RetryAfterSeconds = 7 }, times: 3);

        foreach (var ask in (Func<Task>[])[() => StreamAsync(Asked()), () => Client().CreateResponseAsync(Asked(stream: false), Cancellation), () => ChatAsync()])
        {
            var error = await Assert.ThrowsAsync<ClientResultException>(ask);
            Assert.Equal(status, error.Status);
            Assert.Contains(says, error.GetRawResponse()!.Content.ToString(), StringComparison.Ordinal);
            Assert.Equal(fault == ModelFault.RateLimited, error.GetRawResponse()!.Headers.TryGetValue("retry-after", out var after) && after == "7");
        }

        Assert.Empty(_openai.Rejected.All);
    }

    [Fact]
    public async Task It_reads_that_a_conversation_is_too_long()
    {
        _openai.Model.Fails(ModelFault.ContextFull, times: 3);

        var failed = Assert.IsType<StreamingResponseFailedUpdate>((await StreamAsync(Asked()))[^1]);
        Assert.Equal("context_length_exceeded", failed.Response.Error.Code.ToString());
        foreach (var ask in (Func<Task>[])[() => Client().CreateResponseAsync(Asked(stream: false), Cancellation), () => ChatAsync()])
            Assert.Contains("context_length_exceeded", (await Assert.ThrowsAsync<ClientResultException>(ask)).GetRawResponse()!.Content.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_reads_how_an_answer_ended()
    {
        _openai.Model.Fails(ModelFault.CutShort, times: 1);
        var cut = Assert.IsType<StreamingResponseIncompleteUpdate>((await StreamAsync(Asked()))[^1]);
        Assert.Equal("max_output_tokens", cut.Response.IncompleteStatusDetails.Reason.ToString());

        _openai.Model.Fails(ModelFault.Forbidden, times: 1);
        var forbidden = await StreamAsync(Asked());
        Assert.Single(forbidden.OfType<StreamingResponseRefusalDeltaUpdate>());
        Assert.Equal("content_filter", Assert.IsType<StreamingResponseIncompleteUpdate>(forbidden[^1]).Response.IncompleteStatusDetails.Reason.ToString());

        _openai.Model.Fails(ModelFault.ErrsMidStream, times: 1);
        var errs = await StreamAsync(Asked());
        Assert.Equal("server_error", Assert.Single(errs.OfType<StreamingResponseErrorUpdate>()).Code);
        Assert.IsType<StreamingResponseFailedUpdate>(errs[^1]);

        _openai.Model.Fails(ModelFault.EndsEarly, times: 1);
        Assert.IsType<StreamingResponseOutputTextDeltaUpdate>((await StreamAsync(Asked()))[^1]);

        _openai.Model.Fails(ModelFault.Empty, times: 1);
        Assert.Equal("", Assert.IsType<StreamingResponseCompletedUpdate>((await StreamAsync(Asked()))[^1]).Response.GetOutputText() ?? "");
    }

    [Theory]
    [InlineData(ModelFault.Garbage)]
    [InlineData(ModelFault.DropsMidStream)]
    public async Task It_fails_at_what_is_no_answer(ModelFault fault)
    {
        _openai.Model.Fails(fault, times: 2);

        await Assert.ThrowsAnyAsync<Exception>(() => StreamAsync(Asked()));
        await Assert.ThrowsAnyAsync<Exception>(() => ChatAsync());

        // It was the answer that it failed at, not what it asked.
        Assert.Empty(_openai.Rejected.All);
        Assert.Equal(2, _openai.Model.Requests.All.Count);
    }

    [Fact]
    public async Task It_reads_streamed_completions()
    {
        _openai.Model.Next(ModelAnswer.Of("שלום וברכה"));
        _openai.Model.Next(new ModelAnswer { Pieces = ["רגע"], Calls = [new("transfer", """{"to":"a"}"""), new("transfer", """{"to":"b"}""")] });

        var called = await ChatAsync();
        var said = await ChatAsync();

        Assert.Equal("שלום וברכה", string.Concat(said.SelectMany(update => update.ContentUpdate).Select(part => part.Text)));
        Assert.Contains(said, update => update.FinishReason == ChatFinishReason.Stop);
        Assert.True(said[^1].Usage.InputTokenCount > 0);
        var arguments = called.SelectMany(update => update.ToolCallUpdates).GroupBy(call => call.Index)
            .Select(call => string.Concat(call.Select(part => part.FunctionArgumentsUpdate?.ToString())));
        Assert.Equal(["""{"to":"a"}""", """{"to":"b"}"""], arguments);
        Assert.Contains(called, update => update.FinishReason == ChatFinishReason.ToolCalls);
    }

    [Fact]
    public async Task It_reads_how_a_completion_ended()
    {
        _openai.Model.Fails(ModelFault.CutShort, times: 1);
        Assert.Contains(await ChatAsync(), update => update.FinishReason == ChatFinishReason.Length);

        _openai.Model.Fails(ModelFault.Forbidden, times: 1);
        var forbidden = await ChatAsync();
        Assert.Contains(forbidden, update => update.FinishReason == ChatFinishReason.ContentFilter);
        Assert.Contains(forbidden, update => !string.IsNullOrEmpty(update.RefusalUpdate));
    }

    private ResponsesClient Client() => new(
        new ApiKeyCredential("any"), new ResponsesClientOptions { Endpoint = _openai.Address, RetryPolicy = new ClientRetryPolicy(0) });

    private static CreateResponseOptions Asked(bool stream = true) => new("gpt-5", [ResponseItem.CreateUserMessageItem("hi")])
    {
        Instructions = "Be kind.",
        PromptCacheKey = "k",
        StoredOutputEnabled = false,
        StreamingEnabled = stream,
    };

    private async Task<List<StreamingResponseUpdate>> StreamAsync(CreateResponseOptions asked)
    {
        var updates = new List<StreamingResponseUpdate>();
        await using var stream = await Client().CreateResponseStreamingAsync(asked, Cancellation);
        await foreach (var update in stream) updates.Add(update);
        return updates;
    }

    private async Task<List<StreamingChatCompletionUpdate>> ChatAsync()
    {
        var client = new ChatClient(
            "gpt-5", new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = _openai.Address, RetryPolicy = new ClientRetryPolicy(0) });
        var updates = new List<StreamingChatCompletionUpdate>();
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("transfer", null, Schema, true) } };
        await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage("hi")], options, Cancellation)) updates.Add(update);
        return updates;
    }
}
