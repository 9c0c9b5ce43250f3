using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace YemotAi.Simulators;

/// <summary>
/// An OpenAI-compatible transcription server on this machine, for tests: <c>POST /v1/audio/transcriptions</c>, as strict
/// as OpenAI's with key, form, file, model and language, and with its ways to fail.
/// </summary>
public sealed class TranscriptionSimulator : IAsyncDisposable
{
    private const long EndlessBytes = 64 * 1024 * 1024;
    private const int LeastWaveBytes = 44 + 1_600; // a tenth of a second

    private static readonly string[] Formats =
        [".flac", ".m4a", ".mp3", ".mp4", ".mpeg", ".mpga", ".oga", ".ogg", ".wav", ".webm"];

    private readonly string? _key;
    private readonly string[] _models;
    private LocalServer _server = null!;
    private int _left = int.MaxValue;

    private TranscriptionSimulator(string? key, string[] models)
    {
        _key = key;
        _models = models;
    }

    /// <summary>The address before <c>/audio/transcriptions</c>.</summary>
    public Uri Address => new(_server.Address + "/v1");

    /// <summary>How it answers; set by <see cref="Behave"/>.</summary>
    public TranscriptionBehaviour Behaviour { get; private set; }

    /// <summary>What <c>Retry-After</c> says with status 429; null leaves it out.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>The largest file it takes, in bytes. Default 25 MiB, as OpenAI's.</summary>
    public int MaxFileBytes { get; set; } = 25 * 1024 * 1024;

    /// <summary>What it understands, given the request. Default <c>שלום</c>.</summary>
    public Func<TranscriptionRequest, string> Hears { get; set; } = _ => "שלום";

    /// <summary>How long it takes to understand. Default zero.</summary>
    public TimeSpan Thinks { get; set; }

    /// <summary>Whether what was asked is kept, sound and all, until the simulator ends. Default true; for long runs false.</summary>
    public bool Keeps { get; set; } = true;

    /// <summary>What was asked, as long as it is kept.</summary>
    public ArrivedRequests<TranscriptionRequest> Requests { get; } = new();

    /// <summary>Starts it on a free port.</summary>
    /// <param name="key">The one key that is right; null for a server that wants none.</param>
    /// <param name="models">The models that it has; none stands for <c>gpt-transcribe</c> and <c>whisper-1</c>.</param>
    public static async Task<TranscriptionSimulator> StartAsync(string? key = null, params string[] models)
    {
        var simulator = new TranscriptionSimulator(key, models.Length > 0 ? models : ["gpt-transcribe", "whisper-1"]);
        simulator._server = await LocalServer.StartAsync(simulator.HandleAsync);
        return simulator;
    }

