using System.Net;
using System.Net.Sockets;

namespace YemotAi.Tests;

/// <summary>A port of this machine whose connections somebody carries on to elsewhere.</summary>
internal sealed class ConnectionRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Func<Socket, CancellationToken, Task> _carry;
    private readonly Task _accepting;

    /// <param name="carry">
    /// Carries a connection until it is over. Its token is cancelled when the port is closed; afterwards the connection is
    /// closed, and what the network said is forgotten.
    /// </param>
    public ConnectionRelay(Func<Socket, CancellationToken, Task> carry)
    {
        _carry = carry;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
        _accepting = AcceptAsync();
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

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
        catch (Exception) when (_over.IsCancellationRequested)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(Socket caller)
    {
        using var near = caller;
        try
        {
            near.NoDelay = true;
            await _carry(near, _over.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
        {
            // Whoever is still there sees a connection that is lost.
        }
    }
}
