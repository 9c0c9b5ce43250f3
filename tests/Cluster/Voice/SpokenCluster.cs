using System.Globalization;
using Xunit;
using YemotAi.Calls.Storage;
using YemotAi.Cluster.Programs;
using YemotAi.EndToEnd.Bench;
using YemotAi.EndToEnd.Twilio;
using YemotAi.Phone.Twilio;
using YemotAi.Simulators.Speech;
using YemotAi.Tests;

namespace YemotAi.Cluster.Voice;

/// <summary>
/// Two silos and two gateways as processes of their own, a load balancer before the gateways, a recogniser that knows what
/// callers will say, and a phone that signs its requests and speaks by espeak-ng.
/// </summary>
internal sealed class SpokenCluster : SpokenBench
{
    private const string AuthToken = "0123456789abcdef0123456789abcdef", Public = "https://calls.example.org";

    private readonly HttpClient _http;
    private readonly RunningCluster _cluster;
    private readonly FrontDoor _door;

    private SpokenCluster(RunningCluster cluster, RunningProcess[] silos, RunningProcess[] gateways, ScriptedRecogniser? ears)
    {
        (_cluster, Silos, Gateways, Ears) = (cluster, silos, gateways, ears);
        _door = new FrontDoor(gateways.Select(gateway => gateway.Address));
        // A connection for each request: a webhook and the socket after it are seldom at the same gateway.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero };
        _http = new HttpClient(handler) { Timeout = Waiting.Guard };
        Line = new TwilioLine(_http, new TwilioLineSettings
        {
            VoiceUrl = new Uri(Public + "/webhook/incoming_call"),
            StatusCallback = new Uri(Public + "/webhook/call_status"),
            ConnectTo = _door.Address,
            AuthToken = AuthToken,
        });
    }

    public IReadOnlyList<RunningProcess> Silos { get; }

    public IReadOnlyList<RunningProcess> Gateways { get; }

    public ScriptedRecogniser? Ears { get; }

    public Redis.RedisServer Redis => _cluster.Redis;

    protected override string Written => string.Join('\n', Silos.Concat(Gateways).Select(process => $"{process.Name}:\n{process.Output}"));

    /// <summary>Starts one.</summary>
    /// <param name="says">What callers say, in order; null for programs without ears.</param>
    public static async Task<SpokenCluster> StartAsync(params IReadOnlyList<string>? says)
    {
        SkipWithoutEspeak();
        var cluster = await RunningCluster.StartAsync(new Dictionary<string, string> { ["CLUSTER_EFFECTS"] = "http://127.0.0.1:9/" });
        var ears = says is null ? null : await ScriptedRecogniser.StartAsync(says.Select(words => new ScriptedUtterance(words)));
        try
        {
            string[] twilio = ["--Twilio:PublicBaseUrl", Public, "--Twilio:AuthToken", AuthToken, .. Unhurried];
            string[] hearing = ears is null ? [] : ["--Transcription:BaseUrl", ears.Address.ToString(), "--Transcription:Key", ears.Key];
            var silos = await Task.WhenAll(StartSilo(), StartSilo());
            var gateways = await Task.WhenAll(cluster.StartGatewayAsync(twilio), cluster.StartGatewayAsync(twilio));
            return new SpokenCluster(cluster, silos, gateways, ears);

            Task<RunningProcess> StartSilo() => cluster.StartSiloAsync(endpoints: false, [.. twilio, .. hearing]);
        }
        catch
        {
            await cluster.DisposeAsync();
            if (ears is not null) await ears.DisposeAsync();
            throw;
        }
    }

    /// <summary>The silo that has the only call in memory.</summary>
    public Task<RunningProcess> SiloOfCallAsync() => OnlyOneAsync(Silos, "yemotai_calls_active");

    /// <summary>The gateway that holds the only socket.</summary>
    public Task<RunningProcess> GatewayOfSocketAsync() => OnlyOneAsync(Gateways, "yemotai_media_streams");

    /// <summary>Nothing comes to a gateway any more; what it holds stays.</summary>
    public void LeadPast(RunningProcess gateway) => _door.LeadTo(Gateways.Where(one => one != gateway).Select(one => one.Address));

    /// <summary>The only call that is archived.</summary>
    public async Task<FinishedCall> FinishedAsync()
    {
        await using var archive = new ReadArchive(_cluster.Redis);
        return Assert.Single(await Waiting.For("the call is archived", archive.WhenHoldsAsync(1, Cancellation)));
    }

    /// <summary>What was said in it.</summary>
    public async Task<IReadOnlyList<string>> TranscriptAsync() =>
        [.. (await FinishedAsync()).Transcript.Select(line => $"{line.Speaker}: {line.Text}")];

    protected override async ValueTask DisposeProgramsAsync()
    {
        _http.Dispose();
        await _door.DisposeAsync();
        await _cluster.DisposeAsync();
        if (Ears is not null) await Ears.DisposeAsync();
    }

    private async Task<RunningProcess> OnlyOneAsync(IEnumerable<RunningProcess> processes, string figure)
    {
        var found = new List<(RunningProcess Process, double Value)>();
        foreach (var process in processes)
        {
            var figures = Exposition.Read(await _http.GetStringAsync(new Uri(process.Address, "metrics"), Cancellation));
            found.Add((process, figures.GetValueOrDefault(figure)));
        }

        Assert.True(
            found.Sum(one => one.Value) == 1,
            string.Join(", ", found.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Process.Name}: {one.Value}"))));
        return found.Single(one => one.Value == 1).Process;
    }
}
