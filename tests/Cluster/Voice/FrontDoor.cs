using System.Net;
using System.Net.Sockets;

namespace YemotAi.Cluster.Voice;

/// <summary>
/// One address before several programs, as a load balancer is: each connection is carried to the next of them, byte by byte.
/// </summary>
internal sealed class FrontDoor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _accepting;
    private volatile Uri[] _targets;
    private int _next;

    /// <param name="targets">Where it leads to.</param>
    public FrontDoor(params IEnumerable<Uri> targets)
    {
        _targets = [.. targets];
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
        _accepting = AcceptAsync();
    }

    /// <summary>Its own address.</summary>
    public Uri Address { get; }

    /// <summary>From now on new connections are carried to these alone; those that are there stay.</summary>
    public void LeadTo(params IEnumerable<Uri> targets) => _targets = [.. targets];

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
            while (true) carried.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_over.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(TcpClient caller)
    {
        using var near = caller;
        using var far = new TcpClient();
        try
        {
            var targets = _targets;
            var target = targets[(int)((uint)Interlocked.Increment(ref _next) % (uint)targets.Length)];
            (near.NoDelay, far.NoDelay) = (true, true);
            await far.ConnectAsync(target.Host, target.Port, _over.Token);
            // When one of the two is gone, the other has nobody to talk to.
            await await Task.WhenAny(
                near.GetStream().CopyToAsync(far.GetStream(), _over.Token), far.GetStream().CopyToAsync(near.GetStream(), _over.Token));
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // Whoever is still there sees a connection that is lost.
        }
    }
}
