using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using YemotAi.Simulators.Models.OpenAi;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models;

/// <summary>
/// OpenAI on this machine, for tests: <c>POST /v1/responses</c>, <c>POST /v1/chat/completions</c> and
/// <c>GET /v1/models</c>, streamed and whole, with the checks, errors and headers of the real one.
/// </summary>
/// <remarks>
/// In a test of your own, start it, tell its <see cref="Model"/> what to answer, and give <see cref="Address"/> as the
/// base URL to what you test, with any key:
/// <code>
/// await using var openai = await OpenAiSimulator.StartAsync();
/// openai.Model.Next(ModelAnswer.Calling("transfer", """{"to":"office"}"""));
/// var client = new ResponsesClient(new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = openai.Address });
/// // … talk …
/// Assert.Empty(openai.Rejected.All);
/// Assert.Equal("שלום", openai.Model.Requests.All[0].Said);
/// </code>
/// It keeps no answers: <c>previous_response_id</c> and item references are refused as unknown. Beginnings that were
/// sent before count as cached tokens only with the same <c>prompt_cache_key</c>, so that a test can prove that one is
/// sent (OpenAI itself may cache without).
/// </remarks>
public sealed class OpenAiSimulator : IAsyncDisposable
{
    private const long MaxBody = 32 * 1024 * 1024;

    private readonly PromptCache _cache;
    private LocalServer _server = null!;

    private OpenAiSimulator(SimulatedModel model)
    {
        Model = model;
        _cache = new PromptCache(() => LeastCachedTokens);
    }

    /// <summary>The base URL: all before <c>/responses</c> or <c>/chat/completions</c>, such as <c>http://127.0.0.1:40123/v1</c>.</summary>
    public Uri Address => new(_server.Address + "/v1");

    /// <summary>What answers.</summary>
    public SimulatedModel Model { get; }

    /// <summary>Requests that were refused because they are not as OpenAI wants them; those never reach the model.</summary>
    public ArrivedRequests<RejectedRequest> Rejected { get; } = new();

    /// <summary>The shortest beginning of a request that is kept in the cache, in tokens. Default 1024, as OpenAI's.</summary>
    public int LeastCachedTokens { get; set; } = 1024;

