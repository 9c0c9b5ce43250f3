using System.Diagnostics.Metrics;
using System.Text;
using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;

namespace YemotAi.Unit.Calls;

/// <summary>The number of calls in memory, by which a cluster is scaled, does not drift.</summary>
public sealed class ActiveCallsTests : CallTests, IDisposable
{
    private readonly AsyncLocal<bool> _isOurs = new();
    private readonly MeterListener _listener = new();
    private long _active;
    private int _changes;

    public ActiveCallsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "yemotai.calls.active") listener.EnableMeasurementEvents(instrument);
        };
        // The instrument is the whole process's; other tests run in flows of their own.
        _listener.SetMeasurementEventCallback<long>((_, change, _, _) =>
        {
            if (!_isOurs.Value) return;
            Interlocked.Add(ref _active, change);
            Interlocked.Increment(ref _changes);
        });
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_call_counts_as_long_as_it_is_in_memory()
    {
        _isOurs.Value = true;
        Menu();
        await _bench.Turn("a");
        await _bench.Turn("b");
        await _bench.Turn("a", "v1=x");
        Assert.Equal(2, _active);
        await _bench.HangUp("a");
        await _bench.HangUp("b");
        await UntilFreedAsync();
        Assert.Equal((0, 4), (_active, _changes));
    }

    [Fact]
    public async Task One_that_could_not_be_loaded_does_not_count_less_than_nothing()
    {
        _isOurs.Value = true;
        Menu();
        _bench.Store.Unreadable = true;
        for (var i = 0; i < 3; i++) await Assert.ThrowsAsync<StoreUnavailableException>(() => _bench.Turn("a"));
        await UntilFreedAsync();
        Assert.Equal(0, _active);
        _bench.Store.Unreadable = false;
        await _bench.Turn("a");
        Assert.Equal(1, _active);
    }

    [Fact]
    public async Task Nor_does_one_whose_journal_cannot_be_read()
    {
        _isOurs.Value = true;
        Menu();
        await _bench.Store.Inner.Actors.WriteAsync(
            new ActorKey(CallActor.Kind, "test:a"), 0, new ActorWrite { Append = Encoding.UTF8.GetBytes("no journal") });
        await Assert.ThrowsAnyAsync<Exception>(() => _bench.Turn("a"));
        await UntilFreedAsync();
        Assert.Equal(0, _active);
    }

    [Fact]
    public async Task A_call_that_breaks_and_is_loaded_again_counts_once()
    {
        _isOurs.Value = true;
        Menu();
        await _bench.Turn("a");
        var key = new ActorKey(CallActor.Kind, "test:a");
        var stored = await _bench.Store.Inner.Actors.LoadAsync(key, Cancellation);
        await _bench.Store.Inner.Actors.WriteAsync(key, stored!.Version, new ActorWrite());
        await Assert.ThrowsAsync<StaleStateException>(() => _bench.Turn("a", "v1=x"));
        await _bench.Turn("a", "v1=x");
        Assert.Equal(1, _active);
    }
}
