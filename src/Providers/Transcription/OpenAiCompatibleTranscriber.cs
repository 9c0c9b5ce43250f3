using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Voice;
using YemotAi.Speech;

namespace YemotAi.Providers.Transcription;

/// <summary>
/// Transcribes by <c>POST {base}/audio/transcriptions</c>, as OpenAI's servers and the local ones that copy them offer
/// it: a form with the sound file, the model, the language as two letters, and <c>response_format=json</c>; for
/// <c>gpt-transcribe</c> with lists of languages and keywords instead.
/// </summary>
/// <remarks>A request that failed for the moment (429, 5xx, no connection) is repeated once.</remarks>
public sealed partial class OpenAiCompatibleTranscriber : ITranscriber, IDisposable
{
    private const string Hebrew = "he";

    private readonly TranscriptionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly HttpClient _http;
    private readonly Uri _address;

    /// <summary>Makes a transcriber.</summary>
    /// <param name="options">The server, and limits.</param>
    /// <param name="time">The clock of limits and waits.</param>
    /// <param name="log">Where repetitions are logged.</param>
    /// <param name="handler">
    /// What sends the requests; null for a connection of one's own, which follows no redirect: a key goes nowhere else.
    /// </param>
    public OpenAiCompatibleTranscriber(
        TranscriptionOptions options,
        TimeProvider time,
        ILogger<OpenAiCompatibleTranscriber> log,
        HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _log = log;
        _address = new Uri(options.BaseUrl.TrimEnd('/') + "/audio/transcriptions");
        _http = new HttpClient(handler ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = options.MaxAnswerBytes,
        };
    }

