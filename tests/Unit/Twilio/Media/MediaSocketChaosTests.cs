using System.Net.WebSockets;
using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Tests;

namespace YemotAi.Unit.Twilio.Media;

/// <summary>Anything at all happens to a socket.</summary>
public sealed class MediaSocketChaosTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_comes_in_whatever_order_the_socket_ends_and_the_call_knows_once(int seed)
    {
        var random = new Random(seed);
        await using var bench = new MediaBench(window: random.Next(2) == 0 ? 4_096 : 1 << 20);
        try
        {
            for (var i = 0; i < 60 && !bench.Running.IsCompleted; i++) await DoAnythingAsync(bench, random).WaitAsync(TimeSpan.FromSeconds(1), Cancellation);
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException or TimeoutException or InvalidOperationException)
        {
            // The socket is over, or full: so be it.
        }

        bench.Stop();
        await Polling.UntilAsync("the socket is over", () =>
        {
            if (bench.Running.IsCompleted) return true;
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            return false;
        });

        await bench.Running;
        var (opened, ended) = (bench.Calls.Told.Count(told => told == "opened"), bench.Calls.Told.Count(told => told.Contains("ended", StringComparison.Ordinal)));
        Assert.InRange(opened, 0, 1);
        Assert.Equal(opened, ended);
        Assert.Equal(bench.Calls.Told.Count(told => told.StartsWith("attached", StringComparison.Ordinal)), bench.Calls.Told.Count(told => told == "put down"));
        Assert.Empty(bench.Log.Errors);
    }

    private static Task DoAnythingAsync(MediaBench bench, Random random)
    {
        var isAttached = bench.Calls.Phone is not null;
        switch (random.Next(30))
        {
            case < 4: return bench.SendStartAsync();
            case < 12: return bench.SpeakAsync(1);
            case < 14: return bench.PressAsync('3');
            case < 16: return bench.EchoAsync($"{random.Next(3)}:{random.Next(40)}");
            case 16: return bench.SendAsync("{");
            case 17: return bench.SendAsync("""{"event":"media","media":{"chunk":"9","payload":"AQL/"}}""");
            case 18 when random.Next(3) == 0: return bench.StopStreamAsync();
            case 19 when random.Next(5) == 0: return bench.SendAsync([1], WebSocketMessageType.Binary, true);
            case 20 when random.Next(5) == 0: return bench.CloseAsync();
            case 21 when random.Next(5) == 0: bench.Break(); break;
            case 22 when isAttached && random.Next(3) == 0: bench.Calls.Phone!.End((SoundEnd)random.Next(5)); break;
            case 23 when isAttached: bench.Calls.Phone!.Clear(random.Next(40)); break;
            case 24: bench.Time.Advance(TimeSpan.FromMilliseconds(random.Next(3_000))); break;
            default:
                if (isAttached) bench.Calls.Say(random.Next(1, 8));
                break;
        }

        return Task.CompletedTask;
    }
}
