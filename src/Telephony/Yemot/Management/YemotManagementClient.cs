using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace YemotAi.Telephony.Yemot.Management;

/// <summary>Yemot's management API, as much of it as is needed: fetching recordings.</summary>
/// <remarks>
/// The token goes in the body of a POST, never in an address: addresses are logged by everything on the way.
/// </remarks>
public sealed partial class YemotManagementClient : IDisposable
{
    private readonly YemotManagementOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly HttpClient _http;
    private readonly Uri _download;

    /// <summary>Makes a client.</summary>
    /// <param name="options">The server, the token, and limits.</param>
    /// <param name="time">The clock of limits and waits.</param>
    /// <param name="log">Where repetitions are logged.</param>
    /// <param name="handler">
    /// What sends the requests; null for a connection of one's own, which follows no redirect: the token goes nowhere
    /// else.
    /// </param>
    public YemotManagementClient(
        YemotManagementOptions options,
        TimeProvider time,
        ILogger<YemotManagementClient> log,
        HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _log = log;
        _download = new Uri(options.BaseUrl.TrimEnd('/') + "/DownloadFile");
        _http = new HttpClient(handler ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = options.MaxRecordingBytes,
        };
    }

    /// <summary>
    /// Fetches a recording. While it is missing, half written or cannot be had for the moment, it is asked for again, a
    /// bounded number of times.
    /// </summary>
    /// <param name="recording">Where it lies, as Yemot sent it.</param>
    /// <param name="extension">The extension in which it was made: a bare file name lies in its folder.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>
    /// A WAV file. After the last try, also one whose header promises more than there is: most of what was said is
    /// better than nothing.
    /// </returns>
    /// <exception cref="YemotManagementException">It could not be had.</exception>
    public async Task<ReadOnlyMemory<byte>> DownloadRecordingAsync(
        string recording, string extension, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(extension);
        var folder = _options.RecordingsFolder.Length > 0 ? _options.RecordingsFolder : extension;
        if (!RecordingPath.TryResolve(recording, folder, out var path))
            throw new YemotManagementException(YemotManagementFailure.BadPath, "The request names something that is no recording's path.");
        for (var attempt = 1; ; attempt++)
        {
            var isLast = attempt >= _options.Attempts;
            try
            {
                var sound = await DownloadAsync(path, cancellation);
                if (!WaveFile.TryRead(sound, out var wave)) throw NoSound(sound);
                if (wave.IsComplete || isLast) return sound;
                LogAgain(_log, "half written", attempt);
            }
            catch (YemotManagementException error) when (error.MayPass && !isLast)
            {
                LogAgain(_log, error.Message, attempt);
            }

            await Task.Delay(_options.RetryDelay, _time, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<byte[]> DownloadAsync(string path, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_options.RequestLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _download)
            {
                Content = new FormUrlEncodedContent([new("token", _options.Token), new("path", path)]),
            };
            using var response = await _http.SendAsync(request, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            return response.StatusCode == HttpStatusCode.OK ? body : throw FailureOf(response.StatusCode, body);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new YemotManagementException(YemotManagementFailure.TimedOut, $"Yemot's management API did not answer within {_options.RequestLimit}.") { MayPass = true };
        }
        catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new YemotManagementException(YemotManagementFailure.TooLarge, $"The recording is larger than {_options.MaxRecordingBytes} bytes.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            // A connection that breaks just as it is made comes as a SocketException alone.
            var kind = (error as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
            throw new YemotManagementException(YemotManagementFailure.Unreachable, $"Yemot's management API could not be reached ({kind}).") { MayPass = true };
        }
    }

    /// <summary>Status 200 without a sound: an error as JSON, or anything else.</summary>
    private static YemotManagementException NoSound(byte[] body)
    {
        if (!ManagementError.TryRead(body, out var error))
            return new(YemotManagementFailure.NotASound, "Yemot's management API gave something that is no WAV file.") { MayPass = true };
        return error.IsForbidden
            ? Forbidden(error.ToString())
            : new(YemotManagementFailure.Refused, $"Yemot's management API answered with an error ({error}).") { MayPass = true };
    }

    private static YemotManagementException FailureOf(HttpStatusCode status, byte[] body)
    {
        var isError = ManagementError.TryRead(body, out var error);
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || (isError && error.IsForbidden))
            return Forbidden($"status {(int)status}");
        return status switch
        {
            HttpStatusCode.NotFound => new(YemotManagementFailure.Missing, "There is no such recording.") { MayPass = true },
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                new(YemotManagementFailure.Unavailable, $"Yemot's management API answered with status {(int)status}.") { MayPass = true },
            _ => new(YemotManagementFailure.Refused, $"Yemot's management API answered with status {(int)status}."),
        };
    }

    private static YemotManagementException Forbidden(string how) => new(
        YemotManagementFailure.Forbidden,
        $"Yemot's management API does not accept the token, or its session is expired ({how}); see the setting {YemotManagementOptions.Section}:{nameof(YemotManagementOptions.Token)}.");

    [LoggerMessage(220, LogLevel.Debug, "A recording could not be had at try {Attempt} and is asked for again: {Reason}")]
    private static partial void LogAgain(ILogger log, string reason, int attempt);
}
