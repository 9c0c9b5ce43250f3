using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace YemotAi.Simulators.Models.Wire;

/// <summary>Server-sent events of one answer; every event is sent at once.</summary>
internal sealed class EventStream(HttpContext context, CancellationToken cancellation)
{
    /// <summary>JSON as the vendors write it: letters of every alphabet as they are.</summary>
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sends status 200 and the headers.</summary>
    public Task StartAsync()
    {
        context.Response.StatusCode = 200;
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return context.Response.Body.FlushAsync(cancellation);
    }

    /// <summary>Sends one event.</summary>
    /// <param name="name">Its name; null for a vendor that names none.</param>
    /// <param name="data">Its data.</param>
    public Task SendAsync(string? name, JsonObject data) => SendAsync(name, data.ToJsonString(Json));

    /// <summary>Sends one event whose data is no object of JSON.</summary>
    public Task SendAsync(string? name, string data) =>
        RawAsync(name is null ? $"data: {data}\n\n" : $"event: {name}\ndata: {data}\n\n");

    /// <summary>Sends text that need not be an event.</summary>
    public async Task RawAsync(string text)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        await context.Response.Body.FlushAsync(cancellation);
    }
}
