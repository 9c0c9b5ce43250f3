using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using YemotAi.Simulators.Models.Anthropic;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models;

/// <summary>
/// Anthropic on this machine, for tests: <c>POST /v1/messages</c>, <c>POST /v1/messages/count_tokens</c> and
/// <c>GET /v1/models</c>, streamed and whole, with the checks, errors and headers of the real one.
/// </summary>
/// <remarks>
/// In a test of your own, start it, tell its <see cref="ModelSimulator.Model"/> what to answer, and give
/// <see cref="Address"/> as the base URL (or as <c>ANTHROPIC_BASE_URL</c>) to what you test, with any key:
/// <code>
/// await using var anthropic = await AnthropicSimulator.StartAsync();
/// anthropic.Model.Fails(ModelFault.RateLimited, times: 1);
/// var client = new AnthropicClient { BaseUrl = anthropic.Address.ToString(), ApiKey = "any" };
/// // … talk …
/// Assert.Empty(anthropic.Rejected.All);
/// Assert.True(anthropic.Model.Requests.All[0].Caches);
/// </code>
/// Messages of one role after another are taken, as by the real one, which reads them as one. An answer begun by the
/// host (a last message of the assistant) is refused, as by the newer models. What a request marks with
/// <c>cache_control</c> counts as read from the cache by the next request that begins with the same.
/// </remarks>
public sealed class AnthropicSimulator : ModelSimulator
{
    private static readonly string[] Versions = ["2023-01-01", "2023-06-01", "2026-10-21"];

    private AnthropicSimulator(SimulatedModel? model)
        : base(model)
    {
    }

    /// <summary>The base URL: all before <c>/v1/messages</c>, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address => new(Root);

    /// <summary>Starts it on a free port.</summary>
    /// <param name="model">What answers; null for one that echoes.</param>
    public static async Task<AnthropicSimulator> StartAsync(SimulatedModel? model = null)
    {
        var simulator = new AnthropicSimulator(model);
        await simulator.ListenAsync();
        return simulator;
    }

    private protected override string NewRequestId => MessageObject.Id("req");

    private protected override string RequestIdHeader => "request-id";

    private protected override async Task RouteAsync(HttpContext context, CancellationToken cancellation)
    {
        var (path, method) = (context.Request.Path.Value ?? "", context.Request.Method);

        // A client looks in this way whether the address is there at all (Claude Code at /api/hello).
        if (method == "HEAD") return;
        if (path is not ("/v1/messages" or "/v1/messages/count_tokens" or "/v1/models")) throw AnthropicError.NotFound("Not Found");
        if (method != (path == "/v1/models" ? "GET" : "POST"))
            throw new RequestRefused(405, "invalid_request_error", "Method Not Allowed");
        var key = Key(context);
        var version = context.Request.Headers["anthropic-version"].ToString();
        if (version.Length == 0) throw AnthropicError.Bad("anthropic-version: header is required");
        if (!Versions.Contains(version)) throw AnthropicError.Bad($"anthropic-version: \"{version}\" is not a valid version");
        if (path == "/v1/models")
        {
            await ListAsync(context);
            return;
        }

        var counts = path == "/v1/messages/count_tokens";
        var read = MessagesReader.Read(await BodyAsync(context, cancellation), key, version, counts);
        if (Model.Models.Count > 0 && !Model.Models.Contains(read.Request.Model)) throw AnthropicError.NotFound($"model: {read.Request.Model}");
        if (counts) await context.Response.WriteAsJsonAsync(new { input_tokens = Tokens.Of(read.Prompt.Select(part => part.Text)) }, cancellation);
        else await AnswerAsync(context, read, cancellation);
    }

    private protected override JsonObject ErrorBody(RequestRefused error, string requestId) => new()
    {
        ["type"] = "error",
        ["error"] = new JsonObject { ["type"] = error.Type, ["message"] = error.Message },
        ["request_id"] = requestId,
    };

    private Task AnswerAsync(HttpContext context, ReadMessagesRequest read, CancellationToken cancellation)
    {
        var tokens = Cache.Take($"{read.Request.Key} {read.Request.Model}", read.Prompt);
        var message = new MessageObject(read.Request, tokens);
        var requestId = context.Response.Headers[RequestIdHeader].ToString();
        IAnswerWriter writer = read.Streams
            ? new MessagesWriter(context, message, requestId, cancellation)
            : new WholeWriter(context, message.Whole, AnthropicError.MidStream, cancellation);
        return RunAsync(context, read.Request, writer, answer => AnthropicError.Of(answer, read.Request), cancellation);
    }

    private string Key(HttpContext context)
    {
        var key = context.Request.Headers["x-api-key"].ToString();
        if (key.Length == 0) key = Bearer(context) ?? "";
        if (key.Length == 0) throw AnthropicError.Key("x-api-key header is required");
        return Model.Keys.Count == 0 || Model.Keys.Contains(key) ? key : throw AnthropicError.Key("invalid x-api-key");
    }

    private static async Task<AnthropicField> BodyAsync(HttpContext context, CancellationToken cancellation)
    {
        if (!IsJson(context)) throw AnthropicError.Bad("content-type: must be application/json");
        var body = await ReadAsync(context, cancellation)
            ?? throw new RequestRefused(413, "request_too_large", "Request exceeds the maximum size");
        return Parse(body) is { } parsed
            ? new AnthropicField(parsed, "")
            : throw AnthropicError.Bad("The request body is not valid JSON.");
    }

    private Task ListAsync(HttpContext context)
    {
        var names = Model.Models.Count > 0 ? Model.Models : ["claude-sonnet-5"];
        var data = names.Select(name => new { id = name, type = "model", display_name = name, created_at = "2026-01-01T00:00:00Z" });
        return context.Response.WriteAsJsonAsync(new { data, has_more = false, first_id = names[0], last_id = names[^1] });
    }
}
