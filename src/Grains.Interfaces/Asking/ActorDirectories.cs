using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using YemotAi.Calls;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Calls.Minds.Budget;
using YemotAi.Grains.Interfaces.WarmingUp;

namespace YemotAi.Grains.Interfaces.Asking;

/// <summary>The ways to all kinds of actors of a cluster.</summary>
public static class ActorDirectories
{
    /// <summary>Adds them to a silo or a gateway.</summary>
    /// <param name="services">Its parts.</param>
    /// <param name="options">How patient to be.</param>
    public static IServiceCollection AddActorDirectories(this IServiceCollection services, AskingOptions options)
    {
        services.AddSingleton(options);
        Add<CallEvent, CallOutcome>(services, (grains, id) => grains.GetGrain<ICallGrain>(id));
        Add<ProviderEvent, ProviderOutcome>(services, (grains, id) => grains.GetGrain<IProviderGrain>(id));
        Add<BudgetEvent, BudgetOutcome>(services, (grains, id) => grains.GetGrain<IBudgetGrain>(id));
        Add<WarmUpEvent, WarmUpOutcome>(services, (grains, id) => grains.GetGrain<IWarmUpGrain>(id));
        return services;
    }

    private static void Add<TEvent, TOutcome>(
        IServiceCollection services, Func<IGrainFactory, string, IActorGrain<TEvent, TOutcome>> find) =>
        services.AddSingleton<IActorDirectory<TEvent, TOutcome>>(provider =>
        {
            var grains = provider.GetRequiredService<IGrainFactory>();
            return new ClusterDirectory<TEvent, TOutcome>(
                id => find(grains, id),
                provider.GetRequiredService<AskingOptions>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ClusterDirectory<TEvent, TOutcome>>>());
        });
}
