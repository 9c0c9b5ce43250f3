namespace YemotAi.Hosting.Web;

/// <summary>
/// What a process that shares its work with others does when it is told to stop: for a while it says that it is not ready
/// and still answers, until whoever distributes requests has noticed. The web server is stopped after that, and then the
/// rest.
/// </summary>
/// <param name="delay">How long that is.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Hears of it.</param>
internal sealed partial class Draining(TimeSpan delay, TimeProvider time, ILogger<Draining> log) : IHostedLifecycleService
{
    private volatile bool _began;

    /// <summary>Whether the process is on its way out.</summary>
    public bool HasBegun => _began;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _began = true;
        LogDraining(log, delay);
        try
        {
            await Task.Delay(delay, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // There is no time for it.
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(420, LogLevel.Information, "Told to stop: for {Delay} requests are still answered, but no more are wanted.")]
    private static partial void LogDraining(ILogger log, TimeSpan delay);
}
