using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Memory;
using YemotAi.Tests;

namespace YemotAi.Engine;

/// <summary>The sound contract on the embedded engine.</summary>
public sealed class EmbeddedSoundContractTests : SoundContract
{
    protected override Task<ISoundUnderTest> StartAsync()
    {
        var time = new ManualTime();
        return Task.FromResult<ISoundUnderTest>(new EmbeddedUnderTest(new MemoryStore(new StoreOptions(), time), time, null));
    }
}

/// <summary>What is particular to sound within one process.</summary>
public sealed class EmbeddedSoundTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly EngineOptions _options = new();
    private readonly SoundOptions _limits = new();
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly TestEar _ear = new();
    private readonly UnsteadyStore _store;
    private readonly EmbeddedEngine _engine;
    private readonly IActorDirectory<ProbeEvent, ProbeOutcome> _probes;

    public EmbeddedSoundTests()
    {
        _store = new UnsteadyStore(new MemoryStore(new StoreOptions(), _time).Actors);
        _engine = new EmbeddedEngine(_store, _options, _time, NullLogger<EmbeddedEngine>.Instance);
        _probes = _engine.Add<ProbeEvent, ProbeOutcome>(ProbeActor.Kind, context => new ProbeActor(context));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ProbeSigns Signs => ProbeSigns.Of(_id);

    public ValueTask DisposeAsync()
    {
        // What a failed test left at work would be waited for on the test's clock, which moves no more.
        _options.StopLimit = TimeSpan.Zero;
        return _engine.DisposeAsync();
    }

    [Fact]
    public async Task Exactly_the_newest_200_ms_wait_for_a_slow_actor()
    {
        await using var line = await AttachAsync();
        var blocked = await BlockAsync();
        for (var i = 0; i < 100; i++) line.Send(SoundRecord.Of(1, _ => (byte)i));
        Signs.Unblocked.Set();
        await blocked;
        await Ask("read");
        Assert.Equal(Enumerable.Range(90, 10).Select(i => ((long)i, (byte)i)), Signs.Heard.Frames);
        Assert.Equal((10, 90), (line.Figures.Sent, line.Figures.Dropped));
    }

    [Fact]
    public async Task Frames_that_waited_longer_than_200_ms_are_dropped()
    {
        await using var line = await AttachAsync();
        var blocked = await BlockAsync();
        line.Send(SoundRecord.Of(2, _ => 1));
        _time.Advance(_limits.HoldLimit);
        line.Send(SoundRecord.Of(1, _ => 2));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Signs.Unblocked.Set();
        await blocked;
        await Ask("read");
        Assert.Equal((2L, (byte)2), Assert.Single(Signs.Heard.Frames));
    }

    [Fact]
    public async Task A_stop_ends_the_line_and_does_not_wait_for_it()
    {
        var line = await AttachAsync();
        await _engine.StopAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(0, _engine.ActiveActors);
        Assert.Equal(SoundEnd.Stopping, Assert.Single(_ear.Heard.Ends));
        Assert.Equal(SoundEnd.Stopping, Assert.Single(Signs.Heard.Ends));
        line.Send(SoundRecord.Of(1, _ => 1));
        await Assert.ThrowsAsync<EngineStoppingException>(AttachAsync);
        await line.DisposeAsync();
    }

    [Fact]
    public async Task While_the_actor_cannot_be_loaded_the_line_tries_again_and_finds_it_later()
    {
        await using var line = await AttachAsync();
        var version = (await Ask("append", "mine")).Version;
        await _store.WriteAsync(new ActorKey(ProbeActor.Kind, _id), version, new ActorWrite { Append = "theirs"u8.ToArray() });
        _store.FailsToLoad = _id;
        await Assert.ThrowsAsync<StaleStateException>(() => Ask("append", "lost"));
        Assert.True(await _store.FailedLoads.WaitAsync(TimeSpan.FromSeconds(30), Cancellation), "Nobody tried.");
        for (var waited = TimeSpan.Zero; waited < _limits.AttachAgain; waited += TimeSpan.FromMilliseconds(20))
        {
            line.Send(SoundRecord.Of(1, _ => 1));
            Assert.Equal(0, _store.FailedLoads.CurrentCount);
            _time.Advance(TimeSpan.FromMilliseconds(20));
        }

        _store.FailsToLoad = null;
        await Polling.UntilAsync("the actor is heard again", () =>
        {
            if (_ear.Heard.Frames.Count > 0) return true;
            line.Send(SoundRecord.Of(1, _ => 2));
            _time.Advance(TimeSpan.FromMilliseconds(20));
            return false;
        });

        Assert.Equal(1, line.Figures.Reattached);
        Assert.Empty(_ear.Heard.Ends);
    }

    [Fact]
    public async Task A_line_that_cannot_be_attached_is_told_why()
    {
        _store.FailsToLoad = _id;
        await Assert.ThrowsAsync<StoreUnavailableException>(AttachAsync);
        Assert.Equal(0, Signs.Heard.Begins);
    }

    [Fact]
    public async Task Lines_that_come_and_go_at_once_leave_nothing_behind()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(holder => Task.Run(
            async () =>
            {
                for (var i = 0; i < 100; i++)
                {
                    await using var line = await _engine.SoundOf(ProbeActor.Kind).AttachAsync(_id, new TestEar(), Cancellation);
                    for (var frame = 0; frame < 5; frame++) line.Send(SoundRecord.Of(1, _ => (byte)holder));
                    if (i % 10 == holder) await Ask("leave");
                }
            },
            Cancellation)));
        await Ask("leave");
        await Polling.UntilAsync("nobody is in memory", () => _engine.ActiveActors == 0);
        Assert.False(Signs.Overlapped || Signs.Heard.IsOutOfOrder);
        Assert.InRange(Signs.Heard.Begins, 1, 800);
        Assert.Equal(Signs.Heard.Begins, Signs.Heard.Ends.Count);
    }

    [Fact]
    public async Task A_frame_costs_little_memory()
    {
        var ear = new DeafEar();
        await using var line = await _engine.SoundOf(ProbeActor.Kind).AttachAsync(_id, ear, Cancellation);
        var frame = SoundRecord.Of(1, _ => 1);
        Signs.Quiet = true;
        for (var i = 0; i < 1_000; i++) line.Send(frame);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) line.Send(frame);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;
        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes for a frame to the actor and back");
        Assert.Equal(2_000, ear.Frames);
        Assert.InRange(each, 0, 200);
    }

    private Task<ISoundLine> AttachAsync() => _engine.SoundOf(ProbeActor.Kind).AttachAsync(_id, _ear, Cancellation);

    private Task<ProbeOutcome> Ask(string what, string text = "") => _probes.AskAsync(_id, new ProbeEvent(what, text), Cancellation);

    private async Task<Task> BlockAsync()
    {
        var blocked = Task.Run(() => Ask("block"), Cancellation);
        await Signs.Entered.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        return blocked;
    }

    private sealed class DeafEar : ISoundReceiver
    {
        public long Frames { get; private set; }

        public void Take(SoundFrames frames) => Frames += frames.Count;

        public void End(SoundEnd why)
        {
        }
    }
}
