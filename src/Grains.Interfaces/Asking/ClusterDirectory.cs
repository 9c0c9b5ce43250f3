using Microsoft.Extensions.Logging;
using YemotAi.Calls.Actors;

namespace YemotAi.Grains.Interfaces.Asking;

/// <summary>
/// Reaches actors wherever in the cluster they are. An asking that gets no outcome in time, or that fails because of the
/// cluster, is done again: the same event is the same to an actor, so it never acts twice.
/// </summary>
/// <remarks>
/// Asking again is what carries a caller over the death of a silo: until the others have noticed it, the first asking
/// hangs or is refused; the one after that finds the call in its new place.
/// </remarks>
/// <param name="find">The grain of an id.</param>
/// <param name="options">How patient to be.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Hears of askings that had to be repeated because something failed.</param>
/// <typeparam name="TEvent">What the actors take.</typeparam>
/// <typeparam name="TOutcome">What they give.</typeparam>
public sealed partial class ClusterDirectory<TEvent, TOutcome>(
    Func<string, IActorGrain<TEvent, TOutcome>> find, AskingOptions options, TimeProvider time, ILogger<ClusterDirectory<TEvent, TOutcome>> log)
    : IActorDirectory<TEvent, TOutcome>
{
    private readonly AskingOptions _options = options;
    private readonly TimeProvider _time = time;
    private readonly ILogger _log = log;

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">No outcome came within <see cref="AskingOptions.Limit"/>.</exception>
    public async Task<TOutcome> AskAsync(string id, TEvent input, CancellationToken cancellation)
    {
        var grain = find(id);
        var first = grain.AskAsync(input, cancellation);
        if (first.IsCompletedSuccessfully) return await first;
        return await new Asking(this, grain, input, cancellation).UntilAnsweredAsync(first);
    }

    [LoggerMessage(600, LogLevel.Debug, "A {Event} is sent again: {Error}.")]
    private static partial void LogAgain(ILogger log, string @event, string error);

    /// <summary>One event on its way: all askings of it that may still be answered.</summary>
    private sealed class Asking(
        ClusterDirectory<TEvent, TOutcome> owner, IActorGrain<TEvent, TOutcome> grain, TEvent input, CancellationToken cancellation)
    {
        private readonly List<Task<TOutcome>> _pending = [];
        private readonly long _began = owner._time.GetTimestamp();
        private TimeSpan _wait = owner._options.AskAgain;
        private TimeSpan _pause = owner._options.Pause;

        public async Task<TOutcome> UntilAnsweredAsync(Task<TOutcome> first)
        {
            _pending.Add(first);
            while (true)
            {
                if (await TryHearAsync() is { } answered) return await answered;
                if (owner._time.GetElapsedTime(_began) >= owner._options.Limit)
                    throw new TimeoutException($"An actor gave no outcome within {owner._options.Limit}.");
                _pending.Add(grain.AskAsync(input, cancellation));
            }
        }

        /// <summary>The asking that is answered; null when it is time to ask again.</summary>
        private async Task<Task<TOutcome>?> TryHearAsync()
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var patience = Task.Delay(_wait, owner._time, enough.Token);
            try
            {
                while (true)
                {
                    var done = await Task.WhenAny([patience, .. _pending]);
                    if (done == patience)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        if (owner._time.GetElapsedTime(_began) >= owner._options.Hurry) _wait = Min(_wait * 2, owner._options.LongestWait);
                        return null;
                    }

                    var asked = (Task<TOutcome>)done;
                    _pending.Remove(asked);
                    if (asked.Exception?.InnerException is not { } error || !ClusterErrors.IsOne(error)) return asked;
                    LogAgain(owner._log, typeof(TEvent).Name, error.GetType().Name);
                    // Another asking may still be answered by the one who has the event in work.
                    if (_pending.Count > 0) continue;
                    await Task.Delay(_pause, owner._time, cancellation);
                    _pause = Min(_pause * 2, owner._options.AskAgain);
                    return null;
                }
            }
            finally
            {
                await enough.CancelAsync();
            }
        }

        private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
    }
}
