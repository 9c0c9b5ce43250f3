using System.Text;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Tests;

namespace YemotAi.Engine;

/// <summary>What every engine promises an actor. Derive a class for each engine.</summary>
public abstract class EngineContract
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);
    private readonly string _id = Guid.NewGuid().ToString("N");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<IEngineUnderTest> StartAsync();

    [Fact]
    public async Task No_two_pieces_of_an_actors_code_run_at_once()
    {
        await using var engine = await StartAsync();
        await Ask(engine, _id, "timer", "1");
        var callers = Enumerable.Range(0, 100).Select(_ => Task.Run(() => Ask(engine, _id, "stretches"), Cancellation));
        var moving = engine.AdvanceAsync(TimeSpan.FromSeconds(3));
        await Task.WhenAll(callers);
        await moving;
        var signs = ProbeSigns.Of(_id);
        Assert.False(signs.Overlapped);
        Assert.True(signs.Counter >= 100 * 20, $"{signs.Counter} stretches were counted.");
    }

    [Fact]
    public async Task While_one_event_waits_others_are_handled()
    {
        await using var engine = await StartAsync();
        var waiting = Ask(engine, _id, "wait", "late");
        await ProbeSigns.Of(_id).Entered.Task.WaitAsync(Guard, Cancellation);
        Assert.Equal("early", (await Ask(engine, _id, "note", "early")).Text);
        Assert.False(waiting.IsCompleted);
        ProbeSigns.Of(_id).Gate.SetResult();
        Assert.Equal("earlylate", (await waiting).Text);
    }

    [Fact]
    public async Task One_actor_does_not_hold_up_another()
    {
        await using var engine = await StartAsync();
        var waiting = Ask(engine, _id, "wait");
        await ProbeSigns.Of(_id).Entered.Task.WaitAsync(Guard, Cancellation);
        Assert.Equal("x", (await Ask(engine, _id + "-other", "note", "x")).Text);
        ProbeSigns.Of(_id).Gate.SetResult();
        await waiting;
    }

    [Fact]
    public async Task State_outlives_the_activation()
    {
        await using var engine = await StartAsync();
        await Ask(engine, _id, "append", "one ");
        var before = await Ask(engine, _id, "append", "two");
        await Ask(engine, _id, "leave");
        var after = await UntilReactivatedAsync(engine, before.Activation);
        Assert.Equal("one two", after.Text);
        Assert.Equal(2, after.Version);
    }

    [Fact]
    public async Task What_was_not_written_does_not_outlive_the_activation()
    {
        await using var engine = await StartAsync();
        await Ask(engine, _id, "append", "written");
        var before = await Ask(engine, _id, "note", " only thought");
        await Ask(engine, _id, "leave");
        Assert.Equal("written", (await UntilReactivatedAsync(engine, before.Activation)).Text);
    }

    [Fact]
    public async Task A_stale_write_is_refused_and_the_next_event_sees_what_is_stored()
    {
        await using var engine = await StartAsync();
        var mine = await Ask(engine, _id, "append", "mine ");
        await engine.Store.WriteAsync(
            new ActorKey(ProbeActor.Kind, _id), mine.Version, new ActorWrite { Append = Encoding.UTF8.GetBytes("theirs") });
        await Assert.ThrowsAsync<StaleStateException>(() => Ask(engine, _id, "append", "lost"));
        var after = await UntilReactivatedAsync(engine, mine.Activation);
        Assert.Equal("mine theirs", after.Text);
        Assert.Equal("mine theirs and more", (await Ask(engine, _id, "append", " and more")).Text);
    }

    [Fact]
    public async Task Two_writes_of_one_actor_do_not_conflict()
    {
        await using var engine = await StartAsync();
        Assert.Equal(2, (await Ask(engine, _id, "two writes at once")).Version);
    }

    [Fact]
    public async Task An_exception_reaches_who_asked_and_leaves_the_actor_usable()
    {
        await using var engine = await StartAsync();
        var before = await Ask(engine, _id, "note", "kept");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Ask(engine, _id, "throw", "on purpose"));
        Assert.Contains("on purpose", error.Message, StringComparison.Ordinal);
        var after = await Ask(engine, _id, "read");
        Assert.Equal(("kept", before.Activation), (after.Text, after.Activation));
    }

    [Fact]
    public async Task An_actor_whose_activation_fails_hears_of_its_end_once()
    {
        await using var engine = await StartAsync();
        var signs = ProbeSigns.Of(_id);
        signs.CannotBegin = true;
        var asked = Ask(engine, _id, "read");
        using var guard = new CancellationTokenSource(Polling.Guard);
        while (!asked.IsCompleted || signs.Deactivations < signs.Activations)
        {
            Assert.False(guard.IsCancellationRequested, $"{signs.Activations} activations failed, {signs.Deactivations} heard of their end.");
            await engine.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => asked);
        Assert.NotEqual(0, signs.Activations);
        signs.CannotBegin = false;
        Assert.Equal("", (await Ask(engine, _id, "read")).Text);
        Assert.Equal(signs.Activations - 1, signs.Deactivations);
    }

    [Fact]
    public async Task Who_stops_waiting_is_heard_by_the_actor()
    {
        await using var engine = await StartAsync();
        using var impatient = new CancellationTokenSource();
        var waiting = engine.Probes.AskAsync(_id, new ProbeEvent("wait for cancellation"), impatient.Token);
        await ProbeSigns.Of(_id).Entered.Task.WaitAsync(Guard, Cancellation);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal("", (await Ask(engine, _id, "read")).Text);
    }

    [Fact]
    public async Task A_timer_runs_as_one_of_the_actors_turns()
    {
        await using var engine = await StartAsync();
        await Ask(engine, _id, "timer", "2");
        var signs = ProbeSigns.Of(_id);
        for (var i = 0; i < 3; i++)
        {
            await engine.AdvanceAsync(TimeSpan.FromSeconds(2));
            Assert.True(await signs.Ticked.WaitAsync(Guard, Cancellation), $"Tick {i} did not come.");
            // The next run is armed when this one has ended, which an answered event proves.
            await Ask(engine, _id, "read");
        }

        Assert.Equal(3, signs.Ticks);
    }

    [Fact]
    public async Task A_timer_does_not_fire_after_deactivation()
    {
        await using var engine = await StartAsync();
        var before = await Ask(engine, _id, "timer", "5");
        await Ask(engine, _id, "leave");
        await UntilReactivatedAsync(engine, before.Activation);
        await engine.AdvanceAsync(TimeSpan.FromSeconds(20));
        await Ask(engine, _id, "read");
        Assert.Equal(0, ProbeSigns.Of(_id).Ticks);
    }

    [Fact]
    public async Task An_idle_actor_is_let_go()
    {
        await using var engine = await StartAsync();
        var before = await Ask(engine, _id, "append", "x");
        await engine.AdvanceAsync(engine.IdleLimit * 2);
        Assert.NotEqual(before.Activation, (await Ask(engine, _id, "read")).Activation);
        Assert.Equal(1, ProbeSigns.Of(_id).Deactivations);
    }

    [Fact]
    public async Task An_actor_that_is_kept_or_at_work_is_not_let_go()
    {
        await using var engine = await StartAsync();
        var kept = await Ask(engine, _id, "keep");
        var busy = await Ask(engine, _id + "-busy", "read");
        var working = Ask(engine, _id + "-busy", "wait");
        await ProbeSigns.Of(_id + "-busy").Entered.Task.WaitAsync(Guard, Cancellation);
        await engine.AdvanceAsync(engine.IdleLimit * 3);
        Assert.Equal(kept.Activation, (await Ask(engine, _id, "release")).Activation);
        ProbeSigns.Of(_id + "-busy").Gate.SetResult();
        Assert.Equal(busy.Activation, (await working).Activation);
        await engine.AdvanceAsync(engine.IdleLimit * 2);
        Assert.NotEqual(kept.Activation, (await Ask(engine, _id, "read")).Activation);
    }

    [Fact]
    public async Task A_stored_time_wakes_an_actor_that_is_not_in_memory()
    {
        await using var engine = await StartAsync();
        var before = await Ask(engine, _id, "wake in", "60");
        await Ask(engine, _id, "leave");
        await UntilReactivatedAsync(engine, before.Activation);
        Assert.False(ProbeSigns.Of(_id).Woken.Task.IsCompleted);
        await engine.AdvanceAsync(TimeSpan.FromSeconds(61));
        await ProbeSigns.Of(_id).Woken.Task.WaitAsync(Guard, Cancellation);
    }

    [Fact]
    public async Task Thousands_of_actors_work_at_once()
    {
        await using var engine = await StartAsync();
        var all = Enumerable.Range(0, 3_000).Select(async i =>
        {
            var id = $"{_id}-{i}";
            await Ask(engine, id, "append", $"{i}:");
            await Ask(engine, id, "append", "a");
            return (await Ask(engine, id, "append", "b")).Text == $"{i}:ab";
        });
        Assert.DoesNotContain(false, await Task.WhenAll(all));
    }

    [Fact]
    public async Task A_graceful_stop_lets_what_was_taken_finish()
    {
        var engine = await StartAsync();
        var working = Ask(engine, _id, "wait", "done");
        await ProbeSigns.Of(_id).Entered.Task.WaitAsync(Guard, Cancellation);
        var stopping = engine.StopAsync(_id);
        Assert.False(stopping.IsCompleted);
        ProbeSigns.Of(_id).Gate.SetResult();
        Assert.Equal("done", (await working).Text);
        await stopping.WaitAsync(Guard, Cancellation);
        Assert.Equal(1, ProbeSigns.Of(_id).Deactivations);
        await engine.DisposeAsync();
    }

    protected static Task<ProbeOutcome> Ask(IEngineUnderTest engine, string id, string what, string text = "") =>
        engine.Probes.AskAsync(id, new ProbeEvent(what, text), Cancellation);

    /// <summary>The next answer that another activation gives.</summary>
    private async Task<ProbeOutcome> UntilReactivatedAsync(IEngineUnderTest engine, string activation)
    {
        ProbeOutcome? outcome = null;
        await Polling.UntilAsync(
            "another activation answers", async () => (outcome = await Ask(engine, _id, "read")).Activation != activation);
        return outcome!;
    }
}
