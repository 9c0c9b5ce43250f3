using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace YemotAi.Simulators;

/// <summary>
/// Yemot's management API on this machine, for tests: <c>DownloadFile</c>, by GET or by POST with a form or JSON, as
/// strict as the real one with token and path, and with its ways to fail.
/// </summary>
public sealed class YemotManagementSimulator : IAsyncDisposable
{
    private const string Version = "6", Drive = "ivr2:";
    private const long EndlessBytes = 64 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, KeptFile> _files = new(StringComparer.Ordinal);
    private readonly string _token;
    private LocalServer _server = null!;

    private YemotManagementSimulator(string token) => _token = token;

    /// <summary>The address before the method's name.</summary>
    public Uri Address => new(_server.Address + "/ym/api/");

    /// <summary>How it answers, from the next request on.</summary>
    public ManagementBehaviour Behaviour { get; set; }

    /// <summary>What was asked.</summary>
    public ArrivedRequests<ManagementRequest> Requests { get; } = new();

    /// <summary>Starts it on a free port.</summary>
    /// <param name="token">The one token that is right: <c>number:password</c> or an API key.</param>
    public static async Task<YemotManagementSimulator> StartAsync(string token)
    {
        var simulator = new YemotManagementSimulator(token);
        simulator._server = await LocalServer.StartAsync(simulator.HandleAsync);
        return simulator;
    }

    /// <summary>Puts a file into the telephone system.</summary>
    /// <param name="path">Its full path, such as <c>/6/000.wav</c>.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="missingFor">How many requests find nothing before it is there.</param>
    /// <param name="halfFor">After that, how many requests get only its first half.</param>
    public void Keep(string path, byte[] content, int missingFor = 0, int halfFor = 0) =>
        _files[path.TrimStart('/')] = new KeptFile(content) { MissingFor = missingFor, HalfFor = halfFor };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var fields = await FieldsAsync(context.Request);
        var method = context.Request.Path.Value?.Split('/') is ["", "ym", "api", var name] ? name : "";
        // "what" is the older name of "path".
        var path = fields.GetValueOrDefault("path") ?? fields.GetValueOrDefault("what") ?? "";
        Requests.Add(new ManagementRequest(
            context.Request.Method, method, path, context.Request.GetEncodedPathAndQuery()));
        switch (Behaviour)
        {
            case ManagementBehaviour.SessionExpired:
                await ErrorAsync(context, "FORBIDDEN", "session is expired");
                break;
            case ManagementBehaviour.ErrorWithOk:
                await ErrorAsync(context, "ERROR", "something went wrong", 17);
                break;
            case ManagementBehaviour.ErrorThatRepeatsTheToken:
                await ErrorAsync(context, "EXCEPTION", $"IllegalStateException(session token is invalid: {_token})");
                break;
            case ManagementBehaviour.Page:
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<html><body>We will be back soon</body></html>");
                break;
            case ManagementBehaviour.ServerError:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case ManagementBehaviour.Redirects:
                context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
                context.Response.Headers.Location = "/elsewhere";
                break;
            case ManagementBehaviour.Holds:
                await _server.HoldAsync(context);
                break;
            case ManagementBehaviour.BreaksOff:
                context.Response.ContentLength = 100_000;
                await context.Response.WriteAsync("RIFF");
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case ManagementBehaviour.Endless:
                await LocalServer.WriteManyAsync(context, "RIFF", EndlessBytes);
                break;
            default:
                await AnswerAsync(context, method, path, fields.GetValueOrDefault("token") ?? "");
                break;
        }
    }

    private Task AnswerAsync(HttpContext context, string method, string path, string token)
    {
        if (method != "DownloadFile")
            return ErrorAsync(context, "EXCEPTION", "IllegalArgumentException(unknown method)");
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(_token)))
            return ErrorAsync(context, "EXCEPTION", "IllegalStateException(session token is invalid)");
        if (!path.StartsWith(Drive, StringComparison.Ordinal))
            return ErrorAsync(context, "ERROR", "path is not valid");
        if (!_files.TryGetValue(path[Drive.Length..].TrimStart('/'), out var file) || file.IsStillMissing())
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/octet-stream";
        return context.Response.Body.WriteAsync(file.Now()).AsTask();
    }

    private static async Task<Dictionary<string, string>> FieldsAsync(HttpRequest request)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Query) fields[name] = value.ToString();
        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync()) fields[name] = value.ToString();
        }
        else if (request.HasJsonContentType())
        {
            using var json = await JsonDocument.ParseAsync(request.Body);
            foreach (var field in json.RootElement.EnumerateObject()) fields[field.Name] = field.Value.ToString();
        }

        return fields;
    }

    private static Task ErrorAsync(HttpContext context, string status, string message, int? code = null) =>
        context.Response.WriteAsJsonAsync(new Dictionary<string, object?>
        {
            ["responseStatus"] = status,
            ["message"] = message,
            ["messageCode"] = code,
            ["yemotAPIVersion"] = Version,
        });

    private sealed class KeptFile(byte[] content)
    {
        private int _asked;

        public int MissingFor { get; init; }

        public int HalfFor { get; init; }

        public bool IsStillMissing() => Interlocked.Increment(ref _asked) <= MissingFor;

        public ReadOnlyMemory<byte> Now() =>
            Volatile.Read(ref _asked) <= MissingFor + HalfFor ? content.AsMemory(0, content.Length / 2) : content;
    }
}
