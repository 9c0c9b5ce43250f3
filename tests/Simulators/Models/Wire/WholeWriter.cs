using Microsoft.AspNetCore.Http;
using System.Text.Json.Nodes;

namespace YemotAi.Simulators.Models.Wire;

/// <summary>Writes an answer that is not streamed, as one object of JSON.</summary>
/// <param name="context">The request.</param>
/// <param name="whole">The vendor's object.</param>
/// <param name="midStream">What the vendor says when it fails after it has begun.</param>
/// <param name="cancellation">The client has gone.</param>
internal sealed class WholeWriter(
    HttpContext context, Func<ModelAnswer, AnswerEnd, JsonObject> whole, Func<RequestRefused> midStream, CancellationToken cancellation) : IAnswerWriter
{
    public Task BeginAsync() => Task.CompletedTask;

    public Task PieceAsync(string piece) => Task.CompletedTask;

    public Task EndAsync(ModelAnswer answer, AnswerEnd end) => WriteAsync(whole(answer, end).ToJsonString(EventStream.Json));

    // Nothing has been sent yet, so what a stream says by an event comes as a status.
    public Task ErrAsync(ModelFault fault) => throw midStream();

    public Task BreakAsync() => WriteAsync("{\"id\":");

    public Task GarbageAsync() => WriteAsync("{{{ not json");

    private async Task WriteAsync(string text)
    {
        context.Response.StatusCode = 200;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(text, cancellation);
        await context.Response.Body.FlushAsync(cancellation);
    }
}
