namespace YemotAi.Providers.Api;

/// <summary>How long a turn may take, and how long a stream may be silent once its first words have come.</summary>
internal sealed class TurnLimits : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly TimeSpan _silence;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _whole;
    private readonly CancellationTokenSource _silent;
    private readonly CancellationTokenSource _any;

    /// <param name="limit">How long the turn may take.</param>
    /// <param name="silence">How long the stream may be silent.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the turn because it is no longer wanted.</param>
    public TurnLimits(TimeSpan limit, TimeSpan silence, TimeProvider time, CancellationToken cancellation)
    {
        _limit = limit;
        _silence = silence;
        _cancellation = cancellation;
        _whole = new CancellationTokenSource(limit, time);
        _silent = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _whole.Token, _silent.Token);
    }

    /// <summary>Ends the turn, for whichever reason.</summary>
    public CancellationToken Token => _any.Token;

    /// <summary>What took too long; null when nothing did, or when the turn is no longer wanted anyway.</summary>
    public string? TimedOut => _cancellation.IsCancellationRequested ? null
        : _whole.IsCancellationRequested ? $"The vendor did not answer within {_limit}."
        : _silent.IsCancellationRequested ? $"The vendor's stream was silent for {_silence}."
        : null;

    /// <summary>Something of the answer has come: the next may take so long again.</summary>
    public void Came() => _silent.CancelAfter(_silence);

    /// <summary>What is done now is not the vendor's: no silence is counted until something comes again.</summary>
    public void Pause() => _silent.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public void Dispose()
    {
        _any.Dispose();
        _silent.Dispose();
        _whole.Dispose();
    }
}
