using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models;

/// <summary>A vendor of models on this machine: what is the same for all of them.</summary>
public abstract class ModelSimulator : IAsyncDisposable
{
    private const long MaxBody = 32 * 1024 * 1024;

    private LocalServer _server = null!;

    private protected ModelSimulator(SimulatedModel? model)
    {
        Model = model ?? new SimulatedModel();
        Cache = new PromptCache(() => LeastCachedTokens);
    }

    /// <summary>What answers, and what it was asked.</summary>
    public SimulatedModel Model { get; }

    /// <summary>
    /// Requests that were refused because they are not as the vendor wants them; those never reach the model. Status 500
    /// stands for an exception of the test's own code.
    /// </summary>
    public ArrivedRequests<RejectedRequest> Rejected { get; } = new();

    /// <summary>The shortest beginning of a request that is kept in the cache, in tokens. Default 1024, as the vendors'.</summary>
    public int LeastCachedTokens { get; set; } = 1024;

    private protected string Root => _server.Address;

    private protected PromptCache Cache { get; }

    private protected abstract string NewRequestId { get; }

    private protected abstract string RequestIdHeader { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _server.DisposeAsync();
    }

    private protected async Task ListenAsync() => _server = await LocalServer.StartAsync(HandleAsync);

    private protected abstract Task RouteAsync(HttpContext context, CancellationToken cancellation);

    private protected abstract JsonObject ErrorBody(RequestRefused error, string requestId);

    /// <summary>Asks the model and writes what it answers.</summary>
    private protected async Task RunAsync(
        HttpContext context, ModelRequest request, IAnswerWriter writer, Func<ModelAnswer, RequestRefused?> vendor, CancellationToken cancellation)
    {
        using var running = Model.Begin(request, out var answer);
        try
        {
            await new AnswerRun(context, vendor).AnswerAsync(answer, writer, cancellation);
        }
        catch (RequestRefused error)
        {
            await WriteAsync(context, error);
        }
    }

    private protected static string? Bearer(HttpContext context)
    {
        const string scheme = "Bearer ";
        var authorization = context.Request.Headers.Authorization.ToString();
        return authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? authorization[scheme.Length..] : null;
    }

    private protected static bool IsJson(HttpContext context) =>
        string.Equals(context.Request.ContentType?.Split(';')[0].Trim(), "application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body; null for one that is larger than the vendors take (32 MB).</summary>
    private protected static async Task<byte[]?> ReadAsync(HttpContext context, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int count; (count = await context.Request.Body.ReadAsync(block, cancellation)) > 0;)
        {
            bytes.Write(block, 0, count);
            if (bytes.Length > MaxBody) return null;
        }

        return bytes.ToArray();
    }

    /// <summary>The object that a body is; null for none.</summary>
    private protected static JsonElement? Parse(byte[] body)
    {
        try
        {
            var parsed = JsonElement.Parse(body);
            return parsed.ValueKind == JsonValueKind.Object ? parsed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _server.Stopping);
        context.Response.Headers[RequestIdHeader] = NewRequestId;
        var path = $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}";
        try
        {
            await RouteAsync(context, gone.Token);
        }
        catch (RequestRefused error)
        {
            Rejected.Add(new(path, error.Status, error.Message));
            await WriteAsync(context, error);
        }
        catch (Exception error) when (gone.IsCancellationRequested || error is BadHttpRequestException or ConnectionResetException)
        {
            // Who asked has gone, perhaps in the middle of what it asked.
            context.Abort();
        }
        catch (Exception error)
        {
            // A test that fails in what it answers must be able to see why.
            Rejected.Add(new(path, 500, error.ToString()));
            throw;
        }
    }

    private Task WriteAsync(HttpContext context, RequestRefused error)
    {
        context.Response.StatusCode = error.Status;
        if (error.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (error.Page)
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync($"<html><head><title>{error.Status} Service Temporarily Unavailable</title></head><body>overloaded</body></html>");
        }

        context.Response.ContentType = "application/json";
        var requestId = context.Response.Headers[RequestIdHeader].ToString();
        return context.Response.WriteAsync(ErrorBody(error, requestId).ToJsonString(EventStream.Json));
    }
}
