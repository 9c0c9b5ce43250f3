using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Voice;

namespace YemotAi.Providers.Voices;

/// <summary>
/// Several voices in order: when one fails, is slow or rests, the next speaks the same text. The last one never rests: there
/// is nobody after it.
/// </summary>
/// <remarks>
/// The next voice is asked only as long as nothing of the text was heard. What breaks off later ends with the failure: another
/// voice in the middle of a sentence, or its beginning once more, is harder to follow than a sentence that is cut, and who
/// listens decides whether to say it again.
/// </remarks>
public sealed partial class VoiceLadder : IVoice
{
    private readonly (VoiceRung Rung, Resting Resting)[] _rungs;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <summary>Makes a ladder.</summary>
    /// <param name="rungs">The voices, the preferred first; none, and nothing can be spoken.</param>
    /// <param name="rest">When a voice rests.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where failures of voices are logged.</param>
    public VoiceLadder(IReadOnlyList<VoiceRung> rungs, RestOptions rest, TimeProvider time, ILogger<VoiceLadder> log)
    {
        // A text that it cannot speak does not make a voice ill.
        _rungs = [.. rungs.Select(rung => (rung, new Resting(rest, error => error is not VoiceException { Failure: VoiceFailure.BadText }, time)))];
        (_time, _log) = (time, log);
    }

    /// <inheritdoc/>
    public string Name => "ladder";

    /// <summary>The voices, the preferred first.</summary>
    public IEnumerable<IVoice> Voices => _rungs.Select(rung => rung.Rung.Voice);

    /// <summary>Whether a voice rests.</summary>
    public bool Rests(IVoice voice) => _rungs.Any(rung => rung.Rung.Voice == voice && rung.Resting.Rests);

    /// <inheritdoc/>
    public async ValueTask<VoiceHealth> CheckAsync(CancellationToken cancellation)
    {
        var health = new VoiceHealth(false, "No voice is set.");
        foreach (var voice in Voices)
        {
            health = await voice.CheckAsync(cancellation);
            if (health.IsReady) return health;
        }

        return health;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(
        SpokenText text, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_rungs.Length == 0) throw new VoiceException(VoiceFailure.NotConfigured, "No voice is set.");
        for (var i = 0; i < _rungs.Length; i++)
        {
            var isLast = i == _rungs.Length - 1;
            await using var attempt = new VoiceAttempt(_rungs[i].Rung, text, _time, cancellation);
            if (!await BeginAsync(attempt, _rungs[i].Resting, isLast)) continue;
            do
            {
                if (attempt.Piece is { IsEmpty: false } piece) yield return piece;
            }
            while (await GoOnAsync(attempt, _rungs[i].Resting));

            yield break;
        }
    }

    /// <summary>
    /// Speaks texts to nobody, so that voices that keep what they spoke have them when they are wanted: each by the first
    /// voice that can. What cannot be spoken is left out, and after three of these in a row the rest too. Gives how many were
    /// spoken.
    /// </summary>
    public async Task<int> WarmAsync(IEnumerable<SpokenText> texts, CancellationToken cancellation)
    {
        var (warm, failed) = (0, 0);
        foreach (var text in texts)
        {
            if (failed == 3) break;
            try
            {
                await foreach (var _ in SpeakAsync(text, cancellation))
                {
                }

                (warm, failed) = (warm + 1, 0);
            }
            catch (VoiceException)
            {
                failed++;
                // It was logged; it is spoken when it is wanted, if it can be then.
            }
        }

        return warm;
    }

    /// <summary>Waits for the first sound. False when the next voice is to be asked.</summary>
    private async Task<bool> BeginAsync(VoiceAttempt attempt, Resting resting, bool isLast)
    {
        try
        {
            if (isLast)
            {
                await attempt.BeginAsync();
                return true;
            }

            var (asked, _) = await resting.TryAsync(attempt.BeginAsync);
            if (!asked) VoiceMetrics.RecordVoice(attempt.Name, VoiceMetrics.Resting, null, TimeSpan.Zero);
            return asked;
        }
        catch (VoiceException error)
        {
            LogFailed(_log, attempt.Name, error.Failure, error.Message, attempt.Waited);
            if (isLast) throw;
            return false;
        }
    }

    private async Task<bool> GoOnAsync(VoiceAttempt attempt, Resting resting)
    {
        try
        {
            return await attempt.NextAsync();
        }
        catch (VoiceException error)
        {
            LogBroke(_log, attempt.Name, error.Failure, error.Message);
            await resting.FailedAsync(error);
            throw;
        }
    }

    [LoggerMessage(780, LogLevel.Warning, "The voice '{Voice}' did not speak ({Failure}: {Detail}) after {Waited}; the next one is asked, if there is one.")]
    private static partial void LogFailed(ILogger log, string voice, VoiceFailure failure, string detail, TimeSpan waited);

    [LoggerMessage(781, LogLevel.Warning, "The voice '{Voice}' broke off in the middle of a text ({Failure}: {Detail}).")]
    private static partial void LogBroke(ILogger log, string voice, VoiceFailure failure, string detail);
}
