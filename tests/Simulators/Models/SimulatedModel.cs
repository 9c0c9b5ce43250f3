namespace YemotAi.Simulators.Models;

/// <summary>
/// What stands behind every simulated vendor: decides what is answered and keeps what was asked. Thread-safe.
/// </summary>
public sealed class SimulatedModel
{
    // A guard, never a pause: far longer than anything takes on a loaded machine.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private readonly Lock _gate = new();
    private Func<ModelRequest, ModelAnswer> _answers = Echo;
    private int _running;
    private TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was asked, in order.</summary>
    public ArrivedRequests<ModelRequest> Requests { get; } = new();

    /// <summary>Requests being answered now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>The most that were answered at the same time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>The names of the models that it has; none stands for any.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The keys that are right; none stands for any.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Waits until nothing is being answered; at once if nothing is.</summary>
    /// <exception cref="TimeoutException">Something still is after a minute and a half.</exception>
    public Task WhenIdleAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _running == 0 ? Task.CompletedTask : _idle.Task.WaitAsync(Guard, cancellation);
        }
    }

    /// <summary>Sets what it answers from now on.</summary>
    public void Answers(Func<ModelRequest, ModelAnswer> answers) => Volatile.Write(ref _answers, answers);

    /// <summary>Goes wrong a number of times, then answers as before.</summary>
    public void Fails(ModelFault fault, int times = int.MaxValue) => Next(ModelAnswer.Of(fault), times);

    /// <summary>Gives one answer a number of times, then answers as before.</summary>
    public void Next(ModelAnswer answer, int times = 1)
    {
        var before = Volatile.Read(ref _answers);
        var left = times;
        Answers(request => Interlocked.Decrement(ref left) >= 0 ? answer : before(request));
    }

    /// <summary>What it answers when nothing is set: which turn it is, and what was said.</summary>
    public static ModelAnswer Echo(ModelRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ModelAnswer.Of($"תשובה {request.Turns}: {request.Said}");
    }

    /// <summary>A vendor's simulator begins to answer a request; what is returned is disposed when it has.</summary>
    internal IDisposable Begin(ModelRequest request, out ModelAnswer answer)
    {
        lock (_gate)
        {
            _running++;
            MostAtOnce = Math.Max(MostAtOnce, _running);
        }

        var ended = new Ended(this);
        try
        {
            Requests.Add(request);
            answer = Volatile.Read(ref _answers)(request);
            return ended;
        }
        catch
        {
            ended.Dispose();
            throw;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_running > 0) return;
            _idle.SetResult();
            _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class Ended(SimulatedModel model) : IDisposable
    {
        private int _done;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _done, 1) == 0) model.End();
        }
    }
}
