using Microsoft.Extensions.Logging;

namespace YemotAi.Grains;

/// <summary>
/// When an actor is woken: at its stored time by a timer in memory, which is exact; and, should the silo die, by a
/// durable reminder that comes every few minutes and finds the stored time passed.
/// </summary>
/// <param name="grain">The actor's grain.</param>
/// <param name="services">What all grains share.</param>
/// <param name="wake">Wakes the actor, and afterwards sets the time anew.</param>
internal sealed partial class WakeUp(IGrainBase grain, ActorServices services, Func<Task> wake)
{
    /// <summary>The reminder's name.</summary>
    public const string Name = "wake";

    /// <summary>
    /// How often the reminder comes: that long after the death of a silo an actor that nobody asks may sleep longer than
    /// it wanted.
    /// </summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    /// <summary>The least time to the next waking: one that has failed is not tried again at once.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(15);

    /// <summary>How long a write waits for its reminder: where reminders are kept may be what died.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private IGrainTimer? _timer;
    private DateTimeOffset? _at;
    private bool? _reminds;
    private Task _settling = Task.CompletedTask;

    /// <summary>Whether the time is so near that the actor should wait for it in memory: the reminder may come minutes later.</summary>
    public bool IsNear => _at is { } at && at - services.Time.GetUtcNow() <= 2 * Least;

    /// <summary>
    /// Before a time is stored: sees to it that there is a reminder. A silo that dies between the two leaves a reminder
    /// for nothing, which goes when it comes, and not a state that nobody wakes.
    /// </summary>
    public Task PrepareAsync(DateTimeOffset? at)
    {
        if (at is not { } time || _reminds == true) return Task.CompletedTask;
        if (_settling.IsCompleted) _settling = TryAsync(() => RemindFromAsync(time));
        return SettledAsync();
    }

    /// <summary>Sets the time; null is never. When this returns there is a reminder, or none, unless that failed or takes long.</summary>
    public Task SetAsync(DateTimeOffset? at)
    {
        SetTimer(at);
        // Turns interleave, so another time can be set while this is under way; whoever settles goes by the last.
        if (_settling.IsCompleted) _settling = TryAsync(SettleAsync);
        return SettledAsync();
    }

    /// <summary>A caller waits for what is done here: not for longer than goes unnoticed. It goes on all the same.</summary>
    private async Task SettledAsync()
    {
        if (_settling.IsCompleted) return;
        try
        {
            await _settling.WaitAsync(Patience, services.Time);
        }
        catch (TimeoutException)
        {
            LogSlowReminder(services.Log, Patience);
        }
    }

    private async Task TryAsync(Func<Task> settle)
    {
        try
        {
            await settle();
        }
        catch (Exception error)
        {
            // The timer in memory wakes all the same, and the next write tries again.
            LogNoReminder(services.Log, error);
        }
    }

    private async Task SettleAsync()
    {
        while (_reminds != (_at is not null))
        {
            if (_at is { } time)
            {
                await RemindFromAsync(time);
            }
            else
            {
                if (await grain.GetReminder(Name) is { } reminder) await grain.UnregisterReminder(reminder);
                _reminds = false;
            }
        }
    }

    private async Task RemindFromAsync(DateTimeOffset time)
    {
        var due = time - services.Time.GetUtcNow();
        await grain.RegisterOrUpdateReminder(Name, due < Least ? Least : due > Period ? Period : due, Period);
        _reminds = true;
    }

    private void SetTimer(DateTimeOffset? at)
    {
        // One time serves for both: a time that is passed and has not changed is tried again later.
        if (_timer is not null && at == _at && at > services.Time.GetUtcNow()) return;
        _timer?.Dispose();
        _timer = null;
        _at = at;
        if (at is not { } time) return;
        var due = time - services.Time.GetUtcNow();
        _timer = grain.RegisterGrainTimer(
            cancellation =>
            {
                // One that was disposed may already have brought its turn; there is another time by now.
                if (cancellation.IsCancellationRequested) return Task.CompletedTask;
                _timer?.Dispose();
                _timer = null;
                return wake();
            },
            new GrainTimerCreationOptions { DueTime = due > Least ? due : Least, Period = Timeout.InfiniteTimeSpan, Interleave = true });
    }

    [LoggerMessage(612, LogLevel.Warning, "A reminder could not be set; the time is kept in memory.")]
    private static partial void LogNoReminder(ILogger log, Exception error);

    [LoggerMessage(614, LogLevel.Warning, "A reminder is not there after {Patience}; the time is kept in memory meanwhile.")]
    private static partial void LogSlowReminder(ILogger log, TimeSpan patience);
}
