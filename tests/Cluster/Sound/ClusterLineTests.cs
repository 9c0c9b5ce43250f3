using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Sound.Across;
using YemotAi.Calls.Storage;
using YemotAi.Engine;
using YemotAi.Grains.Interfaces.Sound;
using YemotAi.Tests;

namespace YemotAi.Cluster.Sound;

/// <summary>A line whose actor does what a test says, or nothing at all.</summary>
public sealed class ClusterLineTests : IAsyncDisposable
{
    private const int Batch = 3;

    private readonly ManualTime _time = new();
    private readonly SoundOptions _limits = new();
    private readonly ClusterSoundOptions _options = new();
    private readonly TestEar _ear = new();
    private readonly ScriptedGrain _grain = new();
    private readonly SoundTicker _ticker;
    private readonly ClusterLine _line;

    public ClusterLineTests()
    {
        _ticker = new SoundTicker(_time);
        _line = NewLine(_ear);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _line.DisposeAsync();
        _ticker.Dispose();
    }

    [Fact]
    public async Task To_a_silo_that_hangs_a_few_batches_are_sent_and_then_nothing()
    {
        await AttachAsync();
        _grain.Answers = false;
        for (var i = 0; i < 10; i++) Say(10);
        var sent = _grain.Heard.Count;

        // 200 ms, and one batch after every 200 ms until it is taken for dead after a second.
        Assert.InRange(sent, _limits.HoldFrames / Batch, (_limits.HoldFrames / Batch) + (int)(_limits.SilentLimit / _limits.HoldLimit) + 1);
        for (var second = 0; second < 60; second++)
        {
            for (var i = 0; i < 50; i++) Say(1);
        }

        Assert.Equal(sent, _grain.Heard.Count);

        // It asks to be attached, and again when its patience and its pause are over.
        await Polling.UntilAsync("it asks again", () => _grain.Asked > 1);
        Assert.InRange(_grain.Asked, 2, 3 + (int)(TimeSpan.FromSeconds(62) / (_options.AttachLimit + _limits.AttachAgain)));
    }

    [Fact]
    public async Task After_a_silo_that_hung_the_newest_sound_goes_on_with_its_own_numbers()
    {
        await AttachAsync();
        _grain.Answers = false;
        Say(500);
        var before = _grain.Heard.Count;
        _grain.Answers = true;
        await Polling.UntilAsync("the actor hears again", () =>
        {
            if (_grain.Heard.Count >= before + 2) return true;

            // The one that hangs is given up when time goes on.
            Say(Batch);
            return false;
        });

        var first = _grain.Heard.ElementAt(before);
        Assert.InRange(first.First, 490, _said);
        Assert.Equal((byte)first.First, first.Bytes.Span[0]);
        Assert.Equal(1, _line.Figures.Reattached);
    }

    [Fact]
    public async Task A_slow_receiver_does_not_hold_up_what_the_caller_says_and_drops_by_its_numbers()
    {
        using var entered = new SemaphoreSlim(0);
        using var free = new ManualResetEventSlim();
        await using var line = NewLine(new BlockingEar(entered, free));
        await BeAttachedAsync(line);
        var blocked = Task.Run(() => line.Carry(new SoundBatch(line.Id, 1, 0, 0, SoundRecord.Of(1, _ => 1), 0)), Cancellation);
        Assert.True(await entered.WaitAsync(TimeSpan.FromSeconds(30), Cancellation), "Nobody was called.");
        for (var i = 0; i < 100; i++) line.Send(SoundRecord.Of(1, _ => (byte)i));
        for (var i = 0; i < 50; i++) _time.Advance(SoundTicker.Period);
        Assert.Empty(_grain.Heard);
        free.Set();
        await blocked;
        Assert.Equal(90, _grain.Heard.First(batch => !batch.Bytes.IsEmpty).First);
        Assert.Equal(90, _line.Figures.Dropped + line.Figures.Dropped);
        Assert.All(_grain.Heard.Where(batch => !batch.Bytes.IsEmpty), batch => Assert.Equal((byte)batch.First, batch.Bytes.Span[0]));
    }

