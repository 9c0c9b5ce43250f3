using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls.Storage;
using YemotAi.Engine;
using YemotAi.Tests;

namespace YemotAi.Cluster.Engine;

/// <summary>Actors with a stored time to be woken at, whatever happens to the silo that they are in.</summary>
public sealed class WakeUpTests : IAsyncLifetime
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly LogLines _log = new();
    private ClusterUnderTest _cluster = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ProbeSigns Signs => ProbeSigns.Of(_id);

    public async ValueTask InitializeAsync() => _cluster = await ClusterUnderTest.StartAsync(2, silo =>
    {
        ClusterWaking.Tune(silo);
        silo.Services.AddLogging(logging => logging.AddProvider(_log));
    });

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task One_whose_silo_is_killed_is_woken_in_the_other_and_has_no_reminder_then()
    {
        await AskAsync("wake in", "60");
        Assert.Equal(1, await _cluster.RemindersAsync(ProbeActor.Kind, _id));
        await _cluster.Cluster.KillSiloAsync(_cluster.SiloOf(_id));
        await _cluster.AdvanceUntilAsync(() => Signs.Woken.Task.IsCompleted);
        Assert.Equal(0, await _cluster.RemindersAsync(ProbeActor.Kind, _id));
    }

    [Fact]
    public async Task A_time_that_is_taken_back_leaves_no_reminder()
    {
        await AskAsync("wake in", "600");
        Assert.Equal(1, await _cluster.RemindersAsync(ProbeActor.Kind, _id));
        await AskAsync("append", "no time any more");
        Assert.Equal(0, await _cluster.RemindersAsync(ProbeActor.Kind, _id));
    }

    [Fact]
    public async Task Times_that_are_set_and_taken_back_at_once_end_as_the_last_says()
    {
        for (var i = 0; i < 20; i++)
        {
            await Task.WhenAll(AskAsync("wake in", "600"), AskAsync("append", "x"), AskAsync("wake in", "700"), AskAsync("append", "y"));
            await AskAsync("append", "z");
        }

        Assert.Equal(0, await _cluster.RemindersAsync(ProbeActor.Kind, _id));
        await AskAsync("wake in", "600");
        Assert.Equal(1, await _cluster.RemindersAsync(ProbeActor.Kind, _id));
    }

    [Fact]
    public async Task One_that_only_a_reminder_brought_into_memory_goes_again()
    {
        await AskAsync("wake in", "36000");
        await AskAsync("leave");
        await _cluster.AdvanceUntilAsync(() => Signs.Deactivations >= 3);
        Assert.False(Signs.Woken.Task.IsCompleted);
    }

    [Fact]
    public async Task One_whose_reminder_came_while_its_state_could_not_be_read_is_woken_later()
    {
        await AskAsync("wake in", "600");
        await AskAsync("leave");
        await Polling.UntilAsync(
            "it has left memory", () => !_cluster.Cluster.TryGetGrainContext(GrainId.Create(ProbeActor.Kind, _id), out _));
        await _cluster.Redis.KillAsync();
        // The reminder comes, as silos have it in memory; what it wakes cannot be read.
        await _cluster.AdvanceUntilAsync(() => _log.All.Any(line => line.Text.Contains("could not be read", StringComparison.Ordinal)));
        Assert.False(Signs.Woken.Task.IsCompleted);
        await _cluster.Redis.StartAgainAsync();
        await _cluster.AdvanceUntilAsync(() => Signs.Woken.Task.IsCompleted);
    }

    [Fact]
    public async Task After_somebody_else_wrote_nothing_of_this_activation_is_written_any_more()
    {
        await AskAsync("append", "mine");
        await _cluster.Redis.KillAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync("append", "lost"));
        await _cluster.Redis.StartAgainAsync();
        var key = new YemotAi.Calls.Actors.ActorKey(ProbeActor.Kind, _id);
        await UntilAsync(() => _cluster.Store.WriteAsync(key, 1, new ActorWrite { Append = " and theirs"u8.ToArray() }).AsTask());
        await UntilStaleAsync();
        var stored = (await _cluster.Store.LoadAsync(key, Cancellation))!;
        Assert.Equal(["mine", " and theirs"], stored.Journal.Select(entry => System.Text.Encoding.UTF8.GetString(entry.Span)));
        Assert.Equal("mine and theirs", (await AskAsync("read")).Text);
    }

    private Task<ProbeOutcome> AskAsync(string what, string text = "") =>
        _cluster.Probes.AskAsync(_id, new ProbeEvent(what, text), Cancellation);

    /// <summary>Connections come back by themselves a moment after the server does.</summary>
    private static Task UntilAsync(Func<Task> works) => Polling.UntilAsync("the store is there again", async () =>
    {
        try
        {
            await works();
            return true;
        }
        catch (Exception error) when (error is not Xunit.Sdk.XunitException)
        {
            return false;
        }
    });

    private Task UntilStaleAsync() => Polling.UntilAsync("the actor's store is there again", async () =>
    {
        try
        {
            await AskAsync("two writes at once");
            Assert.Fail("It was written over what somebody else wrote.");
            return false;
        }
        catch (StaleStateException)
        {
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    });
}
