using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds.Budget;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Memory;
using YemotAi.Tests;

namespace YemotAi.Unit.Calls.Minds;

/// <summary>What a business has spent today: exact, durable, and from midnight to midnight in Israel.</summary>
public sealed class BudgetActorTests : IAsyncDisposable
{
    private static readonly ActorKey Key = new(BudgetActor.Kind, "salon");
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    private readonly LogLines _log = new();
    private readonly FaultyStore _store;
    private readonly List<EmbeddedEngine> _engines = [];
    private IActorDirectory<BudgetEvent, BudgetOutcome> _budgets = null!;

    public BudgetActorTests()
    {
        _store = new FaultyStore(new MemoryStore(new StoreOptions(), _time));
        Start(_time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines) await engine.DisposeAsync();
    }

    [Fact]
    public async Task What_is_spent_adds_up_exactly_for_each_business_alone()
    {
        for (var i = 0; i < 10; i++) await TellAsync(0.1m);
        var today = new DateOnly(2026, 11, 22);
        Assert.Equal(new BudgetOutcome(today, 1.0000000000000000000000000001m), await TellAsync(0.0000000000000000000000000001m));
        Assert.Equal(new BudgetOutcome(today, 0), await _budgets.AskAsync("clinic", new BudgetEvent(0), Cancellation));
    }

    [Fact]
    public async Task Only_asking_writes_nothing()
    {
        await TellAsync(0);
        Assert.Equal(0, _store.Writes);
        await TellAsync(2);
        await TellAsync(0);
        Assert.Equal(1, _store.Writes);
    }

    [Fact]
    public async Task What_was_spent_survives_a_crash()
    {
        await TellAsync(1.25m);
        await TellAsync(0.0001m);
        Crash();
        Assert.Equal(1.2501m, (await TellAsync(0)).Spent);
    }

