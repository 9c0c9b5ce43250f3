using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Memory;
using YemotAi.Tests;

namespace YemotAi.Unit.Calls.Minds;

/// <summary>A provider's queue on the real embedded engine, over a clock that the test holds.</summary>
internal sealed class ProviderBench : IAsyncDisposable
{
    private readonly EmbeddedEngine _engine;
    private readonly IActorDirectory<ProviderEvent, ProviderOutcome> _providers;
    private readonly string _account;

    public ProviderBench(int atOnce, int queueLength, string account = "account")
    {
        _account = account;
        var logs = LoggerFactory.Create(builder => builder.AddProvider(Log));
        var store = new MemoryStore(new StoreOptions(), Time);
        _engine = new EmbeddedEngine(
            store.Actors, new EngineOptions { StopLimit = TimeSpan.Zero }, Time, logs.CreateLogger<EmbeddedEngine>());
        _providers = _engine.Add<ProviderEvent, ProviderOutcome>(ProviderActor.Kind, context =>
        {
            Activations++;
            return new ProviderActor(context, _ => new ProviderLimits(atOnce, queueLength), logs.CreateLogger<ProviderActor>());
        });
    }

    public ManualTime Time { get; } = new();

    public LogLines Log { get; } = new();

    public int Activations { get; private set; }

    /// <summary>In the order in which they came, all of them.</summary>
    public List<Asked> All { get; } = [];

    /// <summary>Wants a turn, for a conversation of its own if none is named.</summary>
    public Asked Enter(
        string ticket, string? conversation = null, string business = "a", double maxWait = 60, double maxTurn = 60,
        bool cancelled = false)
    {
        var asked = new Asked(ticket, conversation ?? "of " + ticket, business, maxWait, maxTurn, Time.GetUtcNow());
        if (cancelled) asked.Cancellation.Cancel();
        var enter = new ProviderEvent.Enter(
            ticket, asked.Conversation, business, TimeSpan.FromSeconds(maxWait), TimeSpan.FromSeconds(maxTurn));
        asked.Outcome = _providers.AskAsync(_account, enter, asked.Cancellation.Token);
        All.Add(asked);
        return asked;
    }

    public async Task LeaveAsync(string ticket) =>
        Assert.IsType<ProviderOutcome.Noted>(await AskAsync(new ProviderEvent.Leave(ticket)));

    /// <summary>The figures after everything that was asked before.</summary>
    public async Task<ProviderFigures> LookAsync() =>
        Assert.IsType<ProviderOutcome.Looked>(await AskAsync(new ProviderEvent.Look())).Figures;

    public async Task<ProviderFigures> AdvanceAsync(double seconds)
    {
        Time.Advance(TimeSpan.FromSeconds(seconds));
        return await LookAsync();
    }

    public Task SweepAsync() => _engine.SweepAsync();

    public int ActiveActors => _engine.ActiveActors;

    public async Task<T> Is<T>(Asked asked)
        where T : ProviderOutcome =>
        Assert.IsType<T>(await asked.Outcome.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

    public async Task IsRefused(Asked asked, ProviderRefusal why) =>
        Assert.Equal(why, (await Is<ProviderOutcome.Refused>(asked)).Why);

    public async Task IsCancelled(Asked asked)
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => asked.Outcome.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.True(asked.Outcome.IsCanceled);
    }

    /// <summary>Those who got their turn since the last time, in order of arrival.</summary>
    /// <param name="figures">As they are now.</param>
    public async Task<List<Asked>> NewTurnsAsync(ProviderFigures figures)
    {
        await UntilAsync(() => All.Count(asked => asked.HasTurn) >= figures.Entered);
        var fresh = All.Where(asked => asked.HasTurn && !asked.IsSeen).ToList();
        fresh.ForEach(asked => asked.IsSeen = true);
        return fresh;
    }

    /// <summary>
    /// Waits until outcomes have made something true: they reach who asked a moment after the actor's turn.
    /// </summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        while (true)
        {
            // Taken before the look: what completes in between ends the wait.
            var open = All.Where(asked => !asked.Outcome.IsCompleted).Select(asked => asked.Outcome).ToList();
            if (condition()) return;
            Assert.NotEmpty(open);
            await Task.WhenAny(open).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private Task<ProviderOutcome> AskAsync(ProviderEvent input) =>
        _providers.AskAsync(_account, input, TestContext.Current.CancellationToken);

    /// <summary>A wish as the test made it.</summary>
    internal sealed record Asked(string Ticket, string Conversation, string Business, double MaxWait, double MaxTurn, DateTimeOffset At)
    {
        public CancellationTokenSource Cancellation { get; } = new();

        public Task<ProviderOutcome> Outcome { get; set; } = null!;

        public bool IsSeen { get; set; }

        public bool HasTurn => Outcome.IsCompletedSuccessfully && Outcome.Result is ProviderOutcome.Entered;
    }
}
