using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;
using Xunit;

namespace YemotAi.Cluster.Redis;

/// <summary>A real Redis of a test's own, on this machine, with a folder of its own; it can be killed, frozen and started again.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("yemotai-redis-").FullName;
    private Process? _process;

    private RedisServer(int port) => Port = port;

    public int Port { get; }

    /// <summary>How it is reached, in the form of settings.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Starts one. Where there is no Redis, the test is skipped.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        if (!File.Exists("/usr/bin/redis-server")) Assert.Skip("There is no redis-server on this machine.");
        var server = new RedisServer(FreePort());
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it with what it had on disk.</summary>
    public async Task StartAgainAsync()
    {
        _process = Process.Start(new ProcessStartInfo(
            "/usr/bin/redis-server",
            ["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _folder, "--appendonly", "yes", "--appendfsync", "always", "--save", ""])
        {
            RedirectStandardOutput = true,
        })!;
        // It is there when it says so; what it writes after that is read away.
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Guard) is { } line)
        {
            if (!line.Contains("Ready to accept connections", StringComparison.Ordinal)) continue;
            _ = _process.StandardOutput.ReadToEndAsync();
            return;
        }

        throw new InvalidOperationException("The Redis server could not be started.");
    }

    /// <summary>Kills it as a crash does.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Guard);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Sends it a command.</summary>
    public async Task<RedisResult> CommandAsync(string command, params object[] arguments)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Address);
        return await connection.GetDatabase().ExecuteAsync(command, arguments);
    }

    /// <summary>Makes it hang: connections stay open, nothing is answered.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) Thaw();
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process!.Id}"]);
        kill.WaitForExit();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
