using System.Net.Http.Headers;

namespace YemotAi.Providers.Api.Http;

/// <summary>
/// Stands between a vendor's package and the network: follows no redirect with a key, reads errors itself and only so
/// much of them, and bounds what is read of an answer, which the packages do not.
/// </summary>
internal sealed class VendorHandler : DelegatingHandler
{
    private const int MostOfAnError = 32 * 1024;

    // The status says nearly all; a caller does not wait for what explains it.
    private static readonly TimeSpan ErrorLimit = TimeSpan.FromSeconds(1);

    private readonly int _maxAnswerBytes;
    private readonly TimeProvider _time;

    /// <param name="maxAnswerBytes">How much of an answer is read.</param>
    /// <param name="time">The clock, for a pause that is told as a date.</param>
    public VendorHandler(int maxAnswerBytes, TimeProvider time)
        : base(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // Addresses change; long-lived programs have to notice.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // An answer that is not read to its end costs a connection, not a wait.
            MaxResponseDrainSize = 0,
        })
    {
        _maxAnswerBytes = maxAnswerBytes;
        _time = time;
    }

    /// <summary>A client that waits as long as its caller does.</summary>
    public static HttpClient Client(ApiMindOptions options, TimeProvider time) => Client(options.MaxAnswerBytes, time);

    /// <summary>A client that waits as long as its caller does.</summary>
    /// <param name="maxAnswerBytes">How much of an answer is read.</param>
    /// <param name="time">The clock, for a pause that is told as a date.</param>
    public static HttpClient Client(int maxAnswerBytes, TimeProvider time) =>
        new(new VendorHandler(maxAnswerBytes, time)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            if (!response.IsSuccessStatusCode)
                throw new VendorErrorException(await ErrorAsync(request, response, cancellationToken));
            var bounded = new StreamContent(
                new BoundedStream(await response.Content.ReadAsStreamAsync(cancellationToken), _maxAnswerBytes));
            foreach (var header in response.Content.Headers) bounded.Headers.TryAddWithoutValidation(header.Key, header.Value);
            response.Content = bounded;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<VendorError> ErrorAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellation)
    {
        var error = VendorError.Read((int)response.StatusCode, await BeginningAsync(response, cancellation), KeyOf(request));
        return error with { RetryAfter = RetryAfterOf(response.Headers.RetryAfter) };
    }

    private async Task<byte[]> BeginningAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var bytes = new byte[MostOfAnError];
        var count = 0;
        using var limit = new CancellationTokenSource(ErrorLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            for (var read = -1; read != 0 && count < bytes.Length; count += read)
                read = await body.ReadAsync(bytes.AsMemory(count), either.Token);
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // The status is there; what was to explain it is not, or only its beginning.
        }

        return bytes[..count];
    }

    private static string KeyOf(HttpRequestMessage request) =>
        request.Headers.Authorization?.Parameter
        ?? (request.Headers.TryGetValues("x-api-key", out var keys) ? keys.FirstOrDefault() : null)
        ?? (request.Headers.TryGetValues("x-goog-api-key", out var googles) ? googles.FirstOrDefault() : null)
        ?? "";

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header)
    {
        var after = header?.Delta ?? header?.Date - _time.GetUtcNow();
        return after < TimeSpan.Zero ? TimeSpan.Zero : after;
    }
}
