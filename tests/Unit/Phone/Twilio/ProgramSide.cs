using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using YemotAi.Phone.Twilio;

namespace YemotAi.Unit.Phone.Twilio;

/// <summary>The program's side of a Twilio line: webhooks that answer what a test says, and the WebSocket of its media.</summary>
internal sealed class ProgramSide : IAsyncDisposable
{
    public const string Token = "0123456789abcdef0123456789abcdef", Public = "https://calls.example.org";
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<SeenRequest, HttpContext, Task>> _answers = new();
    private readonly ConcurrentQueue<ProgramSocket> _sockets = new();
    private readonly SemaphoreSlim _opened = new(0);
    private readonly CancellationTokenSource _stopping = new();

    private ProgramSide(WebApplication app) => _app = app;

    /// <summary>Every webhook, in the order of its coming.</summary>
    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    /// <summary>The status with which WebSockets are refused; 0: they are taken.</summary>
    public int RefusesSockets { get; set; }

    /// <summary>The opening requests of WebSockets.</summary>
    public ConcurrentQueue<SeenRequest> Openings { get; } = new();

    public Uri Address { get; private set; } = null!;

    public static async Task<ProgramSide> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var side = new ProgramSide(app);
        app.UseWebSockets();
        app.Run(side.HandleAsync);
        await app.StartAsync();
        side.Address = new Uri(app.Urls.First());
        return side;
    }

    /// <summary>What a path answers: a document without its frame.</summary>
    public ProgramSide On(string path, string verbs) => On(path, _ => verbs);

    /// <summary>What a path answers, by what was sent.</summary>
    public ProgramSide On(string path, Func<SeenRequest, string> verbs) => On(path, async (request, context) =>
    {
        context.Response.ContentType = "text/xml; charset=utf-8";
        await context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>{verbs(request)}</Response>");
    });

    /// <summary>What a path answers, whole.</summary>
    public ProgramSide On(string path, Func<SeenRequest, HttpContext, Task> answer)
    {
        _answers[path] = answer;
        return this;
    }

    /// <summary>A number that leads here, on a clock of the test's.</summary>
    public TwilioLine Line(TimeProvider time, Func<TwilioLineSettings, TwilioLineSettings>? change = null)
    {
        var settings = new TwilioLineSettings
        {
            VoiceUrl = new Uri(Public + "/voice"),
            ConnectTo = Address,
            AuthToken = Token,
            SayPace = TimeSpan.Zero,
        };
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        return new TwilioLine(http, change?.Invoke(settings) ?? settings, time);
    }

    /// <summary>Waits for the next WebSocket.</summary>
    public async Task<ProgramSocket> SocketAsync(CancellationToken cancellation)
    {
        if (!await _opened.WaitAsync(Guard, cancellation)) throw new TimeoutException("No WebSocket was opened.");
        return _sockets.TryDequeue(out var socket) ? socket : throw new InvalidOperationException("Somebody else took it.");
    }

    /// <summary>The requests of a path.</summary>
    public List<SeenRequest> Of(string path) => [.. Requests.Where(request => request.Path == path)];

    public async ValueTask DisposeAsync()
    {
        // A test may take it away before its end.
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _opened.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var form = new List<KeyValuePair<string, string>>();
        if (context.Request.HasFormContentType)
        {
            foreach (var (name, value) in await context.Request.ReadFormAsync()) form.Add(new(name, value.ToString()));
        }

        var request = new SeenRequest(
            context.Request.Path.Value!, context.Request.Method, context.Request.QueryString.Value!, form,
            context.Request.Headers["X-Twilio-Signature"].ToString(), context.Request.Headers["Sec-WebSocket-Protocol"].ToString());
        if (context.WebSockets.IsWebSocketRequest)
        {
            await TakeSocketAsync(context, request);
            return;
        }

        Requests.Enqueue(request);
        if (_answers.TryGetValue(request.Path, out var answer)) await answer(request, context);
        else context.Response.StatusCode = 404;
    }

    private async Task TakeSocketAsync(HttpContext context, SeenRequest request)
    {
        Openings.Enqueue(request);
        if (RefusesSockets != 0)
        {
            context.Response.StatusCode = RefusesSockets;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var side = new ProgramSocket(socket);
        _sockets.Enqueue(side);
        _opened.Release();
        await using var stopping = _stopping.Token.Register(side.Done);
        await side.IsDone;
        if (side.IsAborted) context.Abort();
    }
}

/// <summary>A request that came to the program's side.</summary>
internal sealed record SeenRequest(
    string Path, string Method, string Query, List<KeyValuePair<string, string>> Form, string Signature, string Subprotocol)
{
    public string this[string name] => Form.FirstOrDefault(one => one.Key == name).Value ?? "";
}
