using Orleans.Concurrency;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.State;

namespace YemotAi.Grains;

/// <summary>The queue before an account of a provider.</summary>
[GrainType(ProviderActor.Kind)]
[Reentrant]
public sealed class ProviderGrain(
    [PersistentState(ProviderGrain.StateName, ActorStorage.Name)] IPersistentState<ActorRecord> stored,
    ActorFactory<ProviderEvent, ProviderOutcome> create,
    ActorServices services)
    : ActorGrain<ProviderEvent, ProviderOutcome>(ProviderActor.Kind, stored, create, services), IProviderGrain;
