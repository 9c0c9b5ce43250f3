using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace YemotAi.Benchmarks.Voice;

/// <summary>A long wire to the program: every byte arrives so much later, in both directions. A telephone company is seldom in the next room.</summary>
internal sealed class LongWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly TimeSpan _way;
    private readonly int _to;
    private readonly Task _accepting;

    /// <param name="to">The program's port.</param>
    /// <param name="way">How long a byte takes in one direction.</param>
    public LongWire(int to, TimeSpan way)
    {
        (_to, _way) = (to, way);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its near end.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carried = new List<Task>();
        try
        {
            while (true) carried.Add(CarryAsync(await _listener.AcceptSocketAsync(_over.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(Socket near)
    {
        using var here = near;
        using var there = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            (here.NoDelay, there.NoDelay) = (true, true);
            await there.ConnectAsync(IPAddress.Loopback, _to, _over.Token);
            await Task.WhenAll(CarryAsync(here, there), CarryAsync(there, here));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            // One end is gone; the other is let go too.
        }
    }

    private async Task CarryAsync(Socket from, Socket to)
    {
        var under = Channel.CreateUnbounded<(byte[] Bytes, long Due)>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        await Task.WhenAll(TakeAsync(), GiveAsync());

        async Task TakeAsync()
        {
            var buffer = new byte[16 * 1024];
            try
            {
                while (await from.ReceiveAsync(buffer, _over.Token) is > 0 and var read)
                    under.Writer.TryWrite((buffer[..read], Environment.TickCount64 + (long)_way.TotalMilliseconds));
            }
            finally
            {
                under.Writer.TryComplete();
            }
        }

        async Task GiveAsync()
        {
            await foreach (var (bytes, due) in under.Reader.ReadAllAsync(_over.Token))
            {
                if (due - Environment.TickCount64 is > 0 and var left) await Task.Delay(TimeSpan.FromMilliseconds(left), _over.Token);
                for (var sent = 0; sent < bytes.Length;) sent += await to.SendAsync(bytes.AsMemory(sent), _over.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
    }
}
