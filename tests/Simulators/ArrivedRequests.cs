namespace YemotAi.Simulators;

/// <summary>The requests that came, in order; a test can wait for one.</summary>
/// <typeparam name="T">What is kept of a request.</typeparam>
public sealed class ArrivedRequests<T>
{
    // A guard, never a pause: far longer than anything takes on a loaded machine.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Lock _gate = new();
    private readonly List<T> _all = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Those that have come so far.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (_gate) return [.. _all];
        }
    }

    /// <summary>Waits until so many have come.</summary>
    /// <exception cref="TimeoutException">They did not come within a minute and a half.</exception>
    public async Task WhenCountAsync(int count, CancellationToken cancellation)
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                if (_all.Count >= count) return;
                arrived = _arrived.Task;
            }

            await arrived.WaitAsync(Patience, cancellation);
        }
    }

    internal void Add(T request)
    {
        lock (_gate)
        {
            _all.Add(request);
            _arrived.TrySetResult();
            _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
