using System.Net;
using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone;
using YemotAi.Phone.Yemot;
using YemotAi.Phone.Yemot.Scripts;
using YemotAi.Tests;

namespace YemotAi.EndToEnd.Running;

/// <summary>What the program shows Prometheus. It is a process of its own here: most figures are a whole process's.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly HttpClient _http = new() { Timeout = Waiting.Guard };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_call_is_seen_in_the_figures()
    {
        await using var program = ChildProgram.Start("YemotAi.Standalone.dll", ["--Data", _folder.Path, "--Urls", "http://127.0.0.1:0"], folder: _folder.Path);
        var address = await program.WhenListeningAsync();
        var before = await ReadAsync(address);
        Assert.Equal(0, before["yemotai_calls_active"]);

        var script = YemotScript.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scripts", "keys_and_goodbye.yemot.txt"), Cancellation));
        var call = await script.RunAsync(
            new YemotLine(_http, new YemotLineSettings { Url = new Uri(address, "yemot"), AnswerLimit = Waiting.Guard, SendsHangupAfterDisconnect = true }),
            cancellation: Cancellation);
        Assert.Equal(PhoneExitCode.Fulfilled, call.ExitCode);
        await _http.GetStringAsync(new Uri(address, "yemot?ApiCallId=a&ApiExtension=1&ApiPhone=0521234567"), Cancellation);

        var after = await ReadAsync(address);
        Assert.Equal(2, after["yemotai_calls_began_total"]);
        Assert.True(after["yemotai_turn_duration_seconds_count"] >= 10);
        Assert.Contains(after.Keys, name => name.StartsWith("yemotai_mind_requests_total{mind=\"keyless\",outcome=\"Answered\"", StringComparison.Ordinal));
        Assert.Contains(after.Keys, name => name.StartsWith("http_server_request_duration_seconds_bucket{", StringComparison.Ordinal));
        Assert.Contains(after.Keys, name => name.StartsWith("kestrel_active_connections{", StringComparison.Ordinal));
        // The first one has ended and goes as soon as it is kept; the second waits for its caller.
        using var guard = new CancellationTokenSource(Waiting.Guard);
        while (after["yemotai_calls_active"] > 1 && !guard.IsCancellationRequested) after = await ReadAsync(address);
        Assert.Equal(1, after["yemotai_calls_active"]);
        Assert.Equal(1, after["yemotai_calls_ended_total{reason=\"AgentHungUp\"}"]);
    }

    [Fact]
    public async Task Others_do_not_learn_that_there_are_figures()
    {
        await using var program = await RunningProgram.StartAsync(new ProgramSetup());
        var metrics = new Uri(program.Address, "metrics");
        using var allowed = await program.Http.GetAsync(metrics, Cancellation);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", allowed.Content.Headers.ContentType!.ToString());
        foreach (var (header, value) in new[] { ("X-Forwarded-For", "127.0.0.1"), ("Host", "phone.example.com") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, metrics);
            request.Headers.TryAddWithoutValidation(header, value);
            using var refused = await program.Http.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            Assert.Equal("", await refused.Content.ReadAsStringAsync(Cancellation));
        }
    }

    private async Task<IReadOnlyDictionary<string, double>> ReadAsync(Uri address) =>
        Exposition.Read(await _http.GetStringAsync(new Uri(address, "metrics"), Cancellation));
}
