using Orleans.TestingHost;
using Xunit;
using YemotAi.Engine;
using YemotAi.Grains.Interfaces.Asking;
using YemotAi.Tests;

namespace YemotAi.Cluster.Engine;

/// <summary>Actors that are moved to where they are wanted.</summary>
public sealed class MoveTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
    private readonly string _id = Guid.NewGuid().ToString("N");
    private ClusterUnderTest _cluster = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cluster = await ClusterUnderTest.StartAsync(3);

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task One_comes_to_the_silo_that_is_wanted_with_its_state_its_time_and_its_behaviour()
    {
        await AskAsync("append", "one");
        await AskAsync("wake in", "600");
        foreach (var to in _cluster.Cluster.Silos.Concat(_cluster.Cluster.Silos))
        {
            var after = await MovedAsync(to);
            Assert.Equal(("one", 2), (after.Text, after.Version));
        }

        await _cluster.AdvanceAsync(TimeSpan.FromMinutes(11));
        await ProbeSigns.Of(_id).Woken.Task.WaitAsync(Guard, Cancellation);
        Assert.Equal("one two", (await AskAsync("append", " two")).Text);
    }

    [Fact]
    public async Task Events_that_come_while_one_moves_are_answered_and_each_counts_once()
    {
        // As programs ask: what could not be delivered because it moved is sent again. An event of a probe is not the same
        // when it comes twice, so none is sent again because it takes long.
        var probes = ClusterDirectories.DirectoryOf<ProbeEvent, ProbeOutcome>(
            _cluster.Cluster.Client, (grains, id) => grains.GetGrain<IProbeGrain>(id), new AskingOptions { AskAgain = Guard });
        await AskAsync("append", "");
        using var answered = new SemaphoreSlim(0);
        var asking = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 50; i++)
            {
                await probes.AskAsync(_id, new ProbeEvent("append", "x"), Cancellation);
                answered.Release();
            }
        }));
        for (var i = 0; !asking.IsCompleted; i++)
        {
            await Grain.MoveAsync(_cluster.Cluster.Silos[i % 3].SiloAddress);
            // Some of them are answered where it is before it moves on.
            for (var n = 0; n < 16; n++) await Task.WhenAny(asking, answered.WaitAsync(Cancellation));
        }

        await asking.WaitAsync(Guard, Cancellation);
        Assert.Equal(new string('x', 400), (await AskAsync("read")).Text);
    }

    [Fact]
    public async Task One_at_work_moves_when_it_is_done()
    {
        var working = AskAsync("wait", "done");
        await ProbeSigns.Of(_id).Entered.Task.WaitAsync(Guard, Cancellation);
        var from = _cluster.SiloOf(_id);
        var to = _cluster.Cluster.Silos.First(silo => silo != from);
        await Grain.MoveAsync(to.SiloAddress);
        Assert.False(working.IsCompleted);
        ProbeSigns.Of(_id).Gate.SetResult();
        Assert.Equal("done", (await working.WaitAsync(Guard, Cancellation)).Text);
        await MovedAsync(to);
    }

    /// <summary>
    /// What it answers when it is there. It is only a wish: an event that comes while it moves may bring it about elsewhere,
    /// so it is wished again.
    /// </summary>
    private async Task<ProbeOutcome> MovedAsync(InProcessSiloHandle to)
    {
        ProbeOutcome? outcome = null;
        var looks = 0;
        await Polling.UntilAsync("it has moved", async () =>
        {
            if (looks++ % 50 == 0) await Grain.MoveAsync(to.SiloAddress);
            outcome = await AskAsync("read");
            return _cluster.SiloOf(_id) == to;
        });
        return outcome!;
    }

    private IProbeGrain Grain => _cluster.Cluster.Client.GetGrain<IProbeGrain>(_id);

    private Task<ProbeOutcome> AskAsync(string what, string text = "") =>
        _cluster.Probes.AskAsync(_id, new ProbeEvent(what, text), Cancellation);
}
