using System.Net;
using System.Net.Sockets;
using Xunit;
using YemotAi.Cluster.Redis;
using YemotAi.EndToEnd.Bench;

namespace YemotAi.Cluster.Programs;

/// <summary>Silos and gateways that cannot start, or not yet: what they say, and how they end.</summary>
public sealed class StartingTests
{
    private const string Silo = "YemotAi.Silo.dll";
    private const string Gateway = "YemotAi.Gateway.dll";
    private const string Password = "never-to-be-printed";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Silo)]
    [InlineData(Gateway)]
    public async Task Wrong_settings_end_it_with_one_text_that_names_each(string program)
    {
        var (code, text) = await RunAsync(
            program, "--Cluster:SiloPort", "70000", "--Cluster:Adress", "x", "--Cluster:DrainDelay", "soon");
        Assert.Equal(2, code);
        Assert.Contains("cannot start. The settings are not right:", text, StringComparison.Ordinal);
        Assert.Contains("Cluster:Adress: there is no such setting.", text, StringComparison.Ordinal);
        Assert.Contains("Cluster:DrainDelay: 'soon' does not fit.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Silo, "0.0.0.0")]
    [InlineData(Gateway, "::")]
    public async Task An_address_that_nobody_can_reach_is_refused(string program, string address)
    {
        var (code, text) = await RunAsync(program, "--Cluster:Address", address);
        Assert.Equal(2, code);
        Assert.Contains("Cluster:Address: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Silo, "redis://user:" + Password + "@127.0.0.1:6379")]
    [InlineData(Gateway, "redis://user:" + Password + "@127.0.0.1:6379")]
    [InlineData(Silo, "127.0.0.1:6379,password=x," + Password)]
    public async Task A_connection_string_in_another_form_is_refused_and_not_repeated(string program, string connection)
    {
        var (code, text) = await RunAsync(program, "--Cluster:Redis", connection);
        Assert.Equal(2, code);
        Assert.Contains("Cluster:Redis: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Silo)]
    [InlineData(Gateway)]
    public async Task Without_Redis_it_waits_and_ends_with_one_text_when_its_patience_is_over(string program)
    {
        var nobody = FreePort();
        var (code, text) = await RunAsync(
            program, "--Cluster:Redis", $"127.0.0.1:{nobody},password={Password}", "--Cluster:StartPatience", "00:00:03",
            "--Logging:LogLevel:Default", "Trace", "--Logging:LogLevel:Orleans", "Trace", "--Logging:LogLevel:Microsoft", "Trace");
        Assert.Equal(2, code);
        Assert.Contains($"Redis at 127.0.0.1:{nobody} does not answer", text, StringComparison.Ordinal);
        Assert.Contains("cannot start.", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_that_starts_before_Redis_joins_when_it_is_there()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.KillAsync();
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var silo = Start(
            Silo, line => { if (line.Contains("does not answer", StringComparison.Ordinal)) waits.TrySetResult(); }, "--Cluster:Redis", redis.Address);
        await Waiting.For("the silo waits", waits.Task);
        await redis.StartAgainAsync();
        var address = await silo.WhenListeningAsync();
        Assert.Equal(200, (await RawHttp.GetAsync(address, "/readyz", null, Cancellation)).Status);
    }

    [Theory]
    [InlineData(Silo)]
    [InlineData(Gateway)]
    public async Task A_wrong_password_ends_it_at_once(string program)
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.CommandAsync("CONFIG", "SET", "requirepass", "the-right-one");
        var (code, text) = await RunAsync(
            program, "--Cluster:Redis", $"{redis.Address},password={Password}", "--Cluster:StartPatience", "00:10:00",
            "--Logging:LogLevel:Default", "Trace", "--Logging:LogLevel:Orleans", "Trace", "--Logging:LogLevel:Microsoft", "Trace");
        Assert.Equal(2, code);
        Assert.Contains("password", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_of_Redis_is_in_no_log()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.CommandAsync("CONFIG", "SET", "requirepass", Password);
        string[] settings = ["--Cluster:Redis", $"{redis.Address},password={Password}", "--Logging:LogLevel:Default", "Trace", "--Logging:LogLevel:Orleans", "Trace", "--Logging:LogLevel:Microsoft", "Trace", "--Cluster:DrainDelay", "00:00:00"];
        await using var silo = Start(Silo, null, settings);
        await silo.WhenListeningAsync();
        await using var gateway = Start(Gateway, null, settings);
        await gateway.WhenListeningAsync();
        foreach (var program in (ChildProgram[])[gateway, silo])
        {
            Terminate(program);
            Assert.Equal(0, await Waiting.For("it ends", program.WhenEndedAsync()));
            Assert.Contains("dbug: ", program.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(Password, program.Output + program.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_second_silo_on_the_same_ports_is_refused_and_the_first_goes_on()
    {
        await using var redis = await RedisServer.StartAsync();
        string[] settings = ["--Cluster:Redis", redis.Address, "--Cluster:SiloPort", $"{FreePort()}", "--Cluster:GatewayPort", $"{FreePort()}"];
        await using var first = Start(Silo, null, settings);
        var address = await first.WhenListeningAsync();
        var (code, text) = await RunAsync(Silo, settings);
        Assert.Equal(2, code);
        Assert.Contains("Cluster:SiloPort: ", text, StringComparison.Ordinal);
        Assert.Equal(200, (await RawHttp.GetAsync(address, "/readyz", null, Cancellation)).Status);
    }

    [Fact]
    public async Task A_web_address_that_is_taken_is_told()
    {
        await using var redis = await RedisServer.StartAsync();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (code, text) = await RunAsync(Silo, "--Cluster:Redis", redis.Address, "--Urls", $"http://{taken.LocalEndpoint}");
        Assert.Equal(2, code);
        Assert.Contains("The silo cannot start. Failed to bind to address", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_waits_for_a_silo_says_so_and_ends_in_order_when_it_is_told_to_stop()
    {
        await using var redis = await RedisServer.StartAsync();
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var gateway = Start(
            Gateway, line => { if (line.Contains("No silo can be reached yet", StringComparison.Ordinal)) waits.TrySetResult(); }, "--Cluster:Redis", redis.Address);
        await Waiting.For("the gateway waits", waits.Task);
        Terminate(gateway);
        Assert.Equal(0, await Waiting.For("the gateway ends", gateway.WhenEndedAsync()));
        Assert.DoesNotContain("Unhandled", gateway.Errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Text)> RunAsync(string program, params string[] settings)
    {
        await using var running = Start(program, null, settings);
        var code = await Waiting.For("the program ends", running.WhenEndedAsync());
        return (code, running.Output + "\n" + running.Errors);
    }

    /// <summary>Starts one; what is given last about a setting counts.</summary>
    private static ChildProgram Start(string program, Action<string>? onLine, params string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("yemotai-start-").FullName;
        string[] usual = program == Silo ? ["--Cluster:SiloPort", $"{FreePort()}", "--Cluster:GatewayPort", $"{FreePort()}"] : [];
        return ChildProgram.Start(
            program, ["--Urls", "http://127.0.0.1:0", "--Data", data, .. Without(usual, settings), .. settings], onLine: onLine);
    }

    private static IEnumerable<string> Without(string[] usual, string[] given) =>
        usual.Chunk(2).Where(pair => !given.Contains(pair[0])).SelectMany(pair => pair);

    private static void Terminate(ChildProgram program)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{program.Id}"]);
        kill.WaitForExit();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
