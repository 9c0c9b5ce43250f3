using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace YemotAi.Telephony.Twilio.Rest;

/// <summary>Sends requests to Twilio's REST API: with the account's secret, in bounded time and memory, again where that is safe.</summary>
internal sealed partial class TwilioSender : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly TwilioOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly HttpClient _http;
    private readonly AuthenticationHeaderValue _authorization;

    public TwilioSender(TwilioOptions options, TimeProvider time, ILogger log, HttpMessageHandler? handler)
    {
        _options = options;
        _time = time;
        _log = log;
        var (user, secret) = options.ApiKeySid.Length > 0 ? (options.ApiKeySid, options.ApiKeySecret) : (options.AccountSid, options.AuthToken);
        _authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}")));
        _http = new HttpClient(handler ?? new SocketsHttpHandler
        {
            // The secret goes nowhere else.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.RequestLimit,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Sends a request until it is answered or must not be sent again.</summary>
    /// <exception cref="TwilioException">It came to nothing.</exception>
    public async Task<byte[]> SendAsync(TwilioRestRequest request, CancellationToken cancellation)
    {
        if (!_options.CanAsk)
            throw new TwilioException(TwilioFailure.NotConfigured, $"There is no account: see the settings {TwilioOptions.Section}:AccountSid and AuthToken.");
        var started = _time.GetTimestamp();
        var wait = _options.RetryDelay;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SendOnceAsync(request, cancellation);
            }
            catch (TwilioException error) when (IsToBeSentAgain(request, error, attempt, started))
            {
                var pause = error.RetryAfter is { } asked && asked > wait ? asked : wait;
                if (pause > LongestWait) throw;
                LogAgain(_log, error.Message, attempt);
                await Task.Delay(pause, _time, cancellation);
                wait = Smaller(wait * 2, LongestWait);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private bool IsToBeSentAgain(TwilioRestRequest request, TwilioException error, int attempt, long started)
    {
        // What was just recorded is missing at first; how long is a matter of time and not of tries.
        if (error.Failure == TwilioFailure.Missing && request.MayComeWithin is { } patience) return _time.GetElapsedTime(started) < patience;
        return attempt < _options.Attempts && (request.IsRepeatable ? error.MayPass : error.WasNotDone);
    }

    private async Task<byte[]> SendOnceAsync(TwilioRestRequest request, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(request.Limit ?? _options.RequestLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var message = new HttpRequestMessage(request.Form is null ? HttpMethod.Get : HttpMethod.Post, request.Url)
            {
                Content = request.Form is null ? null : new FormUrlEncodedContent(request.Form),
            };
            message.Headers.Authorization = _authorization;
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ReadAsync(response.Content, request.MostBytes, either.Token);
            if (response.IsSuccessStatusCode) return body;
            var after = response.Headers.RetryAfter;
            throw TwilioError.Of(
                response.StatusCode, body, request.IsUpdateOfCall, after?.Delta ?? (after?.Date is { } date ? date - _time.GetUtcNow() : null));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TwilioException(TwilioFailure.TimedOut, "Twilio's REST API did not answer in time.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            // A connection that breaks just as it is made comes as a SocketException alone.
            var kind = (error as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
            throw new TwilioException(TwilioFailure.Unreachable, $"Twilio's REST API could not be reached ({kind}).")
            {
                WasNotDone = error is SocketException || kind is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError,
            };
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, int most, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > most) throw TooLarge(most);
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            if (body.Length + read > most) throw TooLarge(most);
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static TwilioException TooLarge(int most) =>
        new(TwilioFailure.TooLarge, $"The answer of Twilio's REST API is larger than {most} bytes.");

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(300, LogLevel.Debug, "A request to Twilio's REST API is sent again after try {Attempt}: {Reason}")]
    private static partial void LogAgain(ILogger log, string reason, int attempt);
}
