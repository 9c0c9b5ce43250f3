using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace YemotAi.Simulators.Speech;

/// <summary>What simulated voices and ears have in common: a server, its faults, and what was asked and refused.</summary>
public abstract class SpeechServer : IAsyncDisposable
{
    private const long EndlessBytes = 512L * 1024 * 1024;
    private const int MaxBody = 32 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly UnderWay _underWay = new();
    private LocalServer _server = null!;

    private protected SpeechServer()
    {
    }

    /// <summary>What goes wrong.</summary>
    public SpeechFaults Faults { get; } = new();

    /// <summary>What was asked, right or wrong.</summary>
    public ArrivedRequests<SpeechRequest> Requests { get; } = new();

    /// <summary>What was refused because of what it was, and not because of a fault.</summary>
    public ArrivedRequests<SpeechRefusal> Refused { get; } = new();

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123</c>.</summary>
    private protected string Root => _server.Address;

    /// <summary>Waits until no request is under way.</summary>
    public Task WhenIdleAsync(CancellationToken cancellation) => _underWay.WhenIdleAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task ListenAsync() => _server = await LocalServer.StartAsync(HandleAsync);

    /// <summary>Answers a request in which nothing goes wrong by a fault.</summary>
    /// <exception cref="SpeechRefusedException">It is not as the vendor wants it.</exception>
    private protected abstract Task AnswerAsync(HttpContext context, byte[] body);

    /// <summary>An error in the vendor's words.</summary>
    private protected abstract JsonNode ErrorOf(int status, string code, string message);

    /// <summary>Whether a request is none to which faults happen, such as one for a token.</summary>
    private protected virtual bool IsAside(HttpContext context) => false;

    /// <summary>The beginning of an answer, as far as it is before its sound or words.</summary>
    private protected abstract string Beginning { get; }

    /// <summary>The type of a right answer.</summary>
    private protected abstract string AnswerType { get; }

    private protected static Task WriteAsync(HttpContext context, JsonNode body)
    {
        context.Response.ContentType = "application/json; charset=UTF-8";
        return context.Response.WriteAsync(body.ToJsonString(Json));
    }

    private protected Task HoldAsync(HttpContext context) => _server.HoldAsync(context);

    /// <summary>Writes an answer's first piece, and then does what a fault in the middle does. False when there is none.</summary>
    private protected async Task<bool> BreakAsync(HttpContext context, SpeechFault fault, ReadOnlyMemory<byte> first)
    {
        if (fault is not (SpeechFault.BreaksOffInside or SpeechFault.StallsInside)) return false;
        context.Response.ContentType = AnswerType;
        await context.Response.Body.WriteAsync(first);
        await context.Response.Body.FlushAsync();
        if (fault == SpeechFault.StallsInside) await HoldAsync(context);
        else context.Abort();
        return true;
    }

    /// <summary>The fault of the request that is being answered.</summary>
    private protected static SpeechFault FaultOf(HttpContext context) => (SpeechFault)context.Items[nameof(SpeechFault)]!;

    private async Task HandleAsync(HttpContext context)
    {
        _underWay.Enter();
        try
        {
            var body = await ReadAsync(context);
            Requests.Add(new SpeechRequest(
                $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", HeadersOf(context), Encoding.UTF8.GetString(body)));
            var fault = IsAside(context) ? SpeechFault.None : Faults.Take();
            context.Items[nameof(SpeechFault)] = fault;
            if (!await FailAsync(context, fault)) await AnswerAsync(context, body);
        }
        catch (SpeechRefusedException refused)
        {
            Refused.Add(new SpeechRefusal(context.Request.Path, refused.Status, refused.Message));
            await ErrorAsync(context, refused.Status, refused.Code, refused.Message);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        finally
        {
            _underWay.Leave();
        }
    }

    private async Task<bool> FailAsync(HttpContext context, SpeechFault fault)
    {
        switch (fault)
        {
            case SpeechFault.WrongKey:
                var key = $"{context.Request.Headers.Authorization}{context.Request.Headers["X-Goog-Api-Key"]}";
                await ErrorAsync(context, 401, "unauthenticated", $"Incorrect API key provided: {key}.");
                break;
            case SpeechFault.Forbidden:
                await ErrorAsync(context, 403, "permission_denied", "The account has no permission to use this.");
                break;
            case SpeechFault.TooManyRequests:
                if (Faults.RetryAfterSeconds is { } seconds)
                    context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                await ErrorAsync(context, 429, "rate_limit_exceeded", "Too many requests.");
                break;
            case SpeechFault.UsedUp:
                await ErrorAsync(context, 429, "insufficient_quota", "You exceeded your current quota.");
                break;
            case SpeechFault.ServerError:
                await ErrorAsync(context, 500, "server_error", "The server had an error.");
                break;
            case SpeechFault.Overloaded:
                context.Response.StatusCode = 503;
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<html><body>overloaded</body></html>");
                break;
            case SpeechFault.Redirects:
                context.Response.StatusCode = 307;
                context.Response.Headers.Location = "/elsewhere";
                break;
            case SpeechFault.Holds:
                await HoldAsync(context);
                break;
            case SpeechFault.BreaksOff:
                context.Abort();
                break;
            case SpeechFault.Garbage:
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<html><body>Welcome to the guest network. Please sign in.</body></html>");
                break;
            case SpeechFault.WrongJson:
                await WriteAsync(context, new JsonObject { ["audioContent"] = new JsonArray(1, 2), ["results"] = "none", ["text"] = 7 });
                break;
            case SpeechFault.Nothing:
                context.Response.ContentType = AnswerType;
                await context.Response.WriteAsync(AnswerType.Contains("json", StringComparison.Ordinal) ? "{}" : "");
                break;
            case SpeechFault.Endless:
                context.Response.ContentType = AnswerType;
                await LocalServer.WriteManyAsync(context, Beginning, EndlessBytes);
                break;
            default:
                return false;
        }

        return true;
    }

    private Task ErrorAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, ErrorOf(status, code, message));
    }

    private static IReadOnlyDictionary<string, string> HeadersOf(HttpContext context) =>
        context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int count; bytes.Length <= MaxBody && (count = await context.Request.Body.ReadAsync(block, context.RequestAborted)) > 0;)
            bytes.Write(block, 0, count);
        return bytes.ToArray();
    }
}
