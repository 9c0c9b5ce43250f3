using Xunit;
using YemotAi.EndToEnd.Bench;

namespace YemotAi.EndToEnd.Hostile;

/// <summary>One program for all the bad input, as one program gets it in life.</summary>
public sealed class HostileLine : IAsyncLifetime
{
    internal RunningProgram Program { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
    {
        var words = (await call.AskSpeech("well?")).Words;
        await call.Say($"heard {words}");
        await call.AskKeys("more?");
    }));

    public ValueTask DisposeAsync() => Program.DisposeAsync();

    /// <summary>Checks that a normal call is served as if nothing had been.</summary>
    internal async Task ServesAsync()
    {
        var call = Program.Call();
        var turn = await call.DialAsync(TestContext.Current.CancellationToken);
        Assert.Equal("well?", turn.HeardText);
        turn = await call.SayAsync("שלום", TestContext.Current.CancellationToken);
        Assert.Equal("heard שלום more?", turn.HeardText);
        await call.HangUpAsync(TestContext.Current.CancellationToken);
    }
}