    [Fact]
    public async Task What_an_actor_refuses_is_told_at_once()
    {
        _grain.Fails = new StoreUnavailableException("away");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _line.BeAttachedAsync(Cancellation));
    }

    [Fact]
    public async Task What_the_cluster_cannot_do_is_tried_again_for_a_while()
    {
        _grain.Fails = new SiloUnavailableException("dead");
        var attaching = _line.BeAttachedAsync(Cancellation);
        await Polling.UntilAsync("it gives up", async () =>
        {
            if (attaching.IsCompleted) return true;
            _time.Advance(SoundTicker.Period);
            await Polling.UntilAsync("it is answered", () => !_line.IsAsking);
            return false;
        });

        await Assert.ThrowsAsync<TimeoutException>(() => attaching);
        Assert.InRange(_grain.Asked, 2, 1 + (int)(_options.FirstLimit / _limits.AttachAgain));
    }

    [Fact]
    public async Task A_receiver_that_fails_is_called_again()
    {
        var ear = new FailingEar();
        await using var line = NewLine(ear);
        await BeAttachedAsync(line);
        for (var i = 0; i < 2; i++) line.Carry(new SoundBatch(line.Id, 1, i, i, SoundRecord.Of(1, _ => 1), 0));
        Assert.Equal(2, ear.Calls);
    }

    [Fact]
    public async Task A_line_that_is_put_down_looks_after_nothing_any_more()
    {
        await AttachAsync();
        await _line.DisposeAsync();
        Assert.Equal(0, _ticker.Count);
        await Polling.UntilAsync("it waits for no time", () => _time.Waiting == 0);
        Assert.Equal(_line.Id, Assert.Single(_grain.Detached));
    }

    [Fact]
    public async Task A_line_that_has_ended_says_so_when_it_is_put_down_though_that_happens_as_it_is_told()
    {
        ClusterLine? line = null;
        var ear = new LeavingEar(() => line!.DisposeAsync().AsTask());
        line = NewLine(ear);
        await BeAttachedAsync(line);
        line.Carry(new SoundBatch(line.Id, 1, 0, 0, default, 0, Ends: 0));
        await (ear.Left ?? throw new InvalidOperationException("Nobody was told."));
        Assert.Equal(line.Id, Assert.Single(_grain.Ended));
        Assert.Empty(_grain.Detached);
        Assert.Equal(0, Assert.Single(_grain.Heard).Ends);
    }

    private ClusterLine NewLine(ISoundReceiver receiver)
    {
        var line = new ClusterLine(
            _grain, receiver, self => self, _ticker.Remove, _limits, _options, _time, NullLogger<ClusterSoundDirectory>.Instance);
        _ticker.Add(line);
        return line;
    }

    private Task AttachAsync() => BeAttachedAsync(_line);

    private static async Task BeAttachedAsync(ClusterLine line)
    {
        await line.BeAttachedAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await Polling.UntilAsync("it is answered", () => !line.IsAsking);
    }

    private long _said;

    /// <summary>Says frames at the pace of speech, each filled with its number.</summary>
    private void Say(int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            var number = _said++;
            _line.Send(SoundRecord.Of(1, _ => (byte)number));
            _time.Advance(SoundTicker.Period);
        }
    }

    private sealed class ScriptedGrain : ISoundGrain
    {
        private int _asked;

        /// <summary>Otherwise it hangs.</summary>
        public bool Answers { get; set; } = true;

        public Exception? Fails { get; set; }

        public int Asked => Volatile.Read(ref _asked);

        public ConcurrentQueue<SoundMessage> Heard { get; } = new();

        public ConcurrentQueue<Guid> Detached { get; } = new();

        public ConcurrentQueue<Guid> Ended { get; } = new();

        public ValueTask HearAsync(SoundMessage batch)
        {
            Heard.Enqueue(batch);
            return ValueTask.CompletedTask;
        }

        public Task<SoundAttachAnswer> AttachAsync(SoundAttach request, ILineObserver line)
        {
            Interlocked.Increment(ref _asked);
            if (Fails is not null) return Task.FromException<SoundAttachAnswer>(Fails);
            return Answers
                ? Task.FromResult(new SoundAttachAnswer(SoundAttachResult.Attached, 1))
                : new TaskCompletionSource<SoundAttachAnswer>().Task;
        }

        public Task DetachAsync(Guid line)
        {
            Detached.Enqueue(line);
            return Task.CompletedTask;
        }

        public Task EndedAsync(Guid line)
        {
            Ended.Enqueue(line);
            return Task.CompletedTask;
        }

        public Task MoveAsync(SiloAddress to) => throw new NotSupportedException();
    }

    private sealed class BlockingEar(SemaphoreSlim entered, ManualResetEventSlim free) : ISoundReceiver
    {
        public void Take(SoundFrames frames)
        {
            entered.Release();
            if (!free.Wait(TimeSpan.FromSeconds(60))) throw new TimeoutException("Still blocked.");
        }

        public void End(SoundEnd why)
        {
        }
    }

    private sealed class LeavingEar(Func<Task> leave) : ISoundReceiver
    {
        public Task? Left { get; private set; }

        public void Take(SoundFrames frames)
        {
        }

        public void End(SoundEnd why) => Left = leave();
    }

    private sealed class FailingEar : ISoundReceiver
    {
        public int Calls { get; private set; }

        public void Take(SoundFrames frames)
        {
            Calls++;
            throw new InvalidOperationException("The socket is closed.");
        }

        public void End(SoundEnd why)
        {
        }
    }
}
