namespace YemotAi.Gateway;

/// <summary>Whether the gateway is connected to any silo.</summary>
internal sealed partial class GatewayConnection(ILogger<GatewayConnection> log) : IClusterConnectionStatusObserver, IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private volatile bool _lost;
    private bool _waits;

    /// <summary>It is, as far as is known. Before the first connection the web server does not listen yet.</summary>
    public bool IsThere => !_lost;

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
    {
        if (currentNumberOfGateways == 0) return;
        if (_lost) LogBack(log, currentNumberOfGateways);
        _lost = false;
    }

    public void NotifyClusterConnectionLost()
    {
        _lost = true;
        LogLost(log);
    }

    /// <summary>A gateway that starts before any silo waits for one.</summary>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!_waits) LogWaits(log);
        _waits = true;
        await Task.Delay(Pause, cancellationToken);
        return true;
    }

    [LoggerMessage(700, LogLevel.Error, "No silo can be reached; callers are asked to wait a moment.")]
    private static partial void LogLost(ILogger log);

    [LoggerMessage(702, LogLevel.Warning, "No silo can be reached yet; one is waited for.")]
    private static partial void LogWaits(ILogger log);

    [LoggerMessage(701, LogLevel.Information, "{Silos} silos can be reached again.")]
    private static partial void LogBack(ILogger log, int silos);
}
