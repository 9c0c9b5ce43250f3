using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.OpenAi;

/// <summary>Writes an answer of the Responses API as its events.</summary>
/// <remarks>The order of events and their fields: OpenAI's API reference, "Streaming events" of Responses.</remarks>
internal sealed class ResponsesWriter(HttpContext context, ResponseObject response, CancellationToken cancellation) : IAnswerWriter
{
    private readonly EventStream _events = new(context, cancellation);
    private readonly string _messageId = ResponseObject.Id("msg");
    private int _sequence;
    private int _output;
    private bool _inMessage;

    public async Task BeginAsync()
    {
        await _events.StartAsync();
        await SendAsync("response.created", ("response", response.In("in_progress")));
        await SendAsync("response.in_progress", ("response", response.In("in_progress")));
    }

    public async Task PieceAsync(string piece)
    {
        if (!_inMessage) await BeginMessageAsync(ResponseObject.TextPart(""));
        await SendAsync(
            "response.output_text.delta",
            ("item_id", _messageId),
            ("output_index", 0),
            ("content_index", 0),
            ("delta", piece),
            ("logprobs", new JsonArray()),
            ("obfuscation", "simulated"));
    }

    public async Task EndAsync(ModelAnswer answer, AnswerEnd end)
    {
        var output = new List<JsonObject>();
        if (end == AnswerEnd.Forbidden)
        {
            output.Add(await RefuseAsync());
        }
        else if (_inMessage)
        {
            var text = string.Concat(answer.Pieces);
            await SendAsync(
                "response.output_text.done",
                ("item_id", _messageId),
                ("output_index", 0),
                ("content_index", 0),
                ("text", text),
                ("logprobs", new JsonArray()));
            output.Add(await EndMessageAsync(ResponseObject.TextPart(text), end));
        }

        foreach (var call in answer.Calls) output.Add(await CallAsync(call));
        var (status, reason) = ResponseObject.StatusOf(end);
        await SendAsync("response." + status, ("response", response.In(status, output, answer, reason)));
    }

    public async Task ErrAsync(ModelFault fault)
    {
        // A conversation that is too long fails in its state alone; a failure of the server is an event before that.
        var error = fault == ModelFault.ContextFull ? OpenAiError.ContextFull() : OpenAiError.MidStream();
        if (fault != ModelFault.ContextFull)
            await SendAsync("error", ("code", error.Code), ("message", error.Message), ("param", error.Param));
        await SendAsync("response.failed", ("response", response.In("failed", error: error)));
    }

    public Task BreakAsync() => Task.CompletedTask;

    public Task GarbageAsync() => _events.RawAsync(": nothing\n\nthis is no event\n\ndata: {{{ not json\n\n");

    private async Task<JsonObject> RefuseAsync()
    {
        const string refusal = "I'm sorry, but I can't help with that.";
        if (!_inMessage) await BeginMessageAsync(ResponseObject.RefusalPart(""));
        await SendAsync("response.refusal.delta", ("item_id", _messageId), ("output_index", 0), ("content_index", 0), ("delta", refusal));
        await SendAsync("response.refusal.done", ("item_id", _messageId), ("output_index", 0), ("content_index", 0), ("refusal", refusal));
        return await EndMessageAsync(ResponseObject.RefusalPart(refusal), AnswerEnd.Forbidden);
    }

    private async Task BeginMessageAsync(JsonObject part)
    {
        _inMessage = true;
        await SendAsync("response.output_item.added", ("output_index", 0), ("item", ResponseObject.Message(_messageId, "in_progress", null)));
        await SendAsync("response.content_part.added", ("item_id", _messageId), ("output_index", 0), ("content_index", 0), ("part", part));
    }

    private async Task<JsonObject> EndMessageAsync(JsonObject part, AnswerEnd end)
    {
        await SendAsync("response.content_part.done", ("item_id", _messageId), ("output_index", 0), ("content_index", 0), ("part", part.DeepClone()));
        var item = ResponseObject.Message(_messageId, end == AnswerEnd.Complete ? "completed" : "incomplete", part);
        await SendAsync("response.output_item.done", ("output_index", _output++), ("item", item.DeepClone()));
        return item;
    }

    private async Task<JsonObject> CallAsync(ModelToolCall call)
    {
        var (id, callId) = (ResponseObject.Id("fc"), ResponseObject.Id("call"));
        await SendAsync("response.output_item.added", ("output_index", _output), ("item", ResponseObject.Call(id, callId, call.Name, "", "in_progress")));
        foreach (var half in Pieces.Halves(call.Arguments))
            await SendAsync("response.function_call_arguments.delta", ("item_id", id), ("output_index", _output), ("delta", half), ("obfuscation", "simulated"));
        await SendAsync("response.function_call_arguments.done", ("item_id", id), ("output_index", _output), ("name", call.Name), ("arguments", call.Arguments));
        var item = ResponseObject.Call(id, callId, call.Name, call.Arguments, "completed");
        await SendAsync("response.output_item.done", ("output_index", _output++), ("item", item.DeepClone()));
        return item;
    }

    private Task SendAsync(string type, params (string Name, JsonNode? Value)[] members)
    {
        var data = new JsonObject { ["type"] = type, ["sequence_number"] = _sequence++ };
        foreach (var (name, value) in members) data[name] = value;
        return _events.SendAsync(type, data);
    }
}
