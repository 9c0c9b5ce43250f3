using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;
using YemotAi.Grains.Interfaces.Asking;

namespace YemotAi.Grains.Interfaces.Sound;

/// <summary>
/// Attaches phones whose sockets this process holds to the actors of their calls, wherever in the cluster they are. In a
/// silo, the actor is asked to come here.
/// </summary>
internal sealed partial class ClusterSoundDirectory : ISoundDirectory, IHostedService
{
    private readonly Func<string, ISoundGrain> _find;
    private readonly IGrainFactory _grains;
    private readonly SoundPlace _place;
    private readonly SoundOptions _limits;
    private readonly ClusterSoundOptions _options;
    private readonly ILogger _log;
    private volatile bool _isStopping;

    /// <param name="find">The grain of an id.</param>
    /// <param name="grains">Makes lines ones that other processes can reach.</param>
    /// <param name="place">This process.</param>
    /// <param name="limits">Limits of the way of sound; all processes must have the same.</param>
    /// <param name="options">How patient to be.</param>
    /// <param name="log">Hears of what fails.</param>
    public ClusterSoundDirectory(
        Func<string, ISoundGrain> find,
        IGrainFactory grains,
        SoundPlace place,
        SoundOptions limits,
        ClusterSoundOptions options,
        ILogger<ClusterSoundDirectory> log) =>
        (_find, _grains, _place, _limits, _options, _log) = (find, grains, place, limits, options, log);

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">No actor could be reached within <see cref="ClusterSoundOptions.FirstLimit"/>.</exception>
    public async Task<ISoundLine> AttachAsync(string id, ISoundReceiver receiver, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        if (_isStopping) throw new EngineStoppingException();
        var grain = _find(id);
        await AskToComeAsync(grain, cancellation);
        var line = new ClusterLine(
            grain, receiver, self => _grains.CreateObjectReference<ILineObserver>(self), Remove, _limits, _options, _place.Time, _log);
        _place.Lines.Add(line);
        _place.Ticker.Add(line);
        try
        {
            await line.BeAttachedAsync(cancellation);
            if (_isStopping) throw new EngineStoppingException();
            return line;
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends all lines; their holders are told that the engine stops.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        await Task.WhenAll(_place.Lines.All.Select(line => line.StopAsync().AsTask()));
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A call lives where its sound arrives, if it can.</summary>
    private async Task AskToComeAsync(ISoundGrain grain, CancellationToken cancellation)
    {
        if (_place.Here is not { } here) return;
        try
        {
            await grain.MoveAsync(here).WaitAsync(_options.AttachLimit, _place.Time, cancellation);
        }
        catch (Exception error) when (ClusterErrors.IsOne(error))
        {
            LogNotAsked(_log, error);
        }
    }

    private void Remove(ClusterLine line)
    {
        _place.Ticker.Remove(line);
        _place.Lines.Remove(line);
        _grains.DeleteObjectReference<ILineObserver>(line.Reference);
    }

    [LoggerMessage(605, LogLevel.Debug, "An actor could not be asked to come to where its sound is.")]
    private static partial void LogNotAsked(ILogger log, Exception error);
}
