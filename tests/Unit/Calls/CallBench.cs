using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Memory;
using YemotAi.Tests;

namespace YemotAi.Unit.Calls;

/// <summary>
/// Real calls on the real embedded engine, over a store and a clock that the test holds. A crash is a new engine over
/// the same store.
/// </summary>
internal sealed class CallBench : IAsyncDisposable
{
    private EmbeddedEngine _engine = null!;
    private IActorDirectory<CallEvent, CallOutcome> _calls = null!;

    public CallBench(ITextMind? mind = null, CallOptions? options = null)
    {
        Mind = mind ?? new ScriptedMind();
        Options = options ?? new CallOptions();
        Store = new FaultyStore(new MemoryStore(new StoreOptions(), Time));
        Start();
    }

    public TestWire Wire { get; } = new();

    public ManualTime Time { get; } = new();

    public FaultyStore Store { get; }

    public ITextMind Mind { get; }

    public CallOptions Options { get; }

    public LogLines Log { get; } = new();

    /// <summary>The process dies without a word and is started again.</summary>
    public void Crash()
    {
        Store.CutOff();
        Start();
    }

    /// <summary>A request with the values that the caller has given so far, in the platform's manner.</summary>
    public Task<string> Turn(string call, string values = "", string extension = "", string stamp = "")
    {
        var pairs = values.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToList();
        return AskAsync(call, new CallTurn
        {
            Facts = new CallFacts { Key = "test:" + call, Extension = extension, Caller = "0501234567" },
            Values = pairs.GroupBy(pair => pair[0]).ToDictionary(group => group.Key, group => group.Last()[1]),
            Fingerprint = extension + "?" + values,
            Stamp = stamp,
        });
    }

    public Task<string> HangUp(string call, string values = "") => AskAsync(call, new CallHungUp
    {
        Values = values.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]),
    });

    public async Task<string> AskAsync(string call, CallEvent input) =>
        (await _calls.AskAsync("test:" + call, input, TestContext.Current.CancellationToken)).Body;

    /// <summary>Moves the clock and lets the engine do its periodic work.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        await _engine.WakeDueAsync();
        await _engine.SweepAsync();
    }

    public async Task<IReadOnlyList<FinishedCall>> FinishedAsync() =>
        await Store.Inner.Calls.FindAsync(new CallQuery(), TestContext.Current.CancellationToken);

    /// <summary>Waits until background work has brought so many calls into the archive.</summary>
    public async Task<IReadOnlyList<FinishedCall>> FinishedAsync(int count)
    {
        await Store.WhenSavedAsync(count);
        return await FinishedAsync();
    }

    public int ActiveActors => _engine.ActiveActors;

    public async ValueTask DisposeAsync() => await _engine.DisposeAsync();

    private void Start()
    {
        var logs = LoggerFactory.Create(builder => builder.AddProvider(Log));
        var store = Store.Connect();
        _engine = new EmbeddedEngine(store, new EngineOptions { StopLimit = TimeSpan.Zero }, Time, logs.CreateLogger<EmbeddedEngine>());
        var services = new CallServices([Wire], store, Mind, Options, logs.CreateLogger<CallActor>());
        _calls = _engine.Add<CallEvent, CallOutcome>(CallActor.Kind, context => new CallActor(context, services));
    }
}
