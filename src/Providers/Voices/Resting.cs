using Polly;
using Polly.CircuitBreaker;

namespace YemotAi.Providers.Voices;

/// <summary>Keeps count of one voice's or ear's failures, and lets it rest when it failed too often.</summary>
internal sealed class Resting
{
    private readonly TimeProvider _time;
    private readonly CircuitBreakerStateProvider _circuit = new();
    private readonly ResiliencePipeline _pipeline;
    private long _until;

    /// <param name="options">When it rests.</param>
    /// <param name="isIllness">Whether a failure says that it is ill; what lies with what was asked does not.</param>
    /// <param name="time">The clock.</param>
    public Resting(RestOptions options, Func<Exception, bool> isIllness, TimeProvider time)
    {
        _time = time;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = options.FailureRatio,
                MinimumThroughput = options.LeastRequests,
                SamplingDuration = options.Window,
                BreakDuration = options.Rest,
                // Who hangs up as the one trial after a rest does not prove that it is well.
                ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Exception is { } error
                    && (error is OperationCanceledException ? _circuit.CircuitState == CircuitState.HalfOpen : isIllness(error))),
                StateProvider = _circuit,
                OnOpened = opened =>
                {
                    Volatile.Write(ref _until, (time.GetUtcNow() + opened.BreakDuration).UtcTicks);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Whether it rests. When the rest is over the next request tries whether it is well.</summary>
    public bool Rests => _circuit.CircuitState == CircuitState.Open && _time.GetUtcNow().UtcTicks < Volatile.Read(ref _until);

    /// <summary>Asks it, and counts what came of it. False when it rests.</summary>
    public async Task<(bool Asked, T? Answer)> TryAsync<T>(Func<Task<T>> ask)
    {
        if (Rests) return (false, default);
        try
        {
            return (true, await _pipeline.ExecuteAsync(async _ => await ask(), CancellationToken.None));
        }
        catch (BrokenCircuitException)
        {
            return (false, default);
        }
    }

    /// <summary>It failed after it had answered.</summary>
    public async ValueTask FailedAsync(Exception error)
    {
        try
        {
            await _pipeline.ExecuteAsync(_ => ValueTask.FromException(error), CancellationToken.None);
        }
        catch (Exception)
        {
            // What it is told, or that it rests already.
        }
    }
}
