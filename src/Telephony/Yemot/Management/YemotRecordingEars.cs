using Microsoft.Extensions.Logging;
using YemotAi.Calls;
using YemotAi.Calls.Minds;

namespace YemotAi.Telephony.Yemot.Management;

/// <summary>Listens to a caller's recording: fetches it from Yemot's management API and has it transcribed.</summary>
/// <param name="files">Where recordings are fetched.</param>
/// <param name="transcriber">Who transcribes them.</param>
/// <param name="options">How many at once, and how long one may take.</param>
/// <param name="line">The line's language, where none is asked for.</param>
/// <param name="time">The clock of the limit.</param>
/// <param name="log">Where failures are logged.</param>
public sealed partial class YemotRecordingEars(
    YemotManagementClient files,
    ITranscriber transcriber,
    YemotManagementOptions options,
    YemotOptions line,
    TimeProvider time,
    ILogger<YemotRecordingEars> log) : IRecordingEars, IDisposable
{
    private readonly SemaphoreSlim _places = new(options.MaxAtOnce);

    /// <inheritdoc/>
    /// <exception cref="YemotManagementException">It could not be fetched.</exception>
    /// <exception cref="TimeoutException">It took longer than its limit.</exception>
    public async Task<string> TranscribeAsync(
        CallFacts call, string recording, string language, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(language);
        using var limit = new CancellationTokenSource(options.RecordingLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await ListenAsync(call, recording, language.Length > 0 ? language : line.Language, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            LogLate(log, call.Extension, options.RecordingLimit);
            throw new TimeoutException($"A recording was not transcribed within {options.RecordingLimit}.");
        }
        catch (YemotManagementException error)
        {
            LogNotFetched(log, call.Extension, error.Failure, error.Message);
            throw;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogNotTranscribed(log, call.Extension, error.Message);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task<string> ListenAsync(
        CallFacts call, string recording, string language, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            var sound = await files.DownloadRecordingAsync(recording, call.Extension, cancellation);
            // Transcription servers refuse a recording without sound, or invent words for it.
            return WaveFile.TryRead(sound.Span, out var wave) && wave.SoundBytes > 0
                ? await transcriber.TranscribeAsync(sound, language, cancellation)
                : "";
        }
        finally
        {
            _places.Release();
        }
    }

    [LoggerMessage(221, LogLevel.Warning, "A recording in extension '{Extension}' was not fetched ({Failure}); the caller is asked again. {Reason}")]
    private static partial void LogNotFetched(ILogger log, string extension, YemotManagementFailure failure, string reason);

    [LoggerMessage(222, LogLevel.Warning, "A recording in extension '{Extension}' was not transcribed; the caller is asked again. {Reason}")]
    private static partial void LogNotTranscribed(ILogger log, string extension, string reason);

    [LoggerMessage(223, LogLevel.Warning, "A recording in extension '{Extension}' was not transcribed within {Limit}; the caller is asked again.")]
    private static partial void LogLate(ILogger log, string extension, TimeSpan limit);
}
