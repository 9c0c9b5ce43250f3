using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using YemotAi.Tests;

namespace YemotAi.Benchmarks.Voice;

/// <summary>A long wire to the program: every byte arrives so much later, in both directions. A telephone company is seldom in the next room.</summary>
internal sealed class LongWire : IAsyncDisposable
{
    private readonly ConnectionRelay _relay;
    private readonly TimeSpan _way;
    private readonly int _to;

    /// <param name="to">The program's port.</param>
    /// <param name="way">How long a byte takes in one direction.</param>
    public LongWire(int to, TimeSpan way)
    {
        (_to, _way) = (to, way);
        _relay = new ConnectionRelay(CarryAsync);
    }

    /// <summary>Its near end.</summary>
    public Uri Address => _relay.Address;

    public ValueTask DisposeAsync() => _relay.DisposeAsync();

    private async Task CarryAsync(Socket here, CancellationToken over)
    {
        using var there = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await there.ConnectAsync(IPAddress.Loopback, _to, over);
        await Task.WhenAll(CarryAsync(here, there, over), CarryAsync(there, here, over));
    }

    private async Task CarryAsync(Socket from, Socket to, CancellationToken over)
    {
        var under = Channel.CreateUnbounded<(byte[] Bytes, long Due)>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        await Task.WhenAll(TakeAsync(), GiveAsync());

        async Task TakeAsync()
        {
            var buffer = new byte[16 * 1024];
            try
            {
                while (await from.ReceiveAsync(buffer, over) is > 0 and var read)
                    under.Writer.TryWrite((buffer[..read], Environment.TickCount64 + (long)_way.TotalMilliseconds));
            }
            finally
            {
                under.Writer.TryComplete();
            }
        }

        async Task GiveAsync()
        {
            await foreach (var (bytes, due) in under.Reader.ReadAllAsync(over))
            {
                if (due - Environment.TickCount64 is > 0 and var left) await Task.Delay(TimeSpan.FromMilliseconds(left), over);
                for (var sent = 0; sent < bytes.Length;) sent += await to.SendAsync(bytes.AsMemory(sent), over);
            }

            to.Shutdown(SocketShutdown.Send);
        }
    }
}