    [Theory]
    [InlineData("2026-11-22T21:59:59Z", "2026-11-22", "2026-11-23")] // Winter: two hours ahead.
    [InlineData("2026-07-01T20:59:59Z", "2026-07-01", "2026-07-02")] // Summer: three.
    [InlineData("2026-03-26T21:59:59Z", "2026-03-26", "2026-03-27")] // The clock goes on at two in this night.
    [InlineData("2026-03-27T20:59:59Z", "2026-03-27", "2026-03-28")] // The day of 23 hours ends.
    [InlineData("2026-10-24T20:59:59Z", "2026-10-24", "2026-10-25")] // The clock goes back at two in this night.
    [InlineData("2026-10-25T21:59:59Z", "2026-10-25", "2026-10-26")] // The day of 25 hours ends.
    public async Task The_day_begins_at_midnight_in_Israel(string lastSecond, string day, string next)
    {
        var time = new ManualTime(DateTimeOffset.Parse(lastSecond, CultureInfo.InvariantCulture));
        Start(time);
        Assert.Equal(new BudgetOutcome(DateOnly.Parse(day, CultureInfo.InvariantCulture), 3), await TellAsync(3));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new BudgetOutcome(DateOnly.Parse(next, CultureInfo.InvariantCulture), 0), await TellAsync(0));
    }

    [Fact]
    public async Task What_was_stored_yesterday_does_not_count_today()
    {
        await TellAsync(3);
        _time.Advance(TimeSpan.FromDays(1));
        Crash();
        Assert.Equal(new BudgetOutcome(new DateOnly(2026, 11, 23), 0), await TellAsync(0));
        Assert.Equal(0.5m, (await TellAsync(0.5m)).Spent);
    }

    [Fact]
    public async Task While_the_store_is_away_it_counts_in_memory_and_writes_when_it_is_back()
    {
        await TellAsync(1);
        _store.Down = true;
        Assert.Equal(3, (await TellAsync(2)).Spent);
        Assert.Equal(3, (await TellAsync(0)).Spent);
        Assert.NotEmpty(_log.Errors);
        _time.Advance(TimeSpan.FromMinutes(30));
        await _engines[^1].SweepAsync();
        Assert.Equal(3, (await TellAsync(0)).Spent);
        _store.Down = false;
        Assert.Equal(7, (await TellAsync(4)).Spent);
        Crash();
        Assert.Equal(7, (await TellAsync(0)).Spent);
    }

    [Fact]
    public async Task What_could_not_be_written_is_written_even_if_nothing_more_is_spent()
    {
        _store.Down = true;
        await TellAsync(2);
        _store.Down = false;
        _time.Advance(BudgetActor.RetryPeriod);
        await TellAsync(0);
        Crash();
        Assert.Equal(2, (await TellAsync(0)).Spent);
    }

    [Fact]
    public async Task Somebody_else_who_counts_for_the_same_business_is_noticed_and_the_next_sees_what_is_stored()
    {
        await TellAsync(1);
        await StoreAsync(1, """{"day":"2026-11-22","spent":10}""");
        await Assert.ThrowsAsync<StaleStateException>(() => TellAsync(2));
        Assert.Equal(12, (await TellAsync(2)).Spent);
    }

    [Theory]
    [InlineData("""{"day":"2026-11-22","spent":12.345}""", "12.345")]
    [InlineData("""{"v":7,"spent":1e1,"warned":{"a":[1]},"day":"2026-11-22"}""", "10")]
    public async Task Other_forms_of_what_is_stored_can_be_read(string stored, string spent)
    {
        await StoreAsync(0, stored);
        Assert.Equal(decimal.Parse(spent, CultureInfo.InvariantCulture), (await TellAsync(0)).Spent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"day":"22/11/2026","spent":1}""")]
    [InlineData("""{"day":"2026-11-22","spent":-1}""")]
    [InlineData("""{"day":"2026-11-22","spent":1e99}""")]
    [InlineData("""{"day":"2026-11-22"}""")]
    public async Task What_cannot_be_read_is_logged_and_counted_anew(string stored)
    {
        await StoreAsync(0, stored);
        Assert.Equal(1, (await TellAsync(1)).Spent);
        Assert.Single(_log.Errors);
    }

    [Fact]
    public async Task Less_than_nothing_cannot_be_spent()
    {
        await TellAsync(1);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => TellAsync(-1));
        Assert.Equal(1, (await TellAsync(0)).Spent);
    }

    [Fact]
    public async Task Many_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(1, 100).Select(i => Task.Run(() => TellAsync(i / 100m), Cancellation)));
        Crash();
        Assert.Equal(50.50m, (await TellAsync(0)).Spent);
    }

    [Fact]
    public async Task What_is_told_again_is_counted_once_before_and_after_a_crash()
    {
        var told = new BudgetEvent(2, "turn 7");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _budgets.AskAsync(Key.Id, told, Cancellation)));
        Assert.Equal(2, (await _budgets.AskAsync(Key.Id, told, Cancellation)).Spent);
        Crash();
        Assert.Equal(2, (await _budgets.AskAsync(Key.Id, told, Cancellation)).Spent);
        Assert.Equal(4, (await _budgets.AskAsync(Key.Id, new BudgetEvent(2, "turn 8"), Cancellation)).Spent);
    }

    [Fact]
    public async Task Only_the_last_operations_are_remembered()
    {
        for (var i = 0; i < 200; i++) await _budgets.AskAsync(Key.Id, new BudgetEvent(1, $"turn {i}"), Cancellation);
        Assert.Equal(200, (await _budgets.AskAsync(Key.Id, new BudgetEvent(1, "turn 199"), Cancellation)).Spent);
        Assert.Equal(201, (await _budgets.AskAsync(Key.Id, new BudgetEvent(1, "turn 0"), Cancellation)).Spent);
    }

    private Task<BudgetOutcome> TellAsync(decimal spent) => _budgets.AskAsync(Key.Id, new BudgetEvent(spent), Cancellation);

    private async Task StoreAsync(long version, string snapshot) =>
        await _store.Inner.Actors.WriteAsync(Key, version, new ActorWrite { Snapshot = Encoding.UTF8.GetBytes(snapshot) });

    private void Crash()
    {
        _store.CutOff();
        Start(_time);
    }

    private void Start(TimeProvider time)
    {
        var logs = LoggerFactory.Create(builder => builder.AddProvider(_log));
        var engine = new EmbeddedEngine(
            _store.Connect(), new EngineOptions { StopLimit = TimeSpan.Zero }, time, logs.CreateLogger<EmbeddedEngine>());
        _engines.Add(engine);
        _budgets = engine.Add<BudgetEvent, BudgetOutcome>(
            BudgetActor.Kind, context => new BudgetActor(context, logs.CreateLogger<BudgetActor>()));
    }
}
