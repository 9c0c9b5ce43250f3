using System.Globalization;
using YemotAi.Benchmarks;
using YemotAi.Benchmarks.Voice;

namespace YemotAi.ClusterBenchmarks.Voice;

/// <summary>
/// A silo as it ships, with the built-in mind and a Redis of its own on disk, and before it a gateway or none. Each is a
/// process of its own on this machine.
/// </summary>
internal sealed class ClusterVoiceServer : IVoiceServer
{
    private const string Ready = "Listens at";
    private const int FirstPort = 9350, RedisPort = FirstPort + 9;

    private static readonly string Redis = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{RedisPort}");

    private readonly string _folder = Directory.CreateTempSubdirectory("yemotai-voice-").FullName;
    private readonly List<MeasuredProgram> _programs = [];
    private VoiceEar? _ear;

    private ClusterVoiceServer(bool hasGateway) => Address = AddressAt(hasGateway ? FirstPort + 1 : FirstPort);

    /// <inheritdoc/>
    public Uri Address { get; }

    /// <summary>The silo, Redis, and the gateway where there is one, in this order.</summary>
    public IReadOnlyList<MeasuredProgram> Programs => [_programs[1], _programs[0], .. _programs[2..]];

    /// <param name="hasGateway">Whether a gateway holds the sockets, and not the silo.</param>
    public static async Task<ClusterVoiceServer> StartAsync(bool hasGateway)
    {
        var server = new ClusterVoiceServer(hasGateway);
        try
        {
            await server.StartProgramsAsync(hasGateway);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Enumerable.Reverse(_programs)) await program.DisposeAsync();
        if (_ear is not null) await _ear.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Uri AddressAt(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));

    private async Task StartProgramsAsync(bool hasGateway)
    {
        _ear = await VoiceEar.StartAsync();
        var redis = await ServerProcess.StartAsync(
            "redis-server",
            ["--port", $"{RedisPort}", "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "yes", "--appendfsync", "everysec"],
            "Ready to accept connections");
        _programs.Add(new MeasuredProgram(redis, address: null));
        _programs.Add(await MeasuredProgram.StartAsync(
            "YemotAi.Silo.dll", AddressAt(FirstPort), Ready, _folder,
            [
                "--Businesses", Path.Combine(AppContext.BaseDirectory, "businesses"), "--Cluster:Redis", Redis,
                "--Cluster:SiloPort", $"{FirstPort + 2}", "--Cluster:GatewayPort", $"{FirstPort + 3}", "--Cluster:Endpoints", $"{!hasGateway}",
                .. _ear.Settings,
            ]));
        if (hasGateway)
            _programs.Add(await MeasuredProgram.StartAsync("YemotAi.Gateway.dll", Address, Ready, _folder, ["--Cluster:Redis", Redis]));
    }
}
