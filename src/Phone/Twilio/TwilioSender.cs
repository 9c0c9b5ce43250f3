using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using YemotAi.Phone.Twilio.TwiML;

namespace YemotAi.Phone.Twilio;

/// <summary>Sends webhooks and callbacks as Twilio does, and fetches sounds.</summary>
internal sealed class TwilioSender(HttpClient http, TwilioLineSettings settings, TimeProvider time)
{
    private const int MostRedirects = 10, ConnectTries = 2, MostSoundBytes = 32 * 1024 * 1024;

    /// <summary>Where a request really goes.</summary>
    public Uri RealAddress(Uri url)
    {
        if (settings.ConnectTo is not { } real)
        {
            // A line on this machine has no certificate; its document still has to say wss.
            var isPlain = settings.VoiceUrl.Scheme == "http" && url.Host == settings.VoiceUrl.Host;
            return url.Scheme == "wss" && isPlain ? new UriBuilder(url) { Scheme = "ws", Port = url.IsDefaultPort ? 80 : url.Port }.Uri : url;
        }

        if (url.Host != settings.VoiceUrl.Host) return url;
        var isSocket = url.Scheme is "ws" or "wss";
        var scheme = real.Scheme == "https" ? isSocket ? "wss" : "https" : isSocket ? "ws" : "http";
        return new UriBuilder(url) { Scheme = scheme, Host = real.Host, Port = real.Port }.Uri;
    }

    /// <summary>Asks a webhook. An answer that does not come is a result, not an exception.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<TwilioExchange> AskAsync(
        Uri url, string method, IReadOnlyList<KeyValuePair<string, string>> form, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var token = Guid.NewGuid().ToString();
        var exchange = new TwilioExchange { Url = url, Form = form };
        using var limit = new CancellationTokenSource(settings.WebhookLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await FollowAsync(exchange, method, token, started, either.Token);
            }
            catch (Exception error) when (error is SocketException or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } && attempt < ConnectTries)
            {
            }
            catch (Exception error) when (error is HttpRequestException or IOException or SocketException or OperationCanceledException)
            {
                cancellation.ThrowIfCancellationRequested();
                var failure = limit.IsCancellationRequested ? new TwilioTrouble(11200, true, string.Create(CultureInfo.InvariantCulture, $"no answer within {settings.WebhookLimit.TotalSeconds:0.###} s"))
                    : error is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } ? new TwilioTrouble(11210, true, error.Message)
                    : error is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } ? new TwilioTrouble(11220, true, error.Message)
                    : new TwilioTrouble(11205, true, error.Message);
                return exchange with { Failure = failure, Elapsed = time.GetElapsedTime(started) };
            }
        }
    }

    /// <summary>Fetches a sound; null and what was wrong when there is none.</summary>
    public async Task<(byte[]? Sound, TwilioTrouble? Trouble)> FetchAsync(Uri url, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(settings.WebhookLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var response = await http.GetAsync(RealAddress(url), HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode) return (null, new TwilioTrouble(11200, true, $"{url} answered with status {(int)response.StatusCode}"));
            var type = response.Content.Headers.ContentType?.MediaType ?? "";
            if (!type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)) return (null, new TwilioTrouble(12300, true, $"the type of {url} is '{type}'"));
            return (await ReadAsync(response, MostSoundBytes, either.Token), null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return (null, new TwilioTrouble(11200, true, $"{url} could not be fetched: {error.Message}"));
        }
    }

    private async Task<TwilioExchange> FollowAsync(
        TwilioExchange exchange, string method, string token, long started, CancellationToken cancellation)
    {
        var (url, form) = (exchange.Url, exchange.Form);
        for (var redirects = 0; ; redirects++)
        {
            using var message = Message(url, method, form, token);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var status = (int)response.StatusCode;
            if (status is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return exchange with
                {
                    Status = status,
                    ContentType = response.Content.Headers.TryGetValues("Content-Type", out var types) ? types.First() : null,
                    Body = await ReadAsync(response, TwiMLReader.MostBytes + 1, cancellation),
                    Elapsed = time.GetElapsedTime(started),
                };
            }

            if (redirects == MostRedirects) return exchange with { Failure = new TwilioTrouble(11215, true, "too many redirects"), Elapsed = time.GetElapsedTime(started) };
            url = new Uri(url, location);
            if (status is 301 or 302 or 303) (method, form) = ("GET", []);
        }
    }

    private HttpRequestMessage Message(Uri url, string method, IReadOnlyList<KeyValuePair<string, string>> form, string token)
    {
        var isGet = method == "GET";
        if (isGet && form.Count > 0)
        {
            var query = string.Join('&', form.Select(one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value)}"));
            url = new UriBuilder(url) { Query = url.Query.Length > 1 ? $"{url.Query[1..]}&{query}" : query }.Uri;
        }

        var message = new HttpRequestMessage(isGet ? HttpMethod.Get : HttpMethod.Post, RealAddress(url))
        {
            Content = isGet ? null : new FormUrlEncodedContent(form),
        };
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("TwilioProxy", "1.1"));
        message.Headers.Add("I-Twilio-Idempotency-Token", token);
        if (settings.AuthToken.Length > 0) message.Headers.Add(TwilioSigner.Header, TwilioSigner.Sign(settings.AuthToken, url, isGet ? [] : form));
        return message;
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, int most, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[8_192];
        while (body.Length < most && await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, most - body.Length)), cancellation) is > 0 and var read)
            body.Write(buffer, 0, read);
        return body.ToArray();
    }
}
