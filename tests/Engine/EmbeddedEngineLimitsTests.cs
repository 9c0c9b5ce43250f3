using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Memory;
using YemotAi.Tests;

namespace YemotAi.Engine;

/// <summary>
/// What the embedded engine does beyond the contract: order, and when the store fails, when there are too many actors, when
/// one is slow, when it stops.
/// </summary>
public sealed class EmbeddedEngineLimitsTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly EngineOptions _options = new() { MaxActors = 3, StopLimit = TimeSpan.Zero };
    private readonly UnsteadyStore _store;
    private readonly EmbeddedEngine _engine;
    private readonly IActorDirectory<ProbeEvent, ProbeOutcome> _probes;

    public EmbeddedEngineLimitsTests()
    {
        _store = new UnsteadyStore(new MemoryStore(new StoreOptions(), _time).Actors);
        _engine = new EmbeddedEngine(_store, _options, _time, NullLogger<EmbeddedEngine>.Instance);
        _probes = _engine.Add<ProbeEvent, ProbeOutcome>(ProbeActor.Kind, context => new ProbeActor(context));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        // What a failed test left at work would be waited for on the test's clock, which moves no more.
        _options.StopLimit = TimeSpan.Zero;
        return _engine.DisposeAsync();
    }

    [Fact]
    public async Task State_that_cannot_be_loaded_is_told_and_loaded_with_a_later_event()
    {
        await Ask("a", "append", "kept");
        await Ask("a", "leave");
        _store.Away = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => UntilGoneAsync("a"));
        _store.Away = false;
        Assert.Equal("kept", (await Ask("a", "read")).Text);
    }

    [Fact]
    public async Task A_write_that_the_store_refuses_changes_nothing_and_can_be_done_again()
    {
        await Ask("a", "append", "one");
        _store.Away = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Ask("a", "append", "lost"));
        _store.Away = false;
        var after = await Ask("a", "append", " two");
        Assert.Equal(("one two", 2), (after.Text, after.Version));
    }

    [Fact]
    public async Task Events_start_in_the_order_in_which_they_came()
    {
        var asked = Enumerable.Range(0, 500).Select(i => Ask("a", "note", $"{i},")).ToList();
        await Task.WhenAll(asked);
        Assert.Equal(string.Concat(Enumerable.Range(0, 500).Select(i => $"{i},")), (await Ask("a", "read")).Text);
    }

    [Fact]
    public async Task More_actors_than_allowed_are_refused_until_one_has_gone()
    {
        for (var i = 0; i < 3; i++) await Ask($"a{i}", "read");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Ask("one too many", "read"));
        Assert.Equal(3, _engine.ActiveActors);
        _time.Advance(_options.IdleLimit * 2);
        await _engine.SweepAsync();
        await Polling.UntilAsync("one has gone", () => _engine.ActiveActors <= 2);
        Assert.Equal("", (await Ask("one too many", "read")).Text);
    }

    [Fact]
    public async Task While_it_stops_it_activates_nobody_and_what_is_at_work_finishes()
    {
        _options.StopLimit = TimeSpan.FromMinutes(1);
        var id = Guid.NewGuid().ToString("N");
        var working = Ask(id, "wait", "done");
        await ProbeSigns.Of(id).Entered.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        var stopping = _engine.StopAsync();
        await Assert.ThrowsAsync<EngineStoppingException>(() => Ask("new", "read"));
        Assert.Equal("", (await Ask(id, "read")).Text);
        Assert.False(stopping.IsCompleted);
        ProbeSigns.Of(id).Gate.SetResult();
        Assert.Equal("done", (await working).Text);
        await stopping;
    }

    [Fact]
    public async Task An_actor_whose_waking_fails_keeps_no_other_from_being_woken()
    {
        var bad = Guid.NewGuid().ToString("N");
        var good = Guid.NewGuid().ToString("N");
        await Ask(bad, "wake in", "1");
        await Ask(bad, "leave");
        await Ask(good, "wake in", "2");
        await Ask(good, "leave");
        _time.Advance(TimeSpan.FromSeconds(3));
        _store.FailsToLoad = bad;
        await _engine.WakeDueAsync();
        await ProbeSigns.Of(good).Woken.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.False(ProbeSigns.Of(bad).Woken.Task.IsCompleted);

        _store.FailsToLoad = null;
        await _engine.WakeDueAsync();
        Assert.False(ProbeSigns.Of(bad).Woken.Task.IsCompleted);
        _time.Advance(_options.WakeAgain);
        await _engine.WakeDueAsync();
        await ProbeSigns.Of(bad).Woken.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    private Task<ProbeOutcome> Ask(string id, string what, string text = "") =>
        _probes.AskAsync(id, new ProbeEvent(what, text), Cancellation);

    /// <summary>Asks until another activation than the present one has to be loaded.</summary>
    private async Task UntilGoneAsync(string id)
    {
        var present = await Ask(id, "read");
        await Polling.UntilAsync("it has gone", async () => (await Ask(id, "read")).Activation != present.Activation);
    }
}
