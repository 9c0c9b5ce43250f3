using System.Text;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Storage;
using YemotAi.Tests;

namespace YemotAi.Engine;

/// <summary>What every engine promises about a call's sound. Derive a class for each engine.</summary>
public abstract class SoundContract
{
    /// <summary>A batch, so that no engine waits for more before it sends them.</summary>
    private const int Batch = 3;

    private readonly SoundOptions _limits = new();
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly TestEar _ear = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ProbeSigns Signs => ProbeSigns.Of(_id);

    protected abstract Task<ISoundUnderTest> StartAsync();

    [Fact]
    public async Task Frames_come_in_order_and_once_both_ways()
    {
        await using var engine = await StartAsync();
        await using var line = await AttachAsync(engine, _ear);
        for (var first = 0; first < 300; first += Batch) await EchoAsync(line, _ear, first);
        var all = Enumerable.Range(0, 300).Select(i => ((long)i, (byte)i)).ToList();
        Assert.Equal(all, Signs.Heard.Frames);
        Assert.Equal(all, _ear.Heard.Frames);
        Assert.Equal(1, Signs.Heard.Begins);
        Assert.Equal(new SoundFigures(300, 300, 0, 0, 0, 0), line.Figures);
    }

    [Fact]
    public async Task Frames_are_turns_of_the_actor()
    {
        await using var engine = await StartAsync();
        await using var line = await AttachAsync(engine, _ear);
        var callers = Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Ask(engine, _id, "stretches"), Cancellation)));
        for (var first = 0; first < 150; first += Batch) await EchoAsync(line, _ear, first);
        await callers;
        Assert.False(Signs.Overlapped);
        Assert.False(Signs.Heard.IsOutOfOrder || _ear.Heard.IsOutOfOrder);
    }

    [Fact]
    public async Task Frames_come_while_an_event_waits()
    {
        await using var engine = await StartAsync();
        await using var line = await AttachAsync(engine, _ear);
        var waiting = Ask(engine, _id, "wait");
        await Signs.Entered.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await EchoAsync(line, _ear, 0);
        Assert.False(waiting.IsCompleted);
        Signs.Gate.SetResult();
        await waiting;
    }

    [Fact]
    public async Task When_the_actor_is_slow_the_oldest_frames_are_dropped_and_the_gap_shows()
    {
        await using var engine = await StartAsync();
        await using var line = await AttachAsync(engine, _ear);
        await EchoAsync(line, _ear, 0);
        var blocked = Task.Run(() => Ask(engine, _id, "block"), Cancellation);
        await Signs.Entered.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        for (var i = Batch; i < 200; i++) line.Send(SoundRecord.Of(1, _ => (byte)i));
        Signs.Unblocked.Set();
        await blocked;
        await Signs.Heard.WhenAsync(heard => heard.Frames[^1].Number >= 199 - Batch, "the newest frames came", Cancellation);
        var heard = Signs.Heard.Frames.Skip(Batch).ToList();
        Assert.All(heard, frame => Assert.Equal((byte)frame.Number, frame.Value));
        Assert.False(Signs.Heard.IsOutOfOrder);

        // What waits, and what was on the way already.
        Assert.InRange(heard.Count, 1, _limits.HoldFrames * 2);
        Assert.InRange(line.Figures.Dropped, 200 - Batch - (_limits.HoldFrames * 2), 200);
    }

    [Fact]
    public async Task What_the_actor_says_reaches_the_line_without_a_word_of_the_caller()
    {
        await using var engine = await StartAsync();
        await using var line = await AttachAsync(engine, _ear);
        await Ask(engine, _id, "say", "3");
        await _ear.Heard.WhenAsync(heard => heard.Frames.Count == 3, "three frames came", Cancellation);
        Assert.Equal([(0L, (byte)0), (1L, (byte)1), (2L, (byte)2)], _ear.Heard.Frames);
    }

    [Fact]
    public async Task What_the_actor_clears_the_line_is_told_at_once_and_its_numbers_go_on()
    {
        await using var engine = await StartAsync();
        Assert.Equal("next 0", (await Ask(engine, _id, "clear")).Text);
        await using var line = await AttachAsync(engine, _ear);
        await Ask(engine, _id, "clear");
        await Ask(engine, _id, "say", "3");
        await _ear.Heard.WhenAsync(heard => heard.Frames.Count == 3, "three frames came", Cancellation);
        for (var i = 0; i < 2; i++) Assert.Equal("next 3", (await Ask(engine, _id, "clear")).Text);
        await _ear.Heard.WhenAsync(heard => heard.Clears.Count == 1, "the line is told", Cancellation);
        await Ask(engine, _id, "say", "3");
        await _ear.Heard.WhenAsync(heard => heard.Frames.Count == 6, "three more came", Cancellation);
        Assert.Equal("next 6", (await Ask(engine, _id, "clear")).Text);
        await _ear.Heard.WhenAsync(heard => heard.Clears.Count == 2, "the line is told again", Cancellation);
        Assert.Equal([3, 6], _ear.Heard.Clears);
        Assert.Equal(Enumerable.Range(0, 6).Select(i => (long)i), _ear.Heard.Frames.Select(frame => frame.Number));
    }

    [Fact]
    public async Task How_far_the_phone_has_played_rises_and_never_beyond_what_was_said()
    {
        await using var engine = await StartAsync();
        await using var line = await AttachAsync(engine, _ear);
        for (var first = 0; first < 30; first += Batch)
        {
            line.Played(first);
            line.Played(first - 1);
            await EchoAsync(line, _ear, first);
        }

        Assert.Equal(Enumerable.Range(1, 9).Select(i => (long)(i * Batch)), Signs.Heard.Played);
        line.Played(1_000);
        await engine.AdvanceAsync(_limits.AcknowledgeAfter);
        await Signs.Heard.WhenAsync(heard => heard.Played.Count == 10, "it comes without a word of the caller", Cancellation);
        Assert.Equal(30, Signs.Heard.Played[^1]);
        Assert.False(Signs.Heard.IsOutOfOrder);
    }

    [Fact]
    public async Task A_line_that_the_actor_ends_is_over_after_what_was_said()
    {
        await using var engine = await StartAsync();
        await using var line = await AttachAsync(engine, _ear);
        await EchoAsync(line, _ear, 0);
        await Ask(engine, _id, "say", "6");
        Assert.Equal("next 9", (await Ask(engine, _id, "end")).Text);
        await Ask(engine, _id, "say", "3");
        await _ear.Heard.WhenAsync(heard => heard.Ends.Count == 1, "the line is told", Cancellation);
        await engine.AdvanceAsync(_limits.AcknowledgeAfter);
        await Signs.Heard.WhenAsync(heard => heard.Ends.Count == 1, "the actor is told", Cancellation);
        Assert.Equal(SoundEnd.Finished, Assert.Single(_ear.Heard.Ends));
        Assert.Equal(SoundEnd.Finished, Assert.Single(Signs.Heard.Ends));
        Assert.Equal(9, _ear.Heard.Frames.Count);
        Assert.StartsWith("attached False", (await Ask(engine, _id, "say", "3")).Text, StringComparison.Ordinal);
        line.Send(SoundRecord.Of(Batch, _ => 255));
        line.Played(9);
        Assert.Equal(Batch, line.Figures.Dropped);

        // Nothing keeps the actor any more, and another line finds it.
        await Ask(engine, _id, "leave");
        await Polling.UntilAsync("the actor leaves", () => Signs.Deactivations > 0);
        var ear = new TestEar();
        await using var later = await AttachAsync(engine, ear);
        await EchoAsync(later, ear, 0);
        Assert.Single(_ear.Heard.Ends);
    }

    [Fact]
    public async Task A_line_that_the_actor_ends_while_nothing_was_said_is_over_at_once()
    {
        await using var engine = await StartAsync();
        var line = await AttachAsync(engine, _ear);
        await Ask(engine, _id, "end");
        await _ear.Heard.WhenAsync(heard => heard.Ends.Count == 1, "the line is told", Cancellation);
        await line.DisposeAsync();
        await Signs.Heard.WhenAsync(heard => heard.Ends.Count == 1, "the actor is told", Cancellation);
        Assert.Equal(SoundEnd.Finished, Assert.Single(_ear.Heard.Ends));
        Assert.Equal(SoundEnd.Finished, Assert.Single(Signs.Heard.Ends));
    }

    [Fact]
    public async Task With_nobody_attached_what_the_actor_says_is_dropped_and_counted()
    {
        await using var engine = await StartAsync();
        Assert.Equal("attached False, sent 0, dropped 5", (await Ask(engine, _id, "say", "5")).Text);
        var line = await AttachAsync(engine, _ear);
        Assert.Equal("attached True, sent 3, dropped 5", (await Ask(engine, _id, "say", "3")).Text);
        await _ear.Heard.WhenAsync(heard => heard.Frames.Count == 3, "three frames came", Cancellation);
        await line.DisposeAsync();
        await Signs.Heard.WhenAsync(heard => heard.Ends.Count == 1, "the actor knows that the line is gone", Cancellation);
        Assert.Equal("attached False, sent 3, dropped 7", (await Ask(engine, _id, "say", "2")).Text);
    }

    [Fact]
    public async Task A_later_line_takes_the_place_of_an_earlier_one()
    {
        await using var engine = await StartAsync();
        await using var earlier = await AttachAsync(engine, _ear);
        await EchoAsync(earlier, _ear, 0);
        var ear = new TestEar();
        await using var later = await AttachAsync(engine, ear);
        await _ear.Heard.WhenAsync(heard => heard.Ends.Count == 1, "the earlier line knows", Cancellation);
        earlier.Send(SoundRecord.Of(Batch, _ => 255));
        await EchoAsync(later, ear, 0);
        await EchoAsync(later, ear, Batch);

        Assert.Equal(SoundEnd.Replaced, Assert.Single(_ear.Heard.Ends));
        Assert.Equal(SoundEnd.Replaced, Assert.Single(Signs.Heard.Ends));
        Assert.Equal((2, Batch), (Signs.Heard.Begins, _ear.Heard.Frames.Count));
        Assert.DoesNotContain(Signs.Heard.Frames, frame => frame.Value == 255);
        Assert.Equal(0, ear.Heard.Frames[0].Number);
        await earlier.DisposeAsync();
        await EchoAsync(later, ear, 2 * Batch);
    }

    [Fact]
    public async Task A_line_that_is_put_down_is_heard_no_more_and_the_actor_is_told()
    {
        await using var engine = await StartAsync();
        var line = await AttachAsync(engine, _ear);
        await EchoAsync(line, _ear, 0);
        await line.DisposeAsync();
        line.Send(SoundRecord.Of(Batch, _ => 255));
        await Signs.Heard.WhenAsync(heard => heard.Ends.Count == 1, "the actor knows", Cancellation);
        await Ask(engine, _id, "read");
        Assert.Equal(SoundEnd.Detached, Assert.Single(Signs.Heard.Ends));
        Assert.Equal(Batch, Signs.Heard.Frames.Count);
        Assert.Equal(Batch, line.Figures.Dropped);
        Assert.Empty(_ear.Heard.Ends);
    }

    [Fact]
    public async Task An_attached_line_keeps_the_actor_in_memory()
    {
        await using var engine = await StartAsync();
        var line = await AttachAsync(engine, _ear);
        var before = await Ask(engine, _id, "leave");
        await engine.AdvanceAsync(engine.IdleLimit * 2);
        await EchoAsync(line, _ear, 0);
        Assert.Equal(before.Activation, (await Ask(engine, _id, "read")).Activation);
        await line.DisposeAsync();
        await Signs.Heard.WhenAsync(heard => heard.Ends.Count == 1, "the actor knows", Cancellation);
        await Polling.UntilAsync("the actor leaves", async () => (await Ask(engine, _id, "read")).Activation != before.Activation);
    }

    [Fact]
    public async Task When_the_actor_moves_the_line_is_attached_again_and_its_numbers_go_on()
    {
        await using var engine = await StartAsync();
        await using var line = await AttachAsync(engine, _ear);
        await EchoAsync(line, _ear, 0);
        await LoseStateAsync(engine);
        var next = Batch;
        await Polling.UntilAsync("the actor is heard again", async () =>
        {
            if (_ear.Heard.Frames.Count >= 3 * Batch) return true;
            line.Send(SoundRecord.Of(Batch, i => (byte)(next + i)));
            next += Batch;
            await engine.AdvanceAsync(TimeSpan.FromMilliseconds(Batch * SoundFrames.FrameMilliseconds));
            return false;
        });

        Assert.Equal(2, Signs.Heard.Begins);
        Assert.Equal(1, Signs.Deactivations);
        Assert.Equal(1, line.Figures.Reattached);
        Assert.False(_ear.Heard.IsOutOfOrder);
        var heard = Signs.Heard.Frames;
        Assert.All(heard, frame => Assert.Equal((byte)frame.Number, frame.Value));
        Assert.Equal(heard.Select(frame => frame.Number).Distinct().Count(), heard.Count);
        Assert.Empty(_ear.Heard.Ends);
    }

    [Fact]
    public async Task After_a_move_the_actor_clears_and_hears_of_what_it_said_before()
    {
        await using var engine = await StartAsync();
        await using var line = await AttachAsync(engine, _ear);
        await EchoAsync(line, _ear, 0);
        await Ask(engine, _id, "clear");
        line.Played(2);
        await LoseStateAsync(engine);
        await Polling.UntilAsync("the line is attached again", async () =>
        {
            if (Signs.Heard.Begins >= 2) return true;
            line.Send(SoundRecord.Of(Batch, _ => 1));
            await engine.AdvanceAsync(TimeSpan.FromMilliseconds(Batch * SoundFrames.FrameMilliseconds));
            return false;
        });

        await Signs.Heard.WhenAsync(heard => heard.Played.Count == 1, "how far the phone has played", Cancellation);
        Assert.Equal(2, Signs.Heard.Played[0]);
        await Ask(engine, _id, "say", "3");
        var next = (await Ask(engine, _id, "clear")).Text;
        await _ear.Heard.WhenAsync(heard => heard.Clears.Count == 2, "the line is told", Cancellation);
        Assert.Equal(next, $"next {_ear.Heard.Clears[1]}");
        Assert.InRange(_ear.Heard.Clears[1], 6, 100);
        await Ask(engine, _id, "end");
        await _ear.Heard.WhenAsync(heard => heard.Ends.Count == 1, "the line is over", Cancellation);
        Assert.False(_ear.Heard.IsOutOfOrder);
    }

    [Fact]
    public async Task Many_calls_do_not_mix()
    {
        await using var engine = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async call =>
        {
            var ear = new TestEar();
            await using var line = await engine.Sound.AttachAsync($"{_id}-{call}", ear, Cancellation);
            for (var i = 1; i <= 20; i++)
            {
                line.Send(SoundRecord.Of(Batch, _ => (byte)call));
                await ear.Heard.WhenAsync(heard => heard.Frames.Count == i * Batch, $"the echo of batch {i} came", Cancellation);
            }

            Assert.All(ear.Heard.Frames, frame => Assert.Equal((byte)call, frame.Value));
        }));
    }

    private static Task<ProbeOutcome> Ask(IEngineUnderTest engine, string id, string what, string text = "") =>
        engine.Probes.AskAsync(id, new ProbeEvent(what, text), Cancellation);

    /// <summary>Sends a batch whose numbers begin here, each frame filled with its number, and waits for its echo.</summary>
    private static async Task EchoAsync(ISoundLine line, TestEar ear, int first)
    {
        line.Send(SoundRecord.Of(Batch, i => (byte)(first + i)));
        await ear.Heard.WhenAsync(
            heard => heard.Frames.Count > 0 && heard.Frames[^1].Value == (byte)(first + Batch - 1), $"the echo of {first} came", Cancellation);
    }

    private Task<ISoundLine> AttachAsync(ISoundUnderTest engine, TestEar ear) => engine.Sound.AttachAsync(_id, ear, Cancellation);

    /// <summary>Writes behind the actor's back: it is dropped at its next write, however firmly it is kept.</summary>
    private async Task LoseStateAsync(ISoundUnderTest engine)
    {
        var present = await Ask(engine, _id, "read");
        await engine.Store.WriteAsync(
            new ActorKey(ProbeActor.Kind, _id), present.Version, new ActorWrite { Append = Encoding.UTF8.GetBytes("theirs") });
        await Assert.ThrowsAsync<StaleStateException>(() => Ask(engine, _id, "append", "lost"));
    }
}
