using Microsoft.Extensions.Logging;

namespace YemotAi.Grains;

/// <summary>
/// When an actor is woken: at its stored time by a timer in memory, which is exact; and, should the silo die, by a
/// durable reminder that comes every few minutes and finds the stored time passed.
/// </summary>
/// <param name="grain">The actor's grain.</param>
/// <param name="services">What all grains share.</param>
/// <param name="wake">Wakes the actor, and afterwards sets the time anew.</param>
/// <param name="settled">Told when a reminder that could not be set at first was tried again: the actor may be let go.</param>
internal sealed partial class WakeUp(IGrainBase grain, ActorServices services, Func<Task> wake, Action settled)
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

    /// <summary>After how long a reminder that could not be set is tried again.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(15);

    private IGrainTimer? _timer;
    private IGrainTimer? _again;
    private DateTimeOffset? _at;
    private bool? _reminds;
    private Task _settling = Task.CompletedTask;

    /// <summary>
    /// Whether the actor should wait for its time in memory: because that is so near that the reminder may come minutes
    /// later, or because there is no reminder yet.
    /// </summary>
    public bool IsNear => _at is { } at && (_reminds != true || at - services.Time.GetUtcNow() <= 2 * Least);

    /// <summary>
    /// Before a time is stored: sees to it that there is a reminder. A silo that dies between the two leaves a reminder
    /// for nothing, which goes when it comes, and not a state that nobody wakes.
    /// </summary>
    public Task PrepareAsync(DateTimeOffset? at)
    {
        if (at is not { } time || (_reminds == true && _settling.IsCompleted)) return Task.CompletedTask;
        return SettledAsync(Then(() => _reminds == true ? Task.CompletedTask : RemindFromAsync(time)));
    }

    /// <summary>
    /// Sets the time that is stored; null is never. When this returns there is no reminder for never, unless that failed
    /// or takes long; one that is to be was waited for before.
    /// </summary>
    public Task SetAsync(DateTimeOffset? at)
    {
        SetTimer(at);
        if (_reminds == (at is not null) && _settling.IsCompleted) return Task.CompletedTask;
        var settling = Then(SettleAsync);
        return at is null ? SettledAsync(settling) : Task.CompletedTask;
    }

    /// <summary>A caller waits for what is done here: not for longer than goes unnoticed. It goes on all the same.</summary>
    private async Task SettledAsync(Task settling)
    {
        if (settling.IsCompleted) return;
        try
        {
            await settling.WaitAsync(Patience, services.Time);
        }
        catch (TimeoutException)
        {
            LogSlowReminder(services.Log, Patience);
        }
    }

    /// <summary>One step after the other: turns interleave, and each step looks at what is when it begins.</summary>
    private Task Then(Func<Task> step) => _settling = AfterAsync(_settling, step);

    private async Task AfterAsync(Task before, Func<Task> step)
    {
        await before;
        try
        {
            await step();
        }
        catch (Exception error)
        {
            LogNoReminder(services.Log, error);
            TryAgainLater();
        }
    }

    /// <summary>A time without a reminder lives only in memory, so the actor is kept there until it has one.</summary>
    private void TryAgainLater()
    {
        _again ??= grain.RegisterGrainTimer(
            async _ =>
            {
                _again?.Dispose();
                _again = null;
                await Then(SettleAsync);
                settled();
            },
            new GrainTimerCreationOptions { DueTime = Again, Period = Timeout.InfiniteTimeSpan, Interleave = true, KeepAlive = true });
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
                // Not known from here on: who stores a time meanwhile sets a reminder after this.
                _reminds = null;
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

    [LoggerMessage(612, LogLevel.Warning, "A reminder could not be set; the time is kept in memory, and it is tried again.")]
    private static partial void LogNoReminder(ILogger log, Exception error);

    [LoggerMessage(614, LogLevel.Warning, "A reminder is not there after {Patience}; the time is kept in memory meanwhile.")]
    private static partial void LogSlowReminder(ILogger log, TimeSpan patience);
}
