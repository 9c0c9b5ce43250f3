using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Cluster.Engine;
using YemotAi.Engine;
using YemotAi.Tests;

namespace YemotAi.Cluster.State;

/// <summary>Actors while Redis is away: what is in memory goes on, and is written when Redis is back.</summary>
public sealed class RedisAwayTests : IAsyncLifetime
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private ClusterUnderTest _cluster = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cluster = await ClusterUnderTest.StartAsync(2);

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_write_is_refused_changes_nothing_and_can_be_done_again_when_it_is_back()
    {
        var before = await AskAsync("append", "one");
        await _cluster.Redis.KillAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync("append", "lost"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync("append", "lost too"));
        Assert.Equal(("one", before.Activation), ((await AskAsync("read")).Text, (await AskAsync("read")).Activation));
        await _cluster.Redis.StartAgainAsync();
        var after = await UntilWrittenAsync(" two");
        Assert.Equal(("one two", 2, before.Activation), (after.Text, after.Version, after.Activation));
        Assert.Equal(2, (await StoredAsync())!.Version);
        Assert.Equal(2, (await StoredAsync())!.Journal.Count);
    }

    [Fact]
    public async Task A_write_that_arrived_although_its_answer_was_lost_is_gone_over_and_not_doubled()
    {
        var before = await AskAsync("append", "one");
        // A server that hangs takes the command from its connection when it goes on: long after it was given up.
        _cluster.Redis.Freeze();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync("append", " two"));
        _cluster.Redis.Thaw();
        var after = await UntilWrittenAsync(" two");
        Assert.Equal(("one two", 2, before.Activation), (after.Text, after.Version, after.Activation));
        var stored = await StoredAsync();
        Assert.Equal(["one", " two"], stored!.Journal.Select(entry => System.Text.Encoding.UTF8.GetString(entry.Span)));
    }

    [Fact]
    public async Task An_event_that_cannot_be_the_first_is_refused_until_what_is_stored_can_be_read()
    {
        var before = await AskAsync("append", "kept");
        await AskAsync("leave");
        await UntilGoneAsync(before.Activation);
        await AskAsync("leave");
        await _cluster.Redis.KillAsync();
        await Polling.UntilAsync("what is stored is missed", async () =>
        {
            try
            {
                // The activation of before may still be on its way out.
                Assert.Equal("kept", (await AskAsync("read")).Text);
                return false;
            }
            catch (StoreUnavailableException)
            {
                return true;
            }
        });

        await _cluster.Redis.StartAgainAsync();
        Assert.Equal("kept", (await UntilReadAsync()).Text);
    }

    [Fact]
    public async Task An_event_that_can_be_the_first_is_handled_and_written_when_Redis_is_back()
    {
        await _cluster.Redis.KillAsync();
        Assert.Equal("new", (await AskFirstAsync("note", "new")).Text);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync("append", "lost"));
        await _cluster.Redis.StartAgainAsync();
        Assert.Equal("new and kept", (await UntilWrittenAsync(" and kept")).Text);
        Assert.Equal(1, (await StoredAsync())!.Version);
    }

    [Fact]
    public async Task An_actor_that_began_anew_while_an_older_state_was_out_of_reach_gives_way_to_it()
    {
        var before = await AskAsync("append", "old");
        await AskAsync("leave");
        await UntilGoneAsync(before.Activation);
        await AskAsync("leave");
        await _cluster.Redis.KillAsync();
        await Polling.UntilAsync("another activation answers", async () => (await AskFirstAsync("note", "")).Text == "");
        await _cluster.Redis.StartAgainAsync();
        await Assert.ThrowsAsync<StaleStateException>(() => UntilWrittenAsync("new"));
        Assert.Equal("old", (await UntilReadAsync()).Text);
    }

    private Task<ProbeOutcome> AskAsync(string what, string text = "") =>
        _cluster.Probes.AskAsync(_id, new ProbeEvent(what, text), Cancellation);

    private Task<ProbeOutcome> AskFirstAsync(string what, string text) =>
        _cluster.Probes.AskAsync(_id, new ProbeEvent(what, text) { CanBeFirst = true }, Cancellation);

    private async Task<StoredActor?> StoredAsync() =>
        await _cluster.Store.LoadAsync(new ActorKey(ProbeActor.Kind, _id), Cancellation);

    /// <summary>Connections come back by themselves a moment after the server does.</summary>
    private Task<ProbeOutcome> UntilWrittenAsync(string text) => UntilStoredAsync(() => AskAsync("append", text));

    private Task<ProbeOutcome> UntilReadAsync() => UntilStoredAsync(() => AskAsync("read"));

    private static async Task<ProbeOutcome> UntilStoredAsync(Func<Task<ProbeOutcome>> ask)
    {
        ProbeOutcome? outcome = null;
        await Polling.UntilAsync("the store is there again", async () =>
        {
            try
            {
                outcome = await ask();
                return true;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        });
        return outcome!;
    }

    private Task UntilGoneAsync(string activation) =>
        Polling.UntilAsync("another activation answers", async () => (await AskAsync("read")).Activation != activation);
}
