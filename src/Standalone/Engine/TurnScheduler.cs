namespace YemotAi.Standalone.Engine;

/// <summary>
/// Runs the turns of one actor: one at a time, in the order in which they were queued, on threads of the pool.
/// </summary>
/// <remarks>
/// It does what the exclusive half of a <see cref="ConcurrentExclusiveSchedulerPair"/> does, in a twentieth of the
/// memory, of which there is one for each call. And when nothing else runs, a turn is run by the thread that brings it:
/// a request then needs no other thread to begin.
/// </remarks>
internal sealed class TurnScheduler : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>After so many turns in a row the thread goes back to the pool: other actors wait too.</summary>
    private const int TurnsInARow = 64;

    [ThreadStatic]
    private static TurnScheduler? _taken;

    private readonly Lock _gate = new();
    private Queue<Task>? _queue;
    private bool _busy;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>
    /// Takes the actor for the calling thread if nothing of it runs or waits; the next thing is then
    /// <see cref="RunHere"/>.
    /// </summary>
    public bool TryTake()
    {
        // Under a synchronization context, an await in the actor would go on there instead of here.
        if (SynchronizationContext.Current is not null) return false;
        lock (_gate)
        {
            if (_busy) return false;
            _busy = true;
            return true;
        }
    }

    /// <summary>Runs a turn on the calling thread, which has taken the actor, up to its first wait.</summary>
    public void RunHere(Task turn)
    {
        try
        {
            _taken = this;
            turn.RunSynchronously(this);
        }
        finally
        {
            _taken = null;
            Leave();
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        for (var turns = 0; turns < TurnsInARow; turns++)
        {
            Task? next;
            lock (_gate)
            {
                if (_queue is null || !_queue.TryDequeue(out next))
                {
                    _queue = null;
                    _busy = false;
                    return;
                }
            }

            TryExecuteTask(next);
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            (_queue ??= new(2)).Enqueue(task);
            if (_busy) return;
            _busy = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Inside a turn of this very actor, or as <see cref="RunHere"/>; never ahead of what waits.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (taskWasPreviouslyQueued) return false;
        if (!ReferenceEquals(_taken, this)) return ReferenceEquals(Current, this) && TryExecuteTask(task);
        _taken = null;
        return TryExecuteTask(task);
    }

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate) return _queue?.ToArray() ?? [];
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (_queue is not { Count: > 0 })
            {
                _queue = null;
                _busy = false;
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
