using Microsoft.Extensions.Logging.Abstractions;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Memory;
using YemotAi.Tests;

namespace YemotAi.Engine;

/// <summary>The contract on the embedded engine over the memory store.</summary>
public sealed class EmbeddedEngineOverMemoryTests : EngineContract
{
    protected override Task<IEngineUnderTest> StartAsync()
    {
        var time = new ManualTime();
        return Task.FromResult<IEngineUnderTest>(new EmbeddedUnderTest(new MemoryStore(new StoreOptions(), time), time, null));
    }
}

/// <summary>The contract on the embedded engine over the store on disk.</summary>
public sealed class EmbeddedEngineOverSqliteTests : EngineContract
{
    protected override Task<IEngineUnderTest> StartAsync()
    {
        var time = new ManualTime();
        var folder = Directory.CreateTempSubdirectory("yemotai-engine-").FullName;
        var store = SqliteStore.Open(new StoreOptions { Directory = folder }, new CalendarOnly(time), NullLogger<SqliteStore>.Instance);
        return Task.FromResult<IEngineUnderTest>(new EmbeddedUnderTest(store, time, folder));
    }
}

internal sealed class EmbeddedUnderTest : ISoundUnderTest
{
    private readonly EngineOptions _options = new();
    private readonly IStore _store;
    private readonly ManualTime _time;
    private readonly string? _folder;
    private readonly EmbeddedEngine _engine;

    public EmbeddedUnderTest(IStore store, ManualTime time, string? folder)
    {
        _store = store;
        _time = time;
        _folder = folder;
        _engine = new EmbeddedEngine(store.Actors, _options, time, NullLogger<EmbeddedEngine>.Instance);
        Probes = _engine.Add<ProbeEvent, ProbeOutcome>(ProbeActor.Kind, context => new ProbeActor(context));
    }

    public IActorDirectory<ProbeEvent, ProbeOutcome> Probes { get; }

    public ISoundDirectory Sound => _engine.SoundOf(ProbeActor.Kind);

    public IActorStore Store => _store.Actors;

    public TimeSpan IdleLimit => _options.IdleLimit;

    public async Task AdvanceAsync(TimeSpan by)
    {
        _time.Advance(by);
        await _engine.WakeDueAsync();
        await _engine.SweepAsync();
    }

    public Task StopAsync(string id) => _engine.StopAsync();

    public async ValueTask DisposeAsync()
    {
        // What a failed test left at work would be waited for on the test's clock, which moves no more.
        _options.StopLimit = TimeSpan.Zero;
        await _engine.DisposeAsync();
        await _store.DisposeAsync();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }
}
