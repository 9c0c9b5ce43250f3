using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;
using YemotAi.Grains.Interfaces.WarmingUp;

namespace YemotAi.Grains.Interfaces.Sound;

/// <summary>The way of calls' sound in a cluster.</summary>
public static class ClusterSound
{
    /// <summary>
    /// Adds an <see cref="ISoundDirectory"/> of calls to a silo or a gateway, and that it warms up. To be called after
    /// Orleans was added, and before whatever takes calls: they are started in that order.
    /// </summary>
    /// <param name="services">The process's parts.</param>
    public static IServiceCollection AddClusterSound(this IServiceCollection services)
    {
        services.TryAddSingleton(new SoundOptions());
        services.TryAddSingleton(new ClusterSoundOptions());
        services.AddSingleton(provider => new SoundPlace(
            provider.GetRequiredService<TimeProvider>(), provider.GetService<ILocalSiloDetails>()?.SiloAddress));
        services.AddSingleton(provider => Of<ICallGrain>(provider, provider.GetRequiredService<SoundPlace>()));
        services.AddSingleton<ISoundDirectory>(provider => provider.GetRequiredService<ClusterSoundDirectory>());
        services.AddHostedService(provider => provider.GetRequiredService<ClusterSoundDirectory>());
        services.AddHostedService(WarmUpOf);
        return services;
    }

    private static ClusterSoundDirectory Of<TGrain>(IServiceProvider provider, SoundPlace place)
        where TGrain : ISoundGrain
    {
        var grains = provider.GetRequiredService<IGrainFactory>();
        return new ClusterSoundDirectory(
            id => grains.GetGrain<TGrain>(id),
            grains,
            place,
            provider.GetRequiredService<SoundOptions>(),
            provider.GetRequiredService<ClusterSoundOptions>(),
            provider.GetRequiredService<ILogger<ClusterSoundDirectory>>());
    }

    /// <summary>A silo warms both ways: to actors that come to it, and to those that are wherever they are.</summary>
    private static SoundWarmUp WarmUpOf(IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        return new SoundWarmUp(
            [Of<IWarmUpGrain>(provider, provider.GetRequiredService<SoundPlace>()), Of<IWarmUpGrain>(provider, new SoundPlace(time, here: null))],
            provider.GetRequiredService<IActorDirectory<WarmUpEvent, WarmUpOutcome>>(),
            time,
            provider.GetRequiredService<ILogger<SoundWarmUp>>());
    }
}
