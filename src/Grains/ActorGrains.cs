using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.Interfaces.WarmingUp;
using YemotAi.Grains.State;

namespace YemotAi.Grains;

/// <summary>Adds what grains that host actors need to a silo.</summary>
public static class ActorGrains
{
    /// <summary>The name of the storage that a silo adds beneath that of actors.</summary>
    public const string StoreName = "store";

    /// <summary>
    /// Adds it. The silo also adds a storage named <see cref="StoreName"/>, reminders, and an
    /// <see cref="ActorFactory{TEvent, TOutcome}"/> for each kind.
    /// </summary>
    public static IServiceCollection AddActorGrains(this IServiceCollection services)
    {
        services.AddActorSerialization();
        services.TryAddSingleton(new SoundOptions());
        services.AddSingleton<ActorServices>();
        services.AddSingleton<ActorFactory<WarmUpEvent, WarmUpOutcome>>(context => new WarmUpActor(context));
        services.AddKeyedSingleton<IGrainStorage>(ActorStorage.Name, (provider, _) => new ActorStorage(
            provider.GetRequiredKeyedService<IGrainStorage>(StoreName), provider.GetRequiredService<ILogger<ActorStorage>>()));
        return services;
    }
}
