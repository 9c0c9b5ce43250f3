using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Sound;
using YemotAi.Grains.Interfaces.Sound;

namespace YemotAi.Grains;

/// <summary>What all grains of a silo that host actors share.</summary>
public sealed class ActorServices : IDisposable
{
    /// <summary>For the silo's container.</summary>
    /// <param name="time">The clock of actors.</param>
    /// <param name="runtime">Orleans' own.</param>
    /// <param name="soundLimits">Limits of the way of sound.</param>
    /// <param name="services">Where the lines of this process are, if it holds any.</param>
    /// <param name="log">Where grains log to.</param>
    public ActorServices(
        [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
        IGrainRuntime runtime,
        SoundOptions soundLimits,
        IServiceProvider services,
        ILogger<ActorServices> log)
    {
        (Time, Runtime, SoundLimits, Log) = (time, runtime, soundLimits, log);
        Sound = services.GetService<SoundPlace>();
        Ticker = new SoundTicker(time);
    }

    /// <summary>The clock of actors.</summary>
    public TimeProvider Time { get; }

    internal IGrainRuntime Runtime { get; }

    internal SoundOptions SoundLimits { get; }

    /// <summary>This process as one that holds lines; null when it holds none.</summary>
    internal SoundPlace? Sound { get; }

    /// <summary>For the actors that have a line.</summary>
    internal SoundTicker Ticker { get; }

    internal ILogger Log { get; }

    /// <inheritdoc/>
    public void Dispose() => Ticker.Dispose();
}
