using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Codex;
using YemotAi.Tests;

namespace YemotAi.Minds.Codex;

/// <summary>Which of the two ways the Codex CLI is run, and its end.</summary>
public sealed class CodexMindTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disposed_while_it_asks_for_the_version_it_starts_nothing()
    {
        using var asked = new ScriptSignal();
        await using var bench = ScriptedCodex.Bench("", $"{asked.Give}; /bin/sleep 1000");
        bench.Options.Mode = CodexMode.Auto;
        var mind = new CodexMind(bench.Options, bench.Program, NotMade, NotMade);
        var turn = mind.ReplyAsync(new TestCaller(mind).Ask("x"), Cancellation);
        await asked.WhenGivenAsync(Cancellation);
        await mind.DisposeAsync();
        var failure = await Assert.ThrowsAsync<MindException>(() => turn.WaitAsync(Guard, Cancellation));
        Assert.Equal(MindFailure.Unavailable, failure.Failure);
        // It is gone at once; what it started is killed with it, and may take a moment.
        Assert.DoesNotContain(bench.RunningForTurns(), RunningProcesses.IsStartedHere);
        await Polling.UntilAsync("nothing runs for a turn", () => bench.RunningForTurns().Count == 0);
        await Assert.ThrowsAsync<MindException>(() => mind.ReplyAsync(new TestCaller(mind).Ask("x"), Cancellation));
        await mind.EndAsync("yemot:1");
        Assert.Empty(bench.RunningForTurns());
    }

    [Fact]
    public async Task One_that_cannot_be_ended_does_not_keep_the_other()
    {
        await using var bench = ScriptedCodex.Bench(ScriptedCodex.Answers);
        bench.Options.Mode = CodexMode.Auto;
        var (exec, appServer) = (new Ending { Fails = true }, new Ending());
        var mind = new CodexMind(bench.Options, bench.Program, () => exec, () => appServer);
        await mind.EndAsync("yemot:1");
        await mind.ReplyAsync(new TestCaller(mind).Ask("x"), Cancellation);
        await Assert.ThrowsAsync<AggregateException>(() => mind.DisposeAsync().AsTask());
        Assert.True(appServer.IsDisposed);
    }

    private static ITextMind NotMade() => throw new InvalidOperationException("It is made after the end.");

    private sealed class Ending : ITextMind, IAsyncDisposable
    {
        public bool Fails { get; init; }

        public bool IsDisposed { get; private set; }

        public string Name => "ending";

        public bool Streams => false;

        public Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation) =>
            Task.FromResult(new MindReply("shalom"));

        public ValueTask EndAsync(string conversation) => ValueTask.CompletedTask;

        public ValueTask<MindHealth> CheckAsync(CancellationToken cancellation) => new(new MindHealth(true, ""));

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return Fails ? throw new IOException() : ValueTask.CompletedTask;
        }
    }
}
