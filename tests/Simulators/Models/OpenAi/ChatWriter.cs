using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.OpenAi;

/// <summary>Writes an answer of chat completions as its chunks, with <c>[DONE]</c> at the end.</summary>
internal sealed class ChatWriter(
    HttpContext context, CompletionObject completion, bool withUsage, CancellationToken cancellation) : IAnswerWriter
{
    private readonly EventStream _events = new(context, cancellation);

    public async Task BeginAsync()
    {
        await _events.StartAsync();
        await SendAsync(completion.Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "", ["refusal"] = null }));
    }

    public Task PieceAsync(string piece) => SendAsync(completion.Chunk(new JsonObject { ["content"] = piece }));

    public async Task EndAsync(ModelAnswer answer, AnswerEnd end)
    {
        if (end == AnswerEnd.Forbidden)
            await SendAsync(completion.Chunk(new JsonObject { ["refusal"] = CompletionObject.Refusal }));
        for (var at = 0; at < answer.Calls.Count; at++) await CallAsync(at, answer.Calls[at]);
        await SendAsync(completion.Chunk([], CompletionObject.Reason(answer, end)));
        if (withUsage) await SendAsync(completion.Chunk(null, usage: completion.Usage(answer)));
        await _events.SendAsync(null, "[DONE]");
    }

    public Task ErrAsync(ModelFault fault)
    {
        var error = OpenAiError.MidStream();
        return _events.SendAsync(null, new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["message"] = error.Message, ["type"] = error.Type, ["param"] = error.Param, ["code"] = error.Code,
            },
        });
    }

    public Task BreakAsync() => Task.CompletedTask;

    public Task GarbageAsync() => _events.RawAsync(": nothing\n\nthis is no event\n\ndata: {{{ not json\n\n");

    // The first chunk of a call has its id and name, the later ones only more of the arguments.
    private async Task CallAsync(int at, ModelToolCall call)
    {
        var first = CompletionObject.Call(call with { Arguments = "" });
        first["index"] = at;
        await SendAsync(completion.Chunk(new JsonObject { ["tool_calls"] = new JsonArray(first) }));
        foreach (var half in Pieces.Halves(call.Arguments))
        {
            var more = new JsonObject { ["index"] = at, ["function"] = new JsonObject { ["arguments"] = half } };
            await SendAsync(completion.Chunk(new JsonObject { ["tool_calls"] = new JsonArray(more) }));
        }
    }

    private Task SendAsync(JsonObject chunk) => _events.SendAsync(null, chunk);
}
