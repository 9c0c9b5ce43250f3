using System.Net.Sockets;

namespace YemotAi.Tests;

/// <summary>
/// One address before several programs, as a load balancer is: each connection is carried to the next of them, byte by byte.
/// </summary>
internal sealed class FrontDoor : IAsyncDisposable
{
    private readonly ConnectionRelay _relay;
    private volatile Uri[] _targets;
    private int _next;

    /// <param name="targets">Where it leads to.</param>
    public FrontDoor(params IEnumerable<Uri> targets)
    {
        _targets = [.. targets];
        _relay = new ConnectionRelay(CarryAsync);
    }

    /// <summary>Its own address.</summary>
    public Uri Address => _relay.Address;

    /// <summary>From now on new connections are carried to these alone, and where there is none broken off; those that are there stay.</summary>
    public void LeadTo(params IEnumerable<Uri> targets) => _targets = [.. targets];

    public ValueTask DisposeAsync() => _relay.DisposeAsync();

    private async Task CarryAsync(Socket caller, CancellationToken over)
    {
        var targets = _targets;
        if (targets.Length == 0) return;
        using var far = new TcpClient { NoDelay = true };
        var target = targets[(int)((uint)Interlocked.Increment(ref _next) % (uint)targets.Length)];
        await far.ConnectAsync(target.Host, target.Port, over);
        await using var near = new NetworkStream(caller);
        // When one of the two is gone, the other has nobody to talk to.
        await await Task.WhenAny(near.CopyToAsync(far.GetStream(), over), far.GetStream().CopyToAsync(near, over));
    }
}
