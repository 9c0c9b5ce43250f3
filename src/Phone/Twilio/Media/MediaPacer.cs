namespace YemotAi.Phone.Twilio.Media;

/// <summary>
/// Calls somebody for each frame of 20 ms, from a moment on: never early, never one left out, and those
/// that are late one after the other. On the system's clock it has a thread of its own, so that a busy thread pool does
/// not make the caller's voice stutter; on another clock it uses that clock's timers.
/// </summary>
internal sealed class MediaPacer(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Pace> _paces = [];
    private readonly AutoResetEvent _changed = new(initialState: false);
    private Thread? _thread;
    private bool _disposed;

    /// <summary>Adds somebody.</summary>
    /// <param name="tick">Is given the frame's number, from 0, when the frame is over. It must be quick and must not throw.</param>
    /// <param name="start">When frame 0 began, as a time stamp of the clock.</param>
    /// <returns>Ends it; when that is done no call of <paramref name="tick"/> begins any more.</returns>
    public IDisposable Add(Action<long> tick, long start)
    {
        var pace = new Pace(this, tick, start);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (time != TimeProvider.System)
            {
                pace.Timer = time.CreateTimer(static pace => ((Pace)pace!).CatchUp(), pace, MediaTime.Frame, MediaTime.Frame);
                return pace;
            }

            _paces.Add(pace);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "phone's frames", Priority = ThreadPriority.AboveNormal };
                _thread.Start();
            }
        }

        _changed.Set();
        return pace;
    }

    public void Dispose()
    {
        Thread? thread;
        lock (_gate)
        {
            _disposed = true;
            thread = _thread;
        }

        _changed.Set();
        if (thread is null || thread == Thread.CurrentThread || thread.Join(TimeSpan.FromSeconds(5))) _changed.Dispose();
    }

    private void Run()
    {
        var due = new List<Pace>();
        while (true)
        {
            TimeSpan wait = Timeout.InfiniteTimeSpan;
            due.Clear();
            lock (_gate)
            {
                if (_disposed) return;
                foreach (var pace in _paces)
                {
                    var left = pace.UntilNext();
                    if (left <= TimeSpan.Zero) due.Add(pace);
                    else if (wait == Timeout.InfiniteTimeSpan || left < wait) wait = left;
                }
            }

            foreach (var pace in due) pace.CatchUp();
            // A wait takes whole milliseconds; one too many is caught up, one too few is looked at again.
            if (due.Count == 0) _changed.WaitOne(wait == Timeout.InfiniteTimeSpan ? wait : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)));
        }
    }

    private void Remove(Pace pace)
    {
        lock (_gate) _paces.Remove(pace);
    }

    private sealed class Pace(MediaPacer owner, Action<long> tick, long start) : IDisposable
    {
        private readonly Lock _one = new();
        private readonly TimeProvider _time = owner.Time;
        private long _done;
        private bool _ended;

        public ITimer? Timer { get; set; }

        public TimeSpan UntilNext() => MediaTime.Frame * (_done + 1) - _time.GetElapsedTime(start);

        public void CatchUp()
        {
            lock (_one)
            {
                while (!_ended && UntilNext() <= TimeSpan.Zero) tick(_done++);
            }
        }

        public void Dispose()
        {
            owner.Remove(this);
            Timer?.Dispose();
            // From within a tick this is the same thread, which may enter.
            lock (_one) _ended = true;
        }
    }

    private TimeProvider Time => time;
}
