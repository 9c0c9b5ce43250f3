using Orleans.Concurrency;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds.Budget;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.State;

namespace YemotAi.Grains;

/// <summary>What a business has spent today.</summary>
[GrainType(BudgetActor.Kind)]
[Reentrant]
public sealed class BudgetGrain(
    [PersistentState(BudgetGrain.StateName, ActorStorage.Name)] IPersistentState<ActorRecord> stored,
    ActorFactory<BudgetEvent, BudgetOutcome> create,
    ActorServices services)
    : ActorGrain<BudgetEvent, BudgetOutcome>(BudgetActor.Kind, stored, create, services), IBudgetGrain;