    /// <inheritdoc/>
    /// <exception cref="TranscriptionException">It was not transcribed.</exception>
    public async Task<string> TranscribeAsync(
        ReadOnlyMemory<byte> wave, string language, CancellationToken cancellation)
    {
        TimeSpan delay;
        try
        {
            return await RequestAsync(wave, language, cancellation);
        }
        catch (TranscriptionException error) when (WaitOf(error) is { } wait)
        {
            delay = wait;
            LogRepeated(_log, error.Failure, (int)delay.TotalMilliseconds);
        }

        await Task.Delay(delay, _time, cancellation);
        return await RequestAsync(wave, language, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<VoiceHealth> CheckAsync(CancellationToken cancellation) => ValueTask.FromResult(
        _options.IsConfigured ? VoiceHealth.Ready : new VoiceHealth(false, "There is no server: set Transcription:BaseUrl."));

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>
    /// Two letters (ISO 639-1), as the servers want them: <c>he-IL</c> is <c>he</c>. Null for a language that has no
    /// such code; the server then finds out by itself.
    /// </summary>
    internal static string? LanguageCode(string language)
    {
        if (language.Length == 0) return Hebrew;
        var end = language.AsSpan().IndexOfAny('-', '_');
        var code = (end < 0 ? language : language[..end]).ToLowerInvariant();
        if (code.Length != 2 || !code.All(char.IsAsciiLetterLower)) return null;
        // The old code of Hebrew, which some systems still give.
        return code == "iw" ? Hebrew : code;
    }

    /// <summary>How long to wait before the request is repeated; null when it is not to be.</summary>
    private TimeSpan? WaitOf(TranscriptionException error)
    {
        if (!error.MayPass) return null;
        if (error.RetryAfter is not { } wanted) return _options.RetryDelay;
        return wanted <= _options.MaxRetryAfter ? wanted : null;
    }

    private async Task<string> RequestAsync(
        ReadOnlyMemory<byte> wave, string language, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_options.RequestLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = Form(wave, language) };
            if (_options.Key.Length > 0)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.Key);
            using var response = await _http.SendAsync(request, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            if (response.StatusCode != HttpStatusCode.OK) throw FailureOf(response, body);
            return TranscriptionAnswer.Words(body)
                ?? throw new TranscriptionException(TranscriptionFailure.BadAnswer, "The transcription server answered something that is no transcription.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TranscriptionException(TranscriptionFailure.TimedOut, $"The transcription server did not answer within {_options.RequestLimit}.");
        }
        catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new TranscriptionException(TranscriptionFailure.BadAnswer, $"The transcription server's answer is larger than {_options.MaxAnswerBytes} bytes.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            // A connection that breaks just as it is made comes as a SocketException alone.
            var kind = (error as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
            throw new TranscriptionException(TranscriptionFailure.Unreachable, $"The transcription server could not be reached ({kind}).") { MayPass = true };
        }
    }

    private MultipartFormDataContent Form(ReadOnlyMemory<byte> wave, string language)
    {
        var form = new MultipartFormDataContent();
        // Not every server's form reader takes the boundary in quotes, or names without them.
        var boundary = form.Headers.ContentType!.Parameters.First(parameter => parameter.Name == "boundary");
        boundary.Value = boundary.Value!.Trim('"');
        var file = new ReadOnlyMemoryContent(Readable(wave));
        file.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = "\"file\"",
            FileName = "\"recording.wav\"",
        };
        form.Add(file);
        form.Add(new StringContent(_options.Model), "\"model\"");
        if (_options.LanguageField != LanguageField.None && LanguageCode(language) is { } code)
            form.Add(new StringContent(code), _options.TakesLists ? "\"languages[]\"" : "\"language\"");
        AddHints(form);
        // Models that take lists have this one format only, and it is not asked for by a name.
        if (!_options.TakesLists) form.Add(new StringContent("json"), "\"response_format\"");
        return form;
    }

    private void AddHints(MultipartFormDataContent form)
    {
        var prompt = _options.Prompt;
        if (_options.TakesLists)
        {
            foreach (var word in _options.Keywords) form.Add(new StringContent(word), "\"keywords[]\"");
        }
        else if (_options.Keywords.Count > 0)
        {
            prompt = $"{prompt} {string.Join(", ", _options.Keywords)}".TrimStart();
        }

        if (prompt.Length > 0) form.Add(new StringContent(prompt), "\"prompt\"");
    }

    /// <summary>Servers take samples of 16 bits from everybody; the telephone's own codes not all of them know.</summary>
    private static ReadOnlyMemory<byte> Readable(ReadOnlyMemory<byte> wave)
    {
        try
        {
            if (!WaveHeader.TryRead(wave.Span, out var header) || header.Encoding == WaveEncoding.Pcm16) return wave;
            var file = WaveFile.Read(wave.Span);
            return WaveFile.Write(file.Samples.Span, file.SampleRate);
        }
        catch (WaveFileException)
        {
            // It may be readable all the same: the server says so if not.
            return wave;
        }
    }

    private TranscriptionException FailureOf(HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        var code = TranscriptionAnswer.ErrorCode(body);
        if (_options.Key.Length > 0 && code.Contains(_options.Key, StringComparison.OrdinalIgnoreCase)) code = "";
        var failure = status switch
        {
            401 or 403 => TranscriptionFailure.Unauthorized,
            413 => TranscriptionFailure.TooLarge,
            429 => TranscriptionFailure.RateLimited,
            408 or >= 500 => TranscriptionFailure.Unavailable,
            _ => TranscriptionFailure.Refused,
        };
        var named = code.Length > 0 ? ", " + code : "";
        return new TranscriptionException(
            failure, string.Create(CultureInfo.InvariantCulture, $"The transcription server answered {status}{named}."))
        {
            // An account that is used up also answers 429; no waiting helps it.
            MayPass = failure is TranscriptionFailure.RateLimited or TranscriptionFailure.Unavailable
                && code != "insufficient_quota",
            RetryAfter = RetryAfterOf(response.Headers.RetryAfter),
        };
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header)
    {
        var after = header?.Delta ?? header?.Date - _time.GetUtcNow();
        return after < TimeSpan.Zero ? TimeSpan.Zero : after;
    }

    [LoggerMessage(520, LogLevel.Warning, "A transcription failed for the moment ({Failure}) and is tried once more after {Delay} ms.")]
    private static partial void LogRepeated(ILogger log, TranscriptionFailure failure, int delay);
}
