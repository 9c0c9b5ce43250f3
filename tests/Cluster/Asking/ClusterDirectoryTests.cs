using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.Interfaces.Asking;
using YemotAi.Tests;

namespace YemotAi.Cluster.Asking;

/// <summary>Asking actors of which the process may die while it is asked.</summary>
public sealed class ClusterDirectoryTests
{
    private readonly ManualTime _time = new();
    private readonly AskingOptions _options = new();
    private readonly ScriptedGrain _grain = new();
    private readonly ClusterDirectory<string, string> _directory;

    public ClusterDirectoryTests() => _directory = new ClusterDirectory<string, string>(
        _ => _grain, _options, _time, NullLogger<ClusterDirectory<string, string>>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_passed_on_and_nothing_is_asked_twice()
    {
        var asking = _directory.AskAsync("a", "event", Cancellation);
        (await _grain.NextAsync()).SetResult("outcome");
        Assert.Equal("outcome", await asking);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, _grain.Asked);
    }

    [Fact]
    public async Task Without_an_answer_the_same_is_asked_again_and_the_first_answer_counts()
    {
        var asking = _directory.AskAsync("a", "event", Cancellation);
        var first = await _grain.NextAsync();
        await _time.WhenWaitingAsync(1, Cancellation);
        _time.Advance(_options.AskAgain);
        var second = await _grain.NextAsync();
        second.SetResult("from the new place");
        Assert.Equal("from the new place", await asking);
        first.SetException(new SiloUnavailableException("dead at last"));
    }

    [Fact]
    public async Task The_first_asking_may_still_answer()
    {
        var asking = _directory.AskAsync("a", "event", Cancellation);
        var first = await _grain.NextAsync();
        await _time.WhenWaitingAsync(1, Cancellation);
        _time.Advance(_options.AskAgain);
        await _grain.NextAsync();
        first.SetResult("slow");
        Assert.Equal("slow", await asking);
    }

    [Fact]
    public async Task It_is_asked_often_at_first_and_then_ever_more_seldom()
    {
        var asking = _directory.AskAsync("a", "event", Cancellation);
        foreach (var seconds in (double[])[.. Enumerable.Repeat(0.5, 10), 1, 2, 4, 8, 8])
        {
            await _grain.NextAsync();
            await _time.WhenWaitingAsync(1, Cancellation);
            var before = _grain.Asked;
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.Equal(before, _grain.Asked);
            _time.Advance(TimeSpan.FromTicks(1));
        }

        (await _grain.NextAsync()).SetResult("late");
        Assert.Equal("late", await asking);
    }

    [Theory]
    [MemberData(nameof(ErrorsOfTheCluster))]
    public async Task What_the_cluster_could_not_do_is_tried_again(Exception error)
    {
        var asking = _directory.AskAsync("a", "event", Cancellation);
        (await _grain.NextAsync()).SetException(error);
        // Its patience and its pause.
        await _time.WhenWaitingAsync(2, Cancellation);
        _time.Advance(_options.Pause);
        (await _grain.NextAsync()).SetResult("outcome");
        Assert.Equal("outcome", await asking);
    }

    [Theory]
    [MemberData(nameof(ErrorsOfTheActor))]
    public async Task What_the_actor_refuses_is_told_at_once(Exception error)
    {
        var asking = _directory.AskAsync("a", "event", Cancellation);
        (await _grain.NextAsync()).SetException(error);
        Assert.Same(error, await Assert.ThrowsAsync(error.GetType(), () => asking));
        Assert.Equal(1, _grain.Asked);
    }

    [Fact]
    public async Task An_error_of_one_asking_leaves_the_other_its_time()
    {
        var asking = _directory.AskAsync("a", "event", Cancellation);
        var first = await _grain.NextAsync();
        await _time.WhenWaitingAsync(1, Cancellation);
        _time.Advance(_options.AskAgain);
        var second = await _grain.NextAsync();
        first.SetException(new TimeoutException());
        second.SetResult("outcome");
        Assert.Equal("outcome", await asking);
        Assert.Equal(2, _grain.Asked);
    }

    [Fact]
    public async Task It_is_not_asked_for_ever()
    {
        _options.Limit = TimeSpan.FromSeconds(10);
        var asking = _directory.AskAsync("a", "event", Cancellation);
        for (var i = 0; i < 4; i++)
        {
            await _grain.NextAsync();
            await _time.WhenWaitingAsync(1, Cancellation);
            _time.Advance(TimeSpan.FromSeconds(8));
            if (i == 1) break;
        }

        await Assert.ThrowsAsync<TimeoutException>(() => asking);
    }

    [Fact]
    public async Task Who_no_longer_waits_is_gone_at_once()
    {
        using var impatient = new CancellationTokenSource();
        var asking = _directory.AskAsync("a", "event", impatient.Token);
        await _grain.NextAsync();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    public static TheoryData<Exception> ErrorsOfTheCluster()
    {
        var errors = new TheoryData<Exception>();
        errors.Add(new SiloUnavailableException("dead"));
        errors.Add(new OrleansException("no connection"));
        errors.Add(new TimeoutException());
        errors.Add(new StaleStateException(new ActorKey("call", "a"), 1));
        return errors;
    }

    public static TheoryData<Exception> ErrorsOfTheActor()
    {
        var errors = new TheoryData<Exception>();
        errors.Add(new StoreUnavailableException("away"));
        errors.Add(new InvalidOperationException("over"));
        errors.Add(new ArgumentException("what?"));
        return errors;
    }

    /// <summary>A grain whose answers a test gives, one asking at a time.</summary>
    private sealed class ScriptedGrain : IActorGrain<string, string>
    {
        private readonly System.Threading.Channels.Channel<TaskCompletionSource<string>> _askings =
            System.Threading.Channels.Channel.CreateUnbounded<TaskCompletionSource<string>>();

        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public Task<TaskCompletionSource<string>> NextAsync() =>
            _askings.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        public Task<string> AskAsync(string input, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _asked);
            var asking = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            cancellation.Register(() => asking.TrySetCanceled(cancellation));
            _askings.Writer.TryWrite(asking);
            return asking.Task;
        }

        public Task MoveAsync(SiloAddress to) => throw new NotSupportedException();
    }
}
