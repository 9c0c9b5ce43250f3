namespace YemotAi.Grains.Interfaces.Sound;

/// <summary>
/// One timer for all lines, or all actors with a line, of a process: a timer for each of them would be a thousand. It
/// runs only while there are any.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class SoundTicker(TimeProvider time) : IDisposable
{
    /// <summary>How often it ticks: once a frame.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly HashSet<ITicking> _all = [];
    private ITicking[]? _present;
    private ITimer? _timer;
    private int _isTicking;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _all.Count;
        }
    }

    public void Add(ITicking one)
    {
        lock (_gate)
        {
            if (!_all.Add(one)) return;
            _present = null;
            if (_timer is not null) return;

            // Whoever adds the first may be in the turn of a grain, whose context the timer is not to have for ever.
            if (ExecutionContext.IsFlowSuppressed())
            {
                Start();
                return;
            }

            using (ExecutionContext.SuppressFlow()) Start();
        }
    }

    public void Remove(ITicking one)
    {
        lock (_gate)
        {
            if (!_all.Remove(one)) return;
            _present = null;
            if (_all.Count == 0) Stop();
        }
    }

    public void Dispose()
    {
        lock (_gate) Stop();
    }

    private void Start() => _timer = time.CreateTimer(static self => ((SoundTicker)self!).Tick(), this, Period, Period);

    private void Stop()
    {
        _timer?.Dispose();
        _timer = null;
    }

    private void Tick()
    {
        // One that takes longer than its period, on a machine that is too busy, is left out and not doubled.
        if (Interlocked.Exchange(ref _isTicking, 1) == 1) return;
        try
        {
            ITicking[] present;
            lock (_gate) present = _present ??= [.. _all];
            foreach (var one in present) one.Tick();
        }
        finally
        {
            Volatile.Write(ref _isTicking, 0);
        }
    }
}
