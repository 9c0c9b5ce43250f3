using Xunit;
using YemotAi.Calls;
using YemotAi.Grains.Interfaces;
using YemotAi.Tests;

namespace YemotAi.Cluster.Engine;

/// <summary>Calls of which nothing is heard any more.</summary>
public sealed class IdleCallTests : IAsyncLifetime
{
    private readonly string _key = "test:" + Guid.NewGuid().ToString("N");
    private readonly CallsInCluster _calls = new();
    private ClusterUnderTest _cluster = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _calls.Wire.On("1", async call =>
        {
            var name = await call.Ask("your name?");
            call.Say("goodbye " + name);
            await call.Leave(YemotAi.Calls.Flows.Leaving.HangsUp);
        });
        _cluster = await ClusterUnderTest.StartAsync(2, silo =>
        {
            ClusterWaking.Tune(silo);
            _calls.Add(silo);
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_ends_by_itself_is_archived_and_leaves_no_reminder(bool siloDies)
    {
        Assert.Contains("your name?", await TurnAsync([]), StringComparison.Ordinal);
        Assert.Equal(1, await _cluster.RemindersAsync(CallActor.Kind, _key));
        if (siloDies) await _cluster.Cluster.KillSiloAsync(_cluster.SiloOf(GrainId.Create(CallActor.Kind, _key)));
        await _cluster.AdvanceUntilAsync(() => !_calls.Finished.IsEmpty);
        var finished = Assert.Single(_calls.Finished);
        Assert.Equal((_key, nameof(CallEndReason.Idle)), (finished.Key, finished.Reason));
        await _cluster.AdvanceUntilAsync(async () => await _cluster.RemindersAsync(CallActor.Kind, _key) == 0);
        Assert.Single(_calls.Finished);
    }

    [Fact]
    public async Task One_that_was_hung_up_leaves_no_reminder()
    {
        await TurnAsync([]);
        var call = _cluster.Cluster.Client.GetGrain<ICallGrain>(_key);
        await call.AskAsync(new CallHungUp { Values = new Dictionary<string, string>() }, Cancellation);
        await Polling.UntilAsync("nothing reminds of the call", async () => await _cluster.RemindersAsync(CallActor.Kind, _key) == 0);
        Assert.Equal(nameof(CallEndReason.CallerHungUp), Assert.Single(_calls.Finished).Reason);
    }

    private async Task<string> TurnAsync(Dictionary<string, string> values) =>
        (await _cluster.Cluster.Client.GetGrain<ICallGrain>(_key).AskAsync(
            new CallTurn { Facts = new CallFacts { Key = _key, Extension = "1" }, Values = values, Fingerprint = $"{values.Count}" },
            Cancellation)).Body;
}
