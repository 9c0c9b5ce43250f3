using Orleans.Concurrency;
using Orleans.Placement;
using YemotAi.Calls;
using YemotAi.Calls.Actors;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.Sound;
using YemotAi.Grains.State;

namespace YemotAi.Grains;

/// <summary>One call.</summary>
/// <remarks>Placed where its first request arrives, so that most of its requests need no way between processes.</remarks>
[PreferLocalPlacement]
[GrainType(CallActor.Kind)]
[Reentrant]
public sealed class CallGrain(
    [PersistentState(CallGrain.StateName, ActorStorage.Name)] IPersistentState<ActorRecord> stored,
    ActorFactory<CallEvent, CallOutcome> create,
    ActorServices services)
    : SoundGrain<CallEvent, CallOutcome>(CallActor.Kind, stored, create, services), ICallGrain;
