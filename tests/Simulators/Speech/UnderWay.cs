namespace YemotAi.Simulators.Speech;

/// <summary>Counts the requests that are under way, so that a test can wait until none is.</summary>
internal sealed class UnderWay
{
    // A guard, never a pause: far longer than anything takes on a loaded machine.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Enter()
    {
        lock (_gate) _count++;
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_count > 0) return;
            _idle.TrySetResult();
            _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits until none is under way.</summary>
    /// <exception cref="TimeoutException">One still is after a minute and a half.</exception>
    public Task WhenIdleAsync(CancellationToken cancellation)
    {
        lock (_gate) return _count == 0 ? Task.CompletedTask : _idle.Task.WaitAsync(Guard, cancellation);
    }
}