    /// <summary>Changes how it answers.</summary>
    /// <param name="behaviour">How.</param>
    /// <param name="times">For how many requests; then it is normal again.</param>
    public void Behave(TranscriptionBehaviour behaviour, int times = int.MaxValue)
    {
        Behaviour = behaviour;
        Volatile.Write(ref _left, times);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var request = await ReadAsync(context.Request);
        if (Keeps) Requests.Add(request);
        if (Thinks > TimeSpan.Zero) await Task.Delay(Thinks, context.RequestAborted);
        var behaviour = Interlocked.Decrement(ref _left) >= 0 ? Behaviour : TranscriptionBehaviour.Normal;
        switch (behaviour)
        {
            case TranscriptionBehaviour.TooManyRequests:
                if (RetryAfter is not null) context.Response.Headers.RetryAfter = RetryAfter;
                await ErrorAsync(context, 429, "Rate limit reached.", "requests", "rate_limit_exceeded");
                break;
            case TranscriptionBehaviour.UsedUp:
                await ErrorAsync(context, 429, "You exceeded your current quota.", "insufficient_quota", "insufficient_quota");
                break;
            case TranscriptionBehaviour.ServerError:
                await ErrorAsync(context, 500, "The server had an error.", "server_error", null);
                break;
            case TranscriptionBehaviour.Overloaded:
                context.Response.StatusCode = 503;
                await context.Response.WriteAsync("<html><body>overloaded</body></html>");
                break;
            case TranscriptionBehaviour.ErrorThatRepeatsTheKey:
                await ErrorAsync(context, 401, $"Incorrect API key provided: {request.Authorization}.", request.Authorization, request.Authorization);
                break;
            case TranscriptionBehaviour.Redirects:
                context.Response.StatusCode = 307;
                context.Response.Headers.Location = "/elsewhere";
                break;
            case TranscriptionBehaviour.Holds:
                await _server.HoldAsync(context);
                break;
            case TranscriptionBehaviour.BreaksOff:
                context.Response.ContentLength = 1_000;
                await context.Response.WriteAsync("{\"text\":");
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case TranscriptionBehaviour.Garbage:
                await context.Response.WriteAsync("{{{ not json");
                break;
            case TranscriptionBehaviour.WrongJson:
                await context.Response.WriteAsJsonAsync(new { text = new[] { 1, 2 } });
                break;
            case TranscriptionBehaviour.BrokenText:
                await context.Response.Body.WriteAsync((byte[])[.. "{\"text\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
                break;
            case TranscriptionBehaviour.Endless:
                await LocalServer.WriteManyAsync(context, "{\"text\":\"", EndlessBytes);
                break;
            default:
                await AnswerAsync(context, request);
                break;
        }
    }

    private Task AnswerAsync(HttpContext context, TranscriptionRequest request)
    {
        const string invalid = "invalid_request_error";
        if (context.Request.Path != "/v1/audio/transcriptions")
            return ErrorAsync(context, 404, "Invalid URL.", invalid, null);
        if (context.Request.Method != "POST")
            return ErrorAsync(context, 405, "Not allowed.", invalid, "method_not_supported");
        if (_key is not null && request.Authorization != "Bearer " + _key)
            return ErrorAsync(context, 401, "Incorrect API key provided.", invalid, "invalid_api_key");
        if (!context.Request.HasFormContentType || context.Request.ContentType!.StartsWith("multipart/form-data", StringComparison.Ordinal) is false)
            return ErrorAsync(context, 415, "The content type must be multipart/form-data.", invalid, "unsupported_content_type");
        if (request.FileName.Length == 0)
            return ErrorAsync(context, 400, "'file' is a required property.", invalid, "missing_file");
        if (request.Model.Length == 0)
            return ErrorAsync(context, 400, "'model' is a required property.", invalid, "missing_model");
        if (!_models.Contains(request.Model))
            return ErrorAsync(context, 404, "The model does not exist.", invalid, "model_not_found");
        if (request.File.Length > MaxFileBytes)
            return ErrorAsync(context, 413, "Maximum content size limit exceeded.", "server_error", null);
        if (!IsSound(request))
            return ErrorAsync(context, 400, "Invalid file format.", invalid, "invalid_file_format");
        if (request.File.Length < LeastWaveBytes)
            return ErrorAsync(context, 400, "Audio file is too short.", invalid, "audio_too_short");
        if (request.Language is not ("" or [>= 'a' and <= 'z', >= 'a' and <= 'z']))
            return ErrorAsync(context, 400, "The language must be given as ISO-639-1.", invalid, "invalid_language_format");
        var takesLists = request.Model.StartsWith("gpt-transcribe", StringComparison.Ordinal);
        if (takesLists ? request.Language.Length > 0 : request.Languages.Count + request.Keywords.Count > 0)
            return ErrorAsync(context, 400, "Unknown parameter for this model.", invalid, "unknown_parameter");
        if (request.Languages.Any(language => language is not [>= 'a' and <= 'z', >= 'a' and <= 'z']))
            return ErrorAsync(context, 400, "The languages must be given as ISO-639-1.", invalid, "invalid_language_format");
        return request.ResponseFormat switch
        {
            "" or "json" => context.Response.WriteAsJsonAsync(new { text = Hears(request) }),
            "text" => context.Response.WriteAsync(Hears(request)),
            _ => ErrorAsync(context, 400, "The response format is not supported.", invalid, "invalid_response_format"),
        };
    }

    private static bool IsSound(TranscriptionRequest request)
    {
        var format = Path.GetExtension(request.FileName);
        return Formats.Contains(format) && (format != ".wav" || request.File.Span.StartsWith("RIFF"u8));
    }

    private static async Task<TranscriptionRequest> ReadAsync(HttpRequest request)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        var file = form.Files.GetFile("file");
        using var content = new MemoryStream();
        if (file is not null) await file.CopyToAsync(content);
        return new TranscriptionRequest(
            request.GetEncodedPathAndQuery(),
            request.Headers.Authorization.ToString(),
            form["model"].ToString(),
            form["language"].ToString(),
            form["response_format"].ToString(),
            file?.FileName ?? "",
            content.ToArray())
        {
            Languages = [.. form["languages[]"].OfType<string>()],
            Keywords = [.. form["keywords[]"].OfType<string>()],
            Prompt = form["prompt"].ToString(),
        };
    }

    private static Task ErrorAsync(HttpContext context, int status, string message, string type, string? code)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-request-id"] = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        return context.Response.WriteAsJsonAsync(
            new { error = new { message, type, param = (string?)null, code } });
    }
}
