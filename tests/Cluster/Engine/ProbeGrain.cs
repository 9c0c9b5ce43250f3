using Orleans.Concurrency;
using YemotAi.Calls.Actors;
using YemotAi.Engine;
using YemotAi.Grains;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.Interfaces.Sound;
using YemotAi.Grains.Sound;
using YemotAi.Grains.State;

namespace YemotAi.Cluster.Engine;

[Alias("yemotai.probe")]
public interface IProbeGrain : IActorGrain<ProbeEvent, ProbeOutcome>, ISoundGrain;

/// <summary>Hosts the contract's probe as the other grains host theirs.</summary>
[GrainType(ProbeActor.Kind)]
[Reentrant]
public sealed class ProbeGrain(
    [PersistentState(ProbeGrain.StateName, ActorStorage.Name)] IPersistentState<ActorRecord> stored,
    ActorFactory<ProbeEvent, ProbeOutcome> create,
    ActorServices services)
    : SoundGrain<ProbeEvent, ProbeOutcome>(ProbeActor.Kind, stored, create, services), IProbeGrain;
