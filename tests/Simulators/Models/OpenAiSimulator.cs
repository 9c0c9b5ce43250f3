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
/// In a test of your own, start it, tell its <see cref="ModelSimulator.Model"/> what to answer, and give <see cref="Address"/> as the
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
public sealed class OpenAiSimulator : ModelSimulator
{
    private OpenAiSimulator(SimulatedModel? model)
        : base(model)
    {
    }

    /// <summary>The base URL: all before <c>/responses</c> or <c>/chat/completions</c>, such as <c>http://127.0.0.1:40123/v1</c>.</summary>
    public Uri Address => new(Root + "/v1");

    /// <summary>Starts it on a free port.</summary>
    /// <param name="model">What answers; null for one that echoes.</param>
    public static async Task<OpenAiSimulator> StartAsync(SimulatedModel? model = null)
    {
        var simulator = new OpenAiSimulator(model);
        await simulator.ListenAsync();
        return simulator;
    }

    private protected override string NewRequestId => ResponseObject.Id("req");

    private protected override string RequestIdHeader => "x-request-id";

    private protected override async Task RouteAsync(HttpContext context, CancellationToken cancellation)
    {
        var (path, method) = (context.Request.Path.Value ?? "", context.Request.Method);
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

    private protected override JsonObject ErrorBody(RequestRefused error, string requestId) => new()
    {
        ["error"] = new JsonObject { ["message"] = error.Message, ["type"] = error.Type, ["param"] = error.Param, ["code"] = error.Code },
    };

    private Task AnswerAsync(HttpContext context, ReadOpenAiRequest read, CancellationToken cancellation)
    {
        var scope = $"{read.Request.Key} {read.Request.Model} {read.CacheKey}";
        var tokens = read.CacheKey is null
            ? new CachedTokens(Tokens.Of(read.Prompt.Select(part => part.Text)), 0, 0)
            : Cache.Take(scope, read.Prompt);
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
        var saysByEvents = responses && read.Streams;
        return RunAsync(context, read.Request, writer, answer => OpenAiError.Of(answer, read.Request, saysByEvents), cancellation);
    }

    private string Key(HttpContext context)
    {
        if (Bearer(context) is not { Length: > 0 } key)
            throw new RequestRefused(401, "invalid_request_error", "Missing bearer or basic authentication in header");
        return Model.Keys.Count == 0 || Model.Keys.Contains(key) ? key : throw OpenAiError.WrongKey(key);
    }

    private static async Task<OpenAiField> BodyAsync(HttpContext context, CancellationToken cancellation)
    {
        if (!IsJson(context))
            throw OpenAiError.Bad($"Unsupported content type: '{context.Request.ContentType}'. This API method only accepts 'application/json' requests, but you specified the header 'Content-Type: {context.Request.ContentType}'.", null, "unsupported_content_type");
        var body = await ReadAsync(context, cancellation)
            ?? throw new RequestRefused(413, "invalid_request_error", "The request is too large.");
        return Parse(body) is { } parsed
            ? new OpenAiField(parsed, "")
            : throw OpenAiError.Bad("We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly.)");
    }

    private Task ListAsync(HttpContext context)
    {
        var names = Model.Models.Count > 0 ? Model.Models : ["gpt-5"];
        var data = names.Select(name => new { id = name, @object = "model", created = 1_700_000_000, owned_by = "system" });
        return context.Response.WriteAsJsonAsync(new { @object = "list", data });
    }
}
