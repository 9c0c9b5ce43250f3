using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Memory;
using YemotAi.Tests;

namespace YemotAi.Engine;

/// <summary>A queue whose events wait for long, on the real engine: many at once, given up, stopped.</summary>
public sealed class ProviderOnEngineTests : IAsyncDisposable
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);
    private readonly ManualTime _time = new();
    private readonly EngineOptions _options = new();
    private readonly EmbeddedEngine _engine;
    private readonly IActorDirectory<ProviderEvent, ProviderOutcome> _providers;

    public ProviderOnEngineTests()
    {
        var store = new MemoryStore(new StoreOptions(), _time);
        _engine = new EmbeddedEngine(store.Actors, _options, _time, NullLogger<EmbeddedEngine>.Instance);
        _providers = _engine.Add<ProviderEvent, ProviderOutcome>(ProviderActor.Kind, context => new ProviderActor(
            context, _ => new ProviderLimits(AtOnce, 1000), NullLogger<ProviderActor>.Instance));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        // What a failed test left at work would be waited for on the test's clock, which moves no more.
        _options.StopLimit = TimeSpan.Zero;
        return _engine.DisposeAsync();
    }

    [Fact]
    public Task With_many_threads_and_many_who_give_up_no_turn_is_lost_and_none_is_too_many() => ProviderCrowd.RunAsync(
        (_, input, cancellation) => _providers.AskAsync("account", input, cancellation), AtOnce, Guard);

    [Fact]
    public async Task While_the_engine_stops_those_who_wait_still_get_their_turns_as_others_leave()
    {
        var first = Enumerable.Range(0, AtOnce).Select(i => AskAsync(Enter($"{i}"))).ToList();
        foreach (var entered in first) Assert.IsType<ProviderOutcome.Entered>(await entered.WaitAsync(Guard, Cancellation));
        var waiting = AskAsync(Enter("waiting"));
        Assert.Equal(1, (await LookAsync()).Waiting);
        var stopping = _engine.StopAsync();
        await Assert.ThrowsAsync<EngineStoppingException>(
            () => _providers.AskAsync("another account", new ProviderEvent.Look(), Cancellation));
        Assert.False(stopping.IsCompleted);

        await AskAsync(new ProviderEvent.Leave("0"));
        Assert.IsType<ProviderOutcome.Entered>(await waiting.WaitAsync(Guard, Cancellation));
        foreach (var ticket in new[] { "1", "2", "3" }) await AskAsync(new ProviderEvent.Leave(ticket));
        Assert.False(stopping.IsCompleted);
        await AskAsync(new ProviderEvent.Leave("waiting"));
        await stopping.WaitAsync(Guard, Cancellation);
        Assert.Equal(0, _engine.ActiveActors);
        await Assert.ThrowsAsync<EngineStoppingException>(() => AskAsync(Enter("late")));
    }

    [Fact]
    public async Task Who_waits_while_the_engine_stops_is_refused_when_patience_is_over_and_can_give_up()
    {
        for (var i = 0; i < AtOnce; i++) await AskAsync(Enter($"{i}"));
        using var impatient = new CancellationTokenSource();
        var givesUp = _providers.AskAsync("account", Enter("gives up"), impatient.Token);
        var waits = AskAsync(Enter("waits"));
        Assert.Equal(2, (await LookAsync()).Waiting);
        var stopping = _engine.StopAsync();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givesUp.WaitAsync(Guard, Cancellation));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(
            ProviderRefusal.WaitedTooLong,
            Assert.IsType<ProviderOutcome.Refused>(await waits.WaitAsync(Guard, Cancellation)).Why);
        for (var i = 0; i < AtOnce; i++) await AskAsync(new ProviderEvent.Leave($"{i}"));
        await stopping.WaitAsync(Guard, Cancellation);
    }

    [Fact]
    public async Task A_turn_whose_holder_died_does_not_keep_the_engine_from_stopping()
    {
        await AskAsync(Enter("0"));
        var stopping = _engine.StopAsync();
        await _time.WhenWaitingAsync(2, Cancellation); // The limit of the turn, and that of the stop.
        _time.Advance(_options.StopLimit);
        await stopping.WaitAsync(Guard, Cancellation);
    }

    private static ProviderEvent.Enter Enter(string ticket, string? conversation = null, string business = "a") =>
        new(ticket, conversation ?? ticket, business, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(40));

    private Task<ProviderOutcome> AskAsync(ProviderEvent input) => _providers.AskAsync("account", input, Cancellation);

    private async Task<ProviderFigures> LookAsync() =>
        Assert.IsType<ProviderOutcome.Looked>(await AskAsync(new ProviderEvent.Look())).Figures;
}
