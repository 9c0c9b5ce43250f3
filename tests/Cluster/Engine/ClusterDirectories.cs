using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.TestingHost;
using YemotAi.Calls.Actors;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.Interfaces.Asking;

namespace YemotAi.Cluster.Engine;

/// <summary>The ways to actors from inside of each silo, as programs have them.</summary>
internal static class ClusterDirectories
{
    public static IActorDirectory<TEvent, TOutcome> DirectoryIn<TEvent, TOutcome>(
        InProcessSiloHandle silo, Func<IGrainFactory, string, IActorGrain<TEvent, TOutcome>> find) =>
        DirectoryOf(silo.ServiceProvider.GetRequiredService<IGrainFactory>(), find, new AskingOptions());

    public static IActorDirectory<TEvent, TOutcome> DirectoryOf<TEvent, TOutcome>(
        IGrainFactory grains, Func<IGrainFactory, string, IActorGrain<TEvent, TOutcome>> find, AskingOptions options) =>
        new ClusterDirectory<TEvent, TOutcome>(
            id => find(grains, id), options, TimeProvider.System, NullLogger<ClusterDirectory<TEvent, TOutcome>>.Instance);

    /// <summary>Has the next activation that this code brings about placed in a silo.</summary>
    public static void PlaceIn(InProcessSiloHandle silo) =>
        RequestContext.Set(Orleans.Runtime.Placement.IPlacementDirector.PlacementHintKey, silo.SiloAddress);
}
