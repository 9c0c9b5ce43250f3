using YemotAi.Calls.Minds;
using YemotAi.Providers.Tools;
using YemotAi.Simulators.Models;

namespace YemotAi.Minds;

/// <summary>A mind with the simulated model behind it, as the contract suite sees it.</summary>
public abstract class MindBench : IAsyncDisposable
{
    /// <summary>The mind.</summary>
    public abstract ITextMind Mind { get; }

    /// <summary>What stands behind the simulated vendor.</summary>
    public SimulatedModel Model { get; } = new();

    /// <summary>Whether words come to the ear before the answer is whole.</summary>
    public virtual bool Streams => true;

    /// <summary>Whether it calls the host's tools.</summary>
    public virtual bool CallsTools => true;

    /// <summary>Whether it can ask for acts.</summary>
    public virtual bool Acts => true;

    /// <summary>How many conversations are tried at once.</summary>
    public virtual int AtOnce => 20;

    /// <summary>What runs on this machine for turns: of a command line tool, the processes that it does not keep.</summary>
    public virtual IReadOnlyList<int> RunningForTurns() => [];

    /// <summary>
    /// Another mind with the same settings and nothing kept by the first: as after a restart, or on another machine.
    /// The bench disposes what it needs.
    /// </summary>
    public abstract ValueTask<ITextMind> FreshMindAsync();

    /// <summary>Takes the vendor away: from now on connections are refused.</summary>
    public abstract ValueTask TakeVendorAwayAsync();

    /// <summary>Lets the time pass for which the mind rests after a fault, if it does.</summary>
    public virtual void LetRestEnd()
    {
    }

    /// <summary>Whether the mind's clock stands until <see cref="LetPass"/> moves it.</summary>
    public virtual bool HasOwnClock => false;

    /// <summary>Lets so much time pass, where the mind's clock is a test's own.</summary>
    public virtual void LetPass(TimeSpan time)
    {
    }

    /// <summary>
    /// How a model answers that wants an act, or with <see cref="AgentAct.Continue"/> none, when it was offered some.
    /// </summary>
    public virtual ModelAnswer Acting(AgentAct act, string words) => ModelAnswer.Of(words) with
    {
        Calls = act == AgentAct.Continue ? [] : [new(ActTools.NameOf(act), "{}")],
    };

    /// <summary>Which acts a model was offered.</summary>
    public virtual IReadOnlyList<AgentAct> Offered(ModelRequest request) =>
        [.. Enum.GetValues<AgentAct>().Where(act => act != AgentAct.Continue && request.Tools.Contains(ActTools.NameOf(act)))];

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
