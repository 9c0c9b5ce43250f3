using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;

namespace YemotAi.Engine;

/// <summary>An engine that hosts <see cref="ProbeActor"/>, as the contract suite sees it.</summary>
public interface IEngineUnderTest : IAsyncDisposable
{
    /// <summary>The probes.</summary>
    IActorDirectory<ProbeEvent, ProbeOutcome> Probes { get; }

    /// <summary>Where the engine keeps their state; the suite writes behind an actor's back with it.</summary>
    IActorStore Store { get; }

    /// <summary>Moves the engine's clock, then lets it do its periodic work: idle actors go, due ones are woken.</summary>
    Task AdvanceAsync(TimeSpan by);

    /// <summary>How long an actor may be idle before it goes.</summary>
    TimeSpan IdleLimit { get; }

    /// <summary>Stops, gracefully, the process in which a probe is.</summary>
    Task StopAsync(string id);
}
