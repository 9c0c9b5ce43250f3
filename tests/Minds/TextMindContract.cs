using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Simulators.Models;
using YemotAi.Tests;

namespace YemotAi.Minds;

/// <summary>
/// What every text mind promises. Derive a class for each mind; what one cannot do is said by its bench, what it cannot
/// tell apart by overriding <see cref="Expected"/> with the reason.
/// </summary>
public abstract partial class TextMindContract : IAsyncLifetime
{
    /// <summary>How long a test waits for what must come: a guard, never a pause, far longer than anything takes on a loaded machine.</summary>
    protected static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private int _answers;

    /// <summary>The mind under test.</summary>
    protected MindBench Bench { get; private set; } = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected SimulatedModel Model => Bench.Model;

    /// <summary>Makes what is tested; may skip the test when something is missing on this machine.</summary>
    protected abstract Task<MindBench> StartAsync();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Bench = await StartAsync();
        // Answers that no other text holds: a memory that has one of them has it from its own turn.
        Model.Answers(_ => ModelAnswer.Of($"הנה תשובה_{Interlocked.Increment(ref _answers):00}."));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Bench is not null) await Bench.DisposeAsync();
    }

    private protected TestCaller Caller(ITextMind? mind = null) => new(mind ?? Bench.Mind);

    private protected static string Question(int number) => $"והנה שאלה_{number:00}?";

    /// <summary>Asks some questions, each answered by the mind.</summary>
    private protected static async Task TalkAsync(TestCaller caller, int turns)
    {
        for (var turn = 0; turn < turns; turn++)
            await caller.SayAsync(Question(caller.History.Count + 1), Cancellation);
    }

    /// <summary>The last request that reached the model.</summary>
    private protected ModelRequest Last => Model.Requests.All[^1];

    /// <summary>The model's memory holds each of these texts once, in this order, and the last is what is said now.</summary>
    private protected static void Remembers(ModelRequest request, IEnumerable<Exchange> history, string said)
    {
        var memory = string.Join('\n', request.Messages.Select(message => message.Text));
        var from = 0;
        foreach (var text in history.SelectMany(turn => new[] { turn.Said, turn.Answered }).Append(said))
        {
            Assert.True(memory.Split(text).Length == 2, $"'{text}' is {memory.Split(text).Length - 1} times in the memory: {memory}");
            var at = memory.IndexOf(text, StringComparison.Ordinal);
            Assert.True(at >= from, $"'{text}' is not in its place in the memory: {memory}");
            from = at;
        }

        Assert.EndsWith(said, request.Said, StringComparison.Ordinal);
    }

    /// <summary>Nothing runs for a turn any more, neither at the vendor nor here.</summary>
    private protected async Task NothingRunsAsync()
    {
        await Model.WhenIdleAsync(Cancellation);
        // One that is killed as it starts another leaves that for a moment, so that a list of them is not all.
        await Polling.UntilAsync("nothing runs for a turn", () => Bench.RunningForTurns().Count == 0);
    }

    private protected void NeedsStreaming() => Assert.SkipUnless(Bench.Streams, "This mind gives its words all at once.");

    private protected void NeedsTools() => Assert.SkipUnless(Bench.CallsTools, "This mind calls no tools of the host.");

    private protected void NeedsActs() => Assert.SkipUnless(Bench.Acts, "This mind asks for no acts.");
}
