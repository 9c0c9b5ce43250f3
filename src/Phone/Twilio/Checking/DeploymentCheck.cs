using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using YemotAi.Phone.Twilio.TwiML;

namespace YemotAi.Phone.Twilio.Checking;

/// <summary>
/// Checks a deployment from outside, as Twilio would meet it: the documents, the sounds, the socket, the watchdog, the
/// callbacks. Each failure comes with the likely cause and with the code that Twilio's debugger would show.
/// </summary>
/// <param name="http">Sends the requests; it must follow no redirects.</param>
/// <param name="settings">The line, with the auth token of its account where it has one.</param>
/// <param name="watchdog">How long a call without a stream is watched; the deployment's limit is 6 seconds.</param>
/// <param name="time">The clock; null is the system's.</param>
public sealed class DeploymentCheck(HttpClient http, TwilioLineSettings settings, TimeSpan watchdog, TimeProvider? time = null)
{
    private const string IncomingCall = "the document of a call";
    private const string Webhooks = "/webhook/";

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly TwilioSender _sender = new(http, settings, time ?? TimeProvider.System);
    private readonly string _call = "CA" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Checks everything, one after the other.</summary>
    public async IAsyncEnumerable<CheckedPoint> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var path in new[] { "/healthz", "/version" }) yield return await PageAsync(path, cancellation);
        var (document, stream) = await DocumentAsync(cancellation);
        yield return document;
        foreach (var sound in new[] { "/static/tts/greeting_he.mp3", "/static/tts/fallback_he.mp3" }) yield return await SoundAsync(sound, cancellation);
        yield return await SocketAsync(stream ?? Of("/ws/twilio-media"), cancellation);
        yield return await SocketAsync(Of("/ws/twilio-media/"), cancellation);
        yield return await UnsignedAsync(cancellation);
        yield return await WatchdogAsync(cancellation);
        foreach (var status in new[] { "stream_status", "call_status" }) yield return await CallbackAsync(status, cancellation);
    }

    private Uri Of(string path) => new(settings.VoiceUrl.GetLeftPart(UriPartial.Authority) + path);

    private IReadOnlyList<KeyValuePair<string, string>> Form(params (string Name, string Value)[] more) =>
    [
        new("CallSid", _call), new("AccountSid", settings.AccountSid), new("From", settings.From), new("To", settings.To),
        new("ApiVersion", "2010-04-01"), new("Direction", "inbound"), .. more.Select(one => new KeyValuePair<string, string>(one.Name, one.Value)),
    ];

    private async Task<CheckedPoint> PageAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(_sender.RealAddress(Of(path)), cancellation);
            return answer.StatusCode == HttpStatusCode.OK
                ? new(path, true, "200")
                : new(path, false, $"status {(int)answer.StatusCode}: something else than this program answers there, or a proxy keeps the path back");
        }
        catch (Exception error) when (error is HttpRequestException or SocketException)
        {
            return new(path, false, $"not reached (11205, 11210 or 11220 for Twilio): {error.Message}");
        }
    }

    private async Task<(CheckedPoint Point, Uri? Stream)> DocumentAsync(CancellationToken cancellation)
    {
        var exchange = await _sender.AskAsync(settings.VoiceUrl, "POST", Form(("CallStatus", "ringing")), cancellation);
        if (exchange.Failure is { } failure) return (new(IncomingCall, false, $"{failure}"), null);
        if (exchange.Status == 403) return (new(IncomingCall, false, "403: the auth token here is not that of the deployment, or its public address is not the one that was asked"), null);
        var document = TwiMLReader.Read(exchange.Status, exchange.ContentType, exchange.Body);
        if (document.Troubles.FirstOrDefault(trouble => trouble.IsError) is { } trouble) return (new(IncomingCall, false, $"{trouble}"), null);
        var connect = document.Verbs.FirstOrDefault(verb => verb.Name == "Connect");
        var stream = connect?.Children.FirstOrDefault(verb => verb.Name == "Stream");
        if (stream?["url"] is not { } url || !Uri.TryCreate(url, UriKind.Absolute, out var socket))
            return (new(IncomingCall, false, $"there is no stream in it: {string.Join(", ", document.Verbs.Select(verb => verb.Name))}. Does a handler answer this number?"), null);
        if (settings.VoiceUrl.Scheme == "https" && socket.Host != settings.VoiceUrl.Host)
            return (new(IncomingCall, false, $"the stream is at {socket.Host} (11100 or 31923): PUBLIC_BASE_URL is another address than this one"), socket);
        return connect!["action"] is null
            ? (new(IncomingCall, false, "the stream has no action: after it the call ends"), socket)
            : (new(IncomingCall, true, $"a stream at {socket.Host}{socket.AbsolutePath}, in {exchange.Elapsed.TotalMilliseconds:0} ms"), socket);
    }

    private async Task<CheckedPoint> SoundAsync(string path, CancellationToken cancellation)
    {
        var (sound, trouble) = await _sender.FetchAsync(Of(path), cancellation);
        return sound is null ? new(path, false, $"{trouble}: silence where it should be heard") : new(path, true, $"{sound.Length} bytes");
    }

    private async Task<CheckedPoint> SocketAsync(Uri address, CancellationToken cancellation)
    {
        var name = "the socket " + address.AbsolutePath;
        var wss = new UriBuilder(address) { Scheme = "wss", Port = address.IsDefaultPort ? -1 : address.Port }.Uri;
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("audio.twilio.com");
        if (settings.AuthToken.Length > 0) socket.Options.SetRequestHeader(TwilioSigner.Header, TwilioSigner.Sign(settings.AuthToken, wss, []));
        using var limit = new CancellationTokenSource(settings.WebhookLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await socket.ConnectAsync(_sender.RealAddress(wss), either.Token);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, either.Token);
            return new(name, true, "101");
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return new(name, false, $"no 101 (31920): {error.Message} A proxy must pass WebSocket upgrades on, and must not redirect");
        }
    }

    private async Task<CheckedPoint> UnsignedAsync(CancellationToken cancellation)
    {
        const string name = "a request that Twilio did not sign";
        using var form = new FormUrlEncodedContent(Form(("CallStatus", "ringing")));
        using var answer = await http.PostAsync(_sender.RealAddress(settings.VoiceUrl), form, cancellation);
        if (answer.StatusCode == HttpStatusCode.Forbidden) return new(name, true, "403");
        return settings.AuthToken.Length == 0
            ? new(name, null, "is answered: the deployment has no auth token, and answers this machine only")
            : new(name, false, $"status {(int)answer.StatusCode}: anybody can call. Is TWILIO_AUTH_TOKEN set there?");
    }

    /// <summary>
    /// A call that never opens its stream is sent to leave a message by the REST API. Twilio does not know the call that is
    /// invented here, so the deployment learns that it is over, and says so when it is asked what is next.
    /// </summary>
    private async Task<CheckedPoint> WatchdogAsync(CancellationToken cancellation)
    {
        const string name = "the watchdog of a call without a stream";
        await Task.Delay(watchdog, _time, cancellation);
        var exchange = await _sender.AskAsync(Of(Webhooks + "stream_ended"), "POST", Form(("CallStatus", "in-progress")), cancellation);
        if (exchange.Failure is { } failure) return new(name, false, $"{failure}");
        var next = TwiMLReader.Read(exchange.Status, exchange.ContentType, exchange.Body).Verbs.Select(verb => verb.Name).ToList();
        if (next.Contains("Connect"))
            return new(name, settings.AuthToken.Length == 0 ? null : false, $"nobody looked after it in {watchdog.TotalSeconds:0} s: the REST API is not set there (account and token), or not reached");
        return next.Contains("Hangup") || next.Contains("Record") ? new(name, true, "looked after") : new(name, false, $"what is next: {string.Join(", ", next)}");
    }

    private async Task<CheckedPoint> CallbackAsync(string path, CancellationToken cancellation)
    {
        var exchange = await _sender.AskAsync(Of(Webhooks + path), "POST", Form(("CallStatus", "completed"), ("StreamEvent", "stream-stopped")), cancellation);
        if (exchange.Failure is { } failure) return new(Webhooks + path, false, $"{failure}");
        return exchange.Status is 200 or 204
            ? new(Webhooks + path, true, $"{exchange.Status}")
            : new(Webhooks + path, false, $"status {exchange.Status} (15003)");
    }
}
