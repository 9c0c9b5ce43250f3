using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using YemotAi.Calls;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Unit.Calls;

namespace YemotAi.Cluster.Engine;

/// <summary>Adds calls of an easy line to silos, and keeps those that finished.</summary>
internal sealed class CallsInCluster : ICallArchive
{
    public TestWire Wire { get; } = new();

    public CallOptions Options { get; } = new();

    /// <summary>What was archived, in order; a call that was archived twice is there twice.</summary>
    public ConcurrentQueue<FinishedCall> Finished { get; } = new();

    public void Add(ISiloBuilder silo)
    {
        var services = new CallServices([Wire], this, new ScriptedMind(), Options, NullLogger<CallActor>.Instance);
        silo.Services.AddSingleton<ActorFactory<CallEvent, CallOutcome>>(context => new CallActor(context, services));
    }

    public ValueTask SaveAsync(FinishedCall call)
    {
        Finished.Enqueue(call);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<FinishedCall>> FindAsync(CallQuery query, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<FinishedCall>>([.. Finished]);

    public ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, CancellationToken cancellation) => ValueTask.FromResult(0);
}
