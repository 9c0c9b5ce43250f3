using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Transcription;

namespace YemotAi.Providers.Voices;

/// <summary>
/// Several ears in order: when one fails, is slow or rests, the next hears the same sound. The last one never rests. That
/// nothing was said is an answer like others: no further ear is asked.
/// </summary>
public sealed partial class TranscriberLadder : ITranscriber
{
    private readonly (EarRung Rung, Resting Resting)[] _rungs;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <summary>Makes a ladder.</summary>
    /// <param name="rungs">The ears, the preferred first; none, and nothing can be heard.</param>
    /// <param name="rest">When an ear rests.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where failures of ears are logged.</param>
    public TranscriberLadder(IReadOnlyList<EarRung> rungs, RestOptions rest, TimeProvider time, ILogger<TranscriberLadder> log)
    {
        _rungs = [.. rungs.Select(rung => (rung, new Resting(rest, IsIllness, time)))];
        (_time, _log) = (time, log);
    }

    /// <summary>The ears, the preferred first.</summary>
    public IEnumerable<EarRung> Ears => _rungs.Select(rung => rung.Rung);

    /// <summary>Whether an ear rests.</summary>
    public bool Rests(EarRung ear) => _rungs.Any(rung => rung.Rung == ear && rung.Resting.Rests);

    /// <inheritdoc/>
    public async ValueTask<VoiceHealth> CheckAsync(CancellationToken cancellation)
    {
        var health = new VoiceHealth(false, "No ear is set.");
        foreach (var ear in Ears)
        {
            health = await ear.Transcriber.CheckAsync(cancellation);
            if (health.IsReady) return health;
        }

        return health;
    }

    /// <inheritdoc/>
    /// <exception cref="TranscriptionException">No ear heard it; the last one's reason.</exception>
    public async Task<string> TranscribeAsync(ReadOnlyMemory<byte> wave, string language, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        for (var i = 0; i < _rungs.Length; i++)
        {
            var (rung, resting) = _rungs[i];
            var isLast = i == _rungs.Length - 1;
            try
            {
                var (asked, words) = isLast
                    ? (true, await AskAsync(rung, wave, language, cancellation))
                    : await resting.TryAsync(() => AskAsync(rung, wave, language, cancellation));
                if (asked) return words!;
                VoiceMetrics.RecordEar(rung.Name, VoiceMetrics.Resting, TimeSpan.Zero);
            }
            catch (TranscriptionException error)
            {
                LogFailed(_log, rung.Name, error.Failure, error.Message);
                if (isLast) throw;
            }
        }

        throw new TranscriptionException(TranscriptionFailure.Unauthorized, "No ear is set.");
    }

    private async Task<string> AskAsync(EarRung rung, ReadOnlyMemory<byte> wave, string language, CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        var outcome = VoiceMetrics.Cancelled;
        using var late = new CancellationTokenSource(rung.Limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            var words = await rung.Transcriber.TranscribeAsync(wave, language, either.Token);
            outcome = words.Length > 0 ? "Heard" : "Nothing";
            return words;
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            var failure = error as TranscriptionException ?? (late.IsCancellationRequested
                ? new TranscriptionException(TranscriptionFailure.TimedOut, $"It did not answer within {rung.Limit}.")
                // Only the kind: the message of an unforeseen exception may hold anything.
                : new TranscriptionException(TranscriptionFailure.Unavailable, $"It failed ({error.GetType().Name})."));
            outcome = failure.Failure.ToString();
            throw failure;
        }
        finally
        {
            VoiceMetrics.RecordEar(rung.Name, outcome, _time.GetElapsedTime(began));
        }
    }

    /// <summary>What lies with the sound does not make an ear ill.</summary>
    private static bool IsIllness(Exception error) =>
        error is not TranscriptionException { Failure: TranscriptionFailure.TooLarge or TranscriptionFailure.Refused };

    [LoggerMessage(782, LogLevel.Warning, "The ear '{Ear}' did not hear ({Failure}: {Detail}); the next one is asked, if there is one.")]
    private static partial void LogFailed(ILogger log, string ear, TranscriptionFailure failure, string detail);
}
