using Orleans.Concurrency;
using YemotAi.Calls.Actors;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.Interfaces.WarmingUp;
using YemotAi.Grains.Sound;
using YemotAi.Grains.State;

namespace YemotAi.Grains;

/// <summary>What a process that starts asks and speaks to. It lives as calls do, so what is compiled for it serves them.</summary>
[GrainType(WarmUpActor.Kind)]
[Reentrant]
public sealed class WarmUpGrain(
    [PersistentState(WarmUpGrain.StateName, ActorStorage.Name)] IPersistentState<ActorRecord> stored,
    ActorFactory<WarmUpEvent, WarmUpOutcome> create,
    ActorServices services)
    : SoundGrain<WarmUpEvent, WarmUpOutcome>(WarmUpActor.Kind, stored, create, services), IWarmUpGrain;
