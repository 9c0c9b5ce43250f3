namespace YemotAi.EndToEnd.Bench;

/// <summary>A place in a handler where a test holds it: it says that it has come, and goes on when it is let.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _passes;

    /// <summary>How often a handler has come here.</summary>
    public int Passes => Volatile.Read(ref _passes);

    /// <summary>For the handler.</summary>
    public async Task<string> PassAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _passes);
        _reached.TrySetResult();
        await _opened.Task.WaitAsync(cancellation);
        return "through";
    }

    /// <summary>Waits until a handler is here.</summary>
    public Task WhenReachedAsync() => Waiting.For("the handler comes to the gate", _reached.Task);

    public void Open() => _opened.TrySetResult();
}
