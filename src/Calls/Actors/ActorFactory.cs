namespace YemotAi.Calls.Actors;

/// <summary>Makes an actor of one kind for its context; an engine calls it for each activation.</summary>
/// <param name="context">What the engine gives the actor.</param>
/// <typeparam name="TEvent">What the actor takes.</typeparam>
/// <typeparam name="TOutcome">What it gives.</typeparam>
public delegate IActor<TEvent, TOutcome> ActorFactory<in TEvent, TOutcome>(IActorContext context);