    /// <summary>Starts it on a free port.</summary>
    /// <param name="model">What answers; null for one that echoes.</param>
    public static async Task<OpenAiSimulator> StartAsync(SimulatedModel? model = null)
    {
        var simulator = new OpenAiSimulator(model ?? new SimulatedModel());
        simulator._server = await LocalServer.StartAsync(simulator.HandleAsync);
        return simulator;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _server.Stopping);
        context.Response.Headers["x-request-id"] = ResponseObject.Id("req");
        context.Response.Headers["openai-version"] = "2020-10-01";
        try
        {
            await RouteAsync(context, gone.Token);
        }
        catch (RequestRefused error)
        {
            await WriteAsync(context, error);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private async Task RouteAsync(HttpContext context, CancellationToken cancellation)
    {
        var (path, method) = (context.Request.Path.Value ?? "", context.Request.Method);
        try
        {
            if (path is not ("/v1/responses" or "/v1/chat/completions" or "/v1/models"))
                throw new RequestRefused(404, "invalid_request_error", $"Invalid URL ({method} {path})");
            if (path == "/v1/responses" && method == "GET")
                throw new RequestRefused(426, "invalid_request_error", "This endpoint needs a WebSocket upgrade.");
            if (method != (path == "/v1/models" ? "GET" : "POST"))
                throw new RequestRefused(405, "invalid_request_error", $"Not allowed to {method} on {path}. (HINT: Perhaps you meant to use a different HTTP method?)") { Code = "method_not_supported" };
            var key = Key(context);
            if (path == "/v1/models")
            {
                await ListAsync(context);
                return;
            }

            var body = await BodyAsync(context, cancellation);
            var read = path == "/v1/responses" ? ResponsesReader.Read(body, key) : ChatReader.Read(body, key);
            if (Model.Models.Count > 0 && !Model.Models.Contains(read.Request.Model)) throw OpenAiError.NoModel(read.Request.Model);
            await AnswerAsync(context, read, cancellation);
        }
        catch (RequestRefused error) when (!error.IsFault)
        {
            Rejected.Add(new($"{method} {path}{context.Request.QueryString}", error.Status, error.Message));
            throw;
        }
    }

    private async Task AnswerAsync(HttpContext context, ReadOpenAiRequest read, CancellationToken cancellation)
    {
        using var running = Model.Begin(read.Request, out var answer);
        var scope = $"{read.Request.Key} {read.Request.Model} {read.CacheKey}";
        var tokens = read.CacheKey is null
            ? new CachedTokens(Tokens.Of(read.Prompt.Select(part => part.Text)), 0, 0)
            : _cache.Take(scope, read.Prompt);
        var usage = new OpenAiUsage(tokens, LeastCachedTokens);
        var responses = read.Request.Interface == "responses";
        IAnswerWriter writer;
        if (responses)
        {
            var response = new ResponseObject(read, usage);
            writer = read.Streams
                ? new ResponsesWriter(context, response, cancellation)
                : new WholeWriter(context, response.Whole, OpenAiError.MidStream, cancellation);
        }
        else
        {
            var completion = new CompletionObject(read, usage);
            writer = read.Streams
                ? new ChatWriter(context, completion, read.WithUsage, cancellation)
                : new WholeWriter(context, completion.Whole, OpenAiError.MidStream, cancellation);
        }

        // Only a stream of the Responses API says by its events that a conversation is too long.
        var run = new AnswerRun(_server, context, wanted =>
            wanted.Fault == ModelFault.ContextFull && !(responses && read.Streams)
                ? OpenAiError.ContextFull()
                : OpenAiError.Of(wanted, read.Request));
        try
        {
            await run.AnswerAsync(answer, writer, cancellation);
        }
        catch (RequestRefused error)
        {
            throw error.AsFault();
        }
    }

    private string Key(HttpContext context)
    {
        const string scheme = "Bearer ";
        var authorization = context.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(scheme, StringComparison.Ordinal) || authorization.Length == scheme.Length)
            throw new RequestRefused(401, "invalid_request_error", "Missing bearer or basic authentication in header");
        var key = authorization[scheme.Length..];
        return Model.Keys.Count == 0 || Model.Keys.Contains(key) ? key : throw OpenAiError.WrongKey(key);
    }

    private static async Task<OpenAiField> BodyAsync(HttpContext context, CancellationToken cancellation)
    {
        if (context.Request.ContentType?.Split(';')[0].Trim() is not "application/json" and var type)
            throw OpenAiError.Bad($"Unsupported content type: '{type}'. This API method only accepts 'application/json' requests.", null, "unsupported_content_type");
        using var bytes = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int count; (count = await context.Request.Body.ReadAsync(block, cancellation)) > 0;)
        {
            bytes.Write(block, 0, count);
            if (bytes.Length > MaxBody) throw new RequestRefused(413, "invalid_request_error", "The request is too large.");
        }

        try
        {
            var body = JsonElement.Parse(bytes.ToArray());
            return body.ValueKind == JsonValueKind.Object ? new OpenAiField(body, "") : throw new JsonException();
        }
        catch (JsonException)
        {
            throw OpenAiError.Bad("We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly.)");
        }
    }

    private Task ListAsync(HttpContext context)
    {
        var names = Model.Models.Count > 0 ? Model.Models : ["gpt-5"];
        var data = names.Select(name => new { id = name, @object = "model", created = 1_700_000_000, owned_by = "system" });
        return context.Response.WriteAsJsonAsync(new { @object = "list", data });
    }

    private static Task WriteAsync(HttpContext context, RequestRefused error)
    {
        context.Response.StatusCode = error.Status;
        if (error.RetryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (error.Page)
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html><head><title>503 Service Temporarily Unavailable</title></head><body>overloaded</body></html>");
        }

        context.Response.ContentType = "application/json";
        var body = new JsonObject
        {
            ["error"] = new JsonObject { ["message"] = error.Message, ["type"] = error.Type, ["param"] = error.Param, ["code"] = error.Code },
        };
        return context.Response.WriteAsync(body.ToJsonString(EventStream.Json));
    }
}
