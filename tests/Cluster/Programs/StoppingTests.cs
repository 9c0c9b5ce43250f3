using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Net;
using Xunit;
using YemotAi.EndToEnd.Bench;

namespace YemotAi.Cluster.Programs;

/// <summary>Silos and gateways that stop while calls come in, and gateways whose silos are gone.</summary>
public sealed class StoppingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_serves_says_that_it_lives_and_that_it_is_ready()
    {
        await using var cluster = await StartAsync();
        foreach (var process in (RunningProcess[])[await cluster.StartSiloAsync(), await cluster.StartGatewayAsync()])
        {
            Assert.Contains("ok", await GetAsync(process, "/healthz"), StringComparison.Ordinal);
            Assert.Contains("ready", await GetAsync(process, "/readyz"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_silo_that_answers_no_line_has_no_address_for_it()
    {
        await using var cluster = await StartAsync();
        var silo = await cluster.StartSiloAsync();
        Assert.Equal(404, (await RawHttp.GetAsync(silo.Address, cluster.Path, null, Cancellation)).Status);
        Assert.DoesNotContain(cluster.Path, silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_that_is_told_to_stop_loses_no_request() => await AssertLosesNothingAsync(
        async cluster => [await cluster.StartSiloAsync(endpoints: true, "--Cluster:DrainDelay", "00:00:05"), await cluster.StartSiloAsync(endpoints: true)]);

    [Fact]
    public async Task A_gateway_that_is_told_to_stop_loses_no_request() => await AssertLosesNothingAsync(
        async cluster =>
        {
            await cluster.StartSiloAsync();
            return [await cluster.StartGatewayAsync("--Cluster:DrainDelay", "00:00:05"), await cluster.StartGatewayAsync()];
        });

    [Fact]
    public async Task A_gateway_without_silos_asks_callers_to_wait_and_serves_again_when_there_is_one()
    {
        await using var cluster = await StartAsync();
        var silo = await cluster.StartSiloAsync();
        var gateway = await cluster.StartGatewayAsync();
        Assert.Contains("שלום", await CallAsync(gateway, cluster, "before"), StringComparison.Ordinal);
        await silo.KillAsync();

        Assert.Contains("=wait_", await CallAsync(gateway, cluster, "meanwhile"), StringComparison.Ordinal);
        await UntilAsync("the gateway is not ready", async () => (await RawHttp.GetAsync(gateway.Address, "/readyz", null, Cancellation)).Status == 503);
        Assert.Equal(200, (await RawHttp.GetAsync(gateway.Address, "/healthz", null, Cancellation)).Status);

        await UntilAsync("a silo joins", async () =>
        {
            // As whoever looks after programs does: one that comes too soon after the death of all others ends.
            try
            {
                await cluster.StartSiloAsync();
                return true;
            }
            catch (InvalidOperationException ended)
            {
                Assert.Contains("The silo cannot start.", ended.Message, StringComparison.Ordinal);
                return false;
            }
        });
        await UntilAsync("a call is answered", async () => (await CallAsync(gateway, cluster, "meanwhile", "&wait_1=1")).Contains("שלום", StringComparison.Ordinal));
        await UntilAsync("the gateway is ready", async () => (await RawHttp.GetAsync(gateway.Address, "/readyz", null, Cancellation)).Status == 200);
    }

    /// <summary>The first of two is told to stop; who distributes requests goes by what it says of itself.</summary>
    private static async Task AssertLosesNothingAsync(Func<RunningCluster, Task<RunningProcess[]>> start)
    {
        await using var cluster = await StartAsync();
        var all = await start(cluster);
        var targets = all;
        var lost = new ConcurrentQueue<string>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var answered = 0;
        async Task CallerAsync(int caller)
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                var now = Volatile.Read(ref targets);
                try
                {
                    var answer = await CallAsync(now[(caller + i) % now.Length], cluster, $"{caller}-{i}");
                    if (!answer.Contains("שלום", StringComparison.Ordinal)) lost.Enqueue(answer);
                    else Interlocked.Increment(ref answered);
                }
                catch (Exception error) when (error is HttpRequestException or SocketException)
                {
                    lost.Enqueue(error.ToString());
                }
            }
        }

        var callers = Enumerable.Range(0, 8).Select(CallerAsync).ToList();
        await UntilAsync("calls go through both", () => Task.FromResult(Volatile.Read(ref answered) > 50));
        var stopping = all[0].StopAsync();
        await UntilAsync("it says that it drains", async () => (await GetAsync(all[0], "/readyz")).Contains("draining", StringComparison.Ordinal));
        Assert.Contains("503", await GetAsync(all[0], "/readyz"), StringComparison.Ordinal);
        Assert.Contains("שלום", await CallAsync(all[0], cluster, "while it drains"), StringComparison.Ordinal);
        Assert.Contains("200", await GetAsync(all[0], "/healthz"), StringComparison.Ordinal);
        Volatile.Write(ref targets, all[1..]);
        Assert.Equal(0, await stopping);
        var before = Volatile.Read(ref answered);
        await UntilAsync("calls go on", () => Task.FromResult(Volatile.Read(ref answered) > before + 50));
        await enough.CancelAsync();
        await Waiting.For("callers end", Task.WhenAll(callers));
        Assert.Empty(lost);
    }

    private static readonly HttpClient Http = new() { Timeout = Waiting.Guard };

    private static async Task<string> CallAsync(RunningProcess process, RunningCluster cluster, string call, string values = "")
    {
        using var response = await Http.GetAsync(
            new Uri(process.Address, $"{cluster.Path}?ApiCallId={Uri.EscapeDataString(call)}&ApiPhone=0501234567&ApiDID=077&ApiRealDID=077&ApiExtension=2{values}"),
            CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(CancellationToken.None);
    }

    private static async Task<string> GetAsync(RunningProcess process, string path) =>
        (await RawHttp.GetAsync(process.Address, path, null, Cancellation)).Answer;

    private static Task UntilAsync(string what, Func<Task<bool>> happened) => Waiting.For(what, Task.Run(
        async () =>
        {
            while (!await happened()) await Task.Delay(TimeSpan.FromMilliseconds(50), Cancellation);
        },
        Cancellation));

    private static Task<RunningCluster> StartAsync() =>
        RunningCluster.StartAsync(new Dictionary<string, string> { ["CLUSTER_EFFECTS"] = "http://127.0.0.1:9/" });
}
