namespace YemotAi.Tests;

/// <summary>A clock that stands still until a test moves it; timers fire, in order, while it is moved.</summary>
public sealed class ManualTime(DateTimeOffset? start = null) : TimeProvider
{
    // Far longer than anything takes on a loaded machine.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start ?? new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are waiting for their time.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _timers.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on; what falls due on the way runs at its own moment.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (true)
        {
            ManualTimer? next;
            lock (_gate)
            {
                next = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
                if (next is null)
                {
                    _now = end;
                    return;
                }

                if (next.Due > _now) _now = next.Due;
                next.Rearm();
            }

            next.Fire();
        }
    }

    /// <summary>Waits, on the real clock only as a guard, until at least so many timers wait for their time.</summary>
    public Task WhenWaitingAsync(int timers, CancellationToken cancellation) => WhenAsync(() => _timers.Count >= timers, cancellation);

    /// <summary>
    /// Waits, as <see cref="WhenWaitingAsync"/> does, until a timer waits that was set since the clock was moved, for so long;
    /// one that is left from before is none.
    /// </summary>
    public Task WhenDueInAsync(TimeSpan length, CancellationToken cancellation) =>
        WhenAsync(() => _timers.Any(timer => timer.SetAt == _now && timer.Due == _now + length), cancellation);

    /// <param name="isSo">Is asked with the lock held.</param>
    /// <param name="cancellation">Stops waiting.</param>
    private async Task WhenAsync(Func<bool> isSo, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (isSo()) return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(Guard, cancellation);
        }
    }

    private sealed class ManualTimer(ManualTime owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset Due { get; private set; }

        public DateTimeOffset SetAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool now;
            lock (owner._gate)
            {
                owner._timers.Remove(this);
                _period = period;
                now = dueTime == TimeSpan.Zero;
                if (dueTime != Timeout.InfiniteTimeSpan && (!now || period > TimeSpan.Zero))
                {
                    SetAt = owner._now;
                    Due = SetAt + (now ? period : dueTime);
                    owner._timers.Add(this);
                    owner._changed.TrySetResult();
                    owner._changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }

            if (now) ThreadPool.QueueUserWorkItem(static t => ((ManualTimer)t!).Fire(), this);
            return true;
        }

        public void Dispose()
        {
            lock (owner._gate) owner._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        public void Fire() => callback(state);

        /// <summary>Called with the clock's lock held.</summary>
        public void Rearm()
        {
            if (_period > TimeSpan.Zero) Due += _period;
            else owner._timers.Remove(this);
        }
    }
}
