using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;
using YemotAi.Cluster.Engine;
using YemotAi.Grains.Interfaces.Asking;
using YemotAi.Grains.Interfaces.Sound;
using YemotAi.Grains.Interfaces.WarmingUp;
using YemotAi.Tests;

namespace YemotAi.Cluster.Sound;

/// <summary>What a process does before it takes calls.</summary>
public sealed class SoundWarmUpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_speaks_to_invented_actors_and_leaves_nothing_of_it()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(2);
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddActorDirectories(new AskingOptions()).AddClusterSound();
        services.AddSingleton<IGrainFactory>(cluster.Cluster.Client);
        await using var process = services.BuildServiceProvider();
        var before = ObjectReferences.Of(cluster.Cluster.Client);
        var warmUp = process.GetServices<IHostedService>().OfType<SoundWarmUp>().Single();
        await warmUp.StartAsync(Cancellation);
        Assert.Equal(8 * 20 * 3, warmUp.Heard);
        Assert.Equal((before, 0), (ObjectReferences.Of(cluster.Cluster.Client), cluster.TickingActors));
    }

    [Fact]
    public async Task One_that_hears_nothing_serves_all_the_same()
    {
        var time = new ManualTime();
        var warmUp = new SoundWarmUp([new DeafDirectory()], new SilentActors(), time, NullLogger<SoundWarmUp>.Instance);
        var starting = warmUp.StartAsync(Cancellation);
        Assert.False(starting.IsCompleted);
        time.Advance(SoundWarmUp.Limit);
        await starting.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(0, warmUp.Heard);
    }

    [Fact]
    public async Task A_start_that_is_called_off_is_not_held_up()
    {
        using var off = new CancellationTokenSource();
        var warmUp = new SoundWarmUp([new DeafDirectory()], new SilentActors(), new ManualTime(), NullLogger<SoundWarmUp>.Instance);
        var starting = warmUp.StartAsync(off.Token);
        await off.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    private sealed class SilentActors : IActorDirectory<WarmUpEvent, WarmUpOutcome>
    {
        public async Task<WarmUpOutcome> AskAsync(string id, WarmUpEvent input, CancellationToken cancellation)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            throw new InvalidOperationException("Nobody waits any more.");
        }
    }

    private sealed class DeafDirectory : ISoundDirectory
    {
        public Task<ISoundLine> AttachAsync(string id, ISoundReceiver receiver, CancellationToken cancellation) =>
            throw new InvalidOperationException("No actor was asked before.");
    }
}
