using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.Anthropic;

/// <summary>Writes an answer of the Messages API as its events.</summary>
/// <remarks>The order of events and their fields: Anthropic's page "Streaming messages".</remarks>
internal sealed class MessagesWriter(
    HttpContext context, MessageObject message, string requestId, CancellationToken cancellation) : IAnswerWriter
{
    private readonly EventStream _events = new(context, cancellation);
    private int _block;
    private bool _inText;

    public async Task BeginAsync()
    {
        await _events.StartAsync();
        await SendAsync("message_start", ("message", message.Start()));
        await SendAsync("ping");
    }

    public async Task PieceAsync(string piece)
    {
        if (!_inText)
        {
            _inText = true;
            await SendAsync("content_block_start", ("index", _block), ("content_block", new JsonObject { ["type"] = "text", ["text"] = "" }));
        }

        await SendAsync("content_block_delta", ("index", _block), ("delta", new JsonObject { ["type"] = "text_delta", ["text"] = piece }));
    }

    public async Task EndAsync(ModelAnswer answer, AnswerEnd end)
    {
        if (_inText) await SendAsync("content_block_stop", ("index", _block++));
        foreach (var call in answer.Calls) await CallAsync(call);
        await SendAsync(
            "message_delta",
            ("delta", new JsonObject { ["stop_reason"] = MessageObject.StopReason(answer, end), ["stop_sequence"] = null }),
            ("usage", new JsonObject { ["output_tokens"] = MessageObject.Output(answer) }));
        await SendAsync("message_stop");
    }

    public Task ErrAsync(ModelFault fault)
    {
        var error = AnthropicError.MidStream();
        return SendAsync("error", ("error", new JsonObject { ["type"] = error.Type, ["message"] = error.Message }), ("request_id", requestId));
    }

    public Task BreakAsync() => Task.CompletedTask;

    public Task GarbageAsync() => _events.RawAsync(": nothing\n\nthis is no event\n\nevent: content_block_delta\ndata: {{{ not json\n\n");

    private async Task CallAsync(ModelToolCall call)
    {
        await SendAsync("content_block_start", ("index", _block), ("content_block", MessageObject.Call(call, false)));
        foreach (var half in Pieces.Halves(call.Arguments))
            await SendAsync("content_block_delta", ("index", _block), ("delta", new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = half }));
        await SendAsync("content_block_stop", ("index", _block++));
    }

    private Task SendAsync(string type, params (string Name, JsonNode? Value)[] members)
    {
        var data = new JsonObject { ["type"] = type };
        foreach (var (name, value) in members) data[name] = value;
        return _events.SendAsync(type, data);
    }
}
