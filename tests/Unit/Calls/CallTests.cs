using Xunit;
using YemotAi.Tests;

namespace YemotAi.Unit.Calls;

/// <summary>What tests of calls share: a bench, and a few conversations to have on it.</summary>
public abstract class CallTests : IAsyncDisposable
{
    private protected CallTests() => _bench = new CallBench(_mind);

    private protected readonly ScriptedMind _mind = new();
    private protected readonly CallBench _bench;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _bench.DisposeAsync();
    }

    private protected void Menu() => _bench.Wire.On("", async call =>
    {
        call.Say("welcome");
        var name = await call.Ask("name?");
        call.Say($"hello {name}");
        var city = await call.Ask("city?");
        call.Say($"{name} of {city}");
    });

    private protected void Talk() => _bench.Wire.On("", async call =>
    {
        var said = await call.Ask("?");
        while (true)
        {
            var reply = await call.Run.AskMindAsync(said, r => r, _mind, TimeSpan.FromMinutes(5));
            said = await call.Ask(reply!.Text[reply.Heard..]);
        }
    });

    private protected void Effect(List<string> keys) => _bench.Wire.On("", async call =>
    {
        await call.Ask("sure?");
        var n = await call.Run.OnceAsync("book", (key, _) =>
        {
            keys.Add(key);
            return Task.FromResult(keys.Count);
        });
        await call.Ask($"done {n}");
    });

    private protected async Task<string> PastPatienceAsync(Task<string> turn, int timers = 3)
    {
        // The mind's limit, the work limit and the patience are armed before the clock moves.
        var armed = _bench.Time.WhenWaitingAsync(timers, Cancellation);
        // What came meanwhile needs no waiting.
        if (await Task.WhenAny(turn, armed) == turn) return await turn;
        _bench.Time.Advance(_bench.Options.Patience);
        return await turn.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    private protected Task UntilFreedAsync() => Polling.UntilAsync("no call is in memory", () => _bench.ActiveActors == 0);
}
