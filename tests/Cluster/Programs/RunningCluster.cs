using System.Net;
using System.Net.Sockets;
using YemotAi.Cluster.Redis;

namespace YemotAi.Cluster.Programs;

/// <summary>Silos and gateways as processes of their own on this machine, over a Redis of their own.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<RunningProcess> _all = [];
    private readonly IReadOnlyDictionary<string, string> _environment;
    private int _started;

    private RunningCluster(RedisServer redis, IReadOnlyDictionary<string, string> environment)
    {
        Redis = redis;
        _environment = environment;
    }

    public RedisServer Redis { get; }

    /// <summary>The line's path, another one in each cluster: a port may come to belong to another test's program.</summary>
    public string Path { get; } = "/line-" + Guid.NewGuid().ToString("N");

    public static async Task<RunningCluster> StartAsync(IReadOnlyDictionary<string, string> environment) =>
        new(await RedisServer.StartAsync(), environment);

    /// <summary>Starts a silo.</summary>
    /// <param name="endpoints">Whether it answers the line itself.</param>
    /// <param name="more">Further settings, as on a command line.</param>
    public Task<RunningProcess> StartSiloAsync(bool endpoints = false, params string[] more)
    {
        var number = Interlocked.Increment(ref _started);
        return StartAsync(
            $"silo {number}",
            "YemotAi.ClusterHost.dll",
            [
                "--Cluster:SiloPort", $"{FreePort()}", "--Cluster:GatewayPort", $"{FreePort()}", "--Cluster:Name", $"silo-{number}",
                "--Cluster:Endpoints", $"{endpoints}", .. more,
            ]);
    }

    /// <summary>Starts a gateway.</summary>
    /// <param name="more">Further settings, as on a command line.</param>
    public Task<RunningProcess> StartGatewayAsync(params string[] more) =>
        StartAsync($"gateway {Interlocked.Increment(ref _started)}", "YemotAi.Gateway.dll", more);

    public async ValueTask DisposeAsync()
    {
        RunningProcess[] all;
        lock (_gate) all = [.. _all];
        foreach (var process in all) await process.DisposeAsync();
        await Redis.DisposeAsync();
    }

    private async Task<RunningProcess> StartAsync(string name, string assembly, string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("yemotai-cluster-").FullName;
        var process = await RunningProcess.StartAsync(
            name,
            assembly,
            [
                "--Urls", "http://127.0.0.1:0", "--Yemot:Path", Path, "--Data", data, "--Cluster:Redis", Redis.Address,
                "--Cluster:DrainDelay", "00:00:00.5", "--Cluster:StopLimit", "00:00:30", "--Logging:LogLevel:Default", "Warning", .. settings,
            ],
            _environment);
        lock (_gate) _all.Add(process);
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
