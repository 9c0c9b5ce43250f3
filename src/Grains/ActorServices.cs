using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace YemotAi.Grains;

/// <summary>What all grains of a silo that host actors share.</summary>
/// <param name="time">The clock of actors.</param>
/// <param name="runtime">Orleans' own.</param>
/// <param name="log">Where grains log to.</param>
public sealed class ActorServices(
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time, IGrainRuntime runtime, ILogger<ActorServices> log)
{
    /// <summary>The clock of actors.</summary>
    public TimeProvider Time { get; } = time;

    internal IGrainRuntime Runtime { get; } = runtime;

    internal ILogger Log { get; } = log;
}
