using Xunit;
using YemotAi.Phone.Twilio.Media;
using YemotAi.Tests;

namespace YemotAi.Unit.Phone.Twilio;

public sealed class MediaPacerTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Fact]
    public void Each_frame_comes_once_when_it_is_over()
    {
        var time = new ManualTime();
        using var pacer = new MediaPacer(time);
        var ticks = new List<long>();
        using var pace = pacer.Add(ticks.Add, time.GetTimestamp());
        time.Advance(TimeSpan.FromMilliseconds(19));
        Assert.Empty(ticks);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([0], ticks);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Enumerable.Range(0, 501).Select(i => (long)i), ticks);
    }

    [Fact]
    public void Nothing_comes_after_the_end()
    {
        var time = new ManualTime();
        using var pacer = new MediaPacer(time);
        var ticks = new List<long>();
        var pace = pacer.Add(ticks.Add, time.GetTimestamp());
        time.Advance(TimeSpan.FromMilliseconds(45));
        pace.Dispose();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([0, 1], ticks);
    }

    [Fact]
    public async Task On_the_systems_clock_many_are_served_by_one_thread_and_none_misses_a_frame()
    {
        const int Calls = 50, Frames = 25;
        using var pacer = new MediaPacer(TimeProvider.System);
        var threads = new HashSet<int>();
        var done = new TaskCompletionSource[Calls];
        var seen = new List<long>[Calls];
        var start = TimeProvider.System.GetTimestamp();
        var isEarly = false;
        var paces = new List<IDisposable>();
        for (var i = 0; i < Calls; i++)
        {
            var call = i;
            done[call] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            seen[call] = [];
            paces.Add(pacer.Add(
                tick =>
                {
                    lock (threads) threads.Add(Environment.CurrentManagedThreadId);
                    isEarly |= TimeProvider.System.GetElapsedTime(start) < MediaTime.Frame * (tick + 1);
                    seen[call].Add(tick);
                    // One that is late must not let the others lose anything.
                    if (call == 0 && tick == 3) Thread.Sleep(100);
                    if (tick == Frames) done[call].TrySetResult();
                },
                start));
        }

        await Task.WhenAll(done.Select(one => one.Task)).WaitAsync(Guard, TestContext.Current.CancellationToken);
        foreach (var pace in paces) pace.Dispose();
        Assert.Single(threads);
        Assert.False(isEarly);
        Assert.All(seen, ticks => Assert.Equal(Enumerable.Range(0, ticks.Count).Select(i => (long)i), ticks));
    }
}
