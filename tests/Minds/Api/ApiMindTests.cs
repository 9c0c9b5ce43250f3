using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Anthropic;
using YemotAi.Providers.OpenAi;
using YemotAi.Simulators.Models;
using YemotAi.Tests;

namespace YemotAi.Minds.Api;

/// <summary>What only minds at a vendor's web interface do: keys, caches, addresses.</summary>
public sealed class ApiMindTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();
    private OpenAiSimulator _openAi = null!;
    private AnthropicSimulator _anthropic = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SimulatedModel Model => _openAi.Model;

    public async ValueTask InitializeAsync()
    {
        _openAi = await OpenAiSimulator.StartAsync();
        _anthropic = await AnthropicSimulator.StartAsync(_openAi.Model);
    }

    public async ValueTask DisposeAsync()
    {
        await _openAi.DisposeAsync();
        await _anthropic.DisposeAsync();
    }

    private OpenAiMind OpenAi(string[] keys, string? address = null)
    {
        var options = new OpenAiOptions { Name = "openai", BaseUrl = address ?? _openAi.Address.ToString() };
        foreach (var key in keys) options.Keys.Add(key);
        return new OpenAiMind(options, new TestPrompt(), _time, new LoggerFactory([_log]).CreateLogger<OpenAiMind>());
    }

    [Fact]
    public async Task A_key_that_is_not_good_is_changed_in_the_same_turn_and_rests()
    {
        using var mind = OpenAi(["sk-one", "sk-two"]);
        Model.Answers(request => request.Key == "sk-one" ? ModelAnswer.Of(ModelFault.RateLimited) with { RetryAfterSeconds = 30 } : ModelAnswer.Of("כאן."));
        var caller = new TestCaller(mind);
        Assert.Equal("כאן.", (await caller.SayAsync("שלום", Cancellation)).Text);
        Assert.Equal("כאן.", (await caller.SayAsync("ושוב", Cancellation)).Text);
        _time.Advance(TimeSpan.FromSeconds(30));
        await caller.SayAsync("ועוד", Cancellation);
        Assert.Equal(["sk-one", "sk-two", "sk-two", "sk-one", "sk-two"], Model.Requests.All.Select(request => request.Key));
        Assert.DoesNotContain(_log.All, line => line.Text.Contains("sk-", StringComparison.Ordinal));
        Assert.Contains(_log.All, line => line.Text.StartsWith("Key 1 of openai rests", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_no_key_is_good_each_is_asked_once_and_then_nobody()
    {
        using var mind = OpenAi(["sk-one", "sk-two"]);
        Model.Fails(ModelFault.UsedUp);
        for (var i = 0; i < 3; i++)
        {
            var failure = await Assert.ThrowsAsync<MindException>(() => new TestCaller(mind).SayAsync("שלום", Cancellation));
            Assert.Equal(MindFailure.Quota, failure.Failure);
            Assert.NotNull(failure.RetryAfter);
            Assert.DoesNotContain("sk-", failure.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(["sk-one", "sk-two"], Model.Requests.All.Select(request => request.Key));
    }

    [Fact]
    public async Task A_fault_that_is_not_of_the_key_does_not_make_it_rest()
    {
        using var mind = OpenAi(["sk-one", "sk-two"]);
        Model.Fails(ModelFault.ServerError, times: 1);
        await Assert.ThrowsAsync<MindException>(() => new TestCaller(mind).SayAsync("שלום", Cancellation));
        await new TestCaller(mind).SayAsync("שלום", Cancellation);
        Assert.Equal(["sk-one", "sk-one"], Model.Requests.All.Select(request => request.Key));
    }

    [Fact]
    public async Task OpenAI_keeps_nothing_and_finds_the_beginning_in_its_cache()
    {
        using var mind = OpenAi(["sk-one"]);
        var caller = new TestCaller(mind);
        var filler = string.Join(' ', Enumerable.Repeat("מילה", 2_000));
        await caller.SayAsync(caller.Ask("אחת") with { Instructions = filler }, Cancellation);
        var reply = await caller.SayAsync(caller.Ask("שתיים") with { Instructions = filler }, Cancellation);
        Assert.InRange(reply.Usage.CachedInputTokens, 1_000, reply.Usage.InputTokens);
        Assert.All(Model.Requests.All, request => Assert.Contains("\"store\":false", request.Body, StringComparison.Ordinal));
        Assert.All(Model.Requests.All, request => Assert.Contains("\"effort\":\"none\"", request.Body, StringComparison.Ordinal));
        Assert.All(Model.Requests.All, request => Assert.DoesNotContain("salon\"", request.Body.Split("prompt_cache_key")[1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Anthropic_finds_the_conversation_in_its_cache()
    {
        var options = new AnthropicOptions { Name = "anthropic", BaseUrl = _anthropic.Address.ToString(), Keys = { "sk-ant" } };
        using var mind = new AnthropicMind(options, new TestPrompt(), _time, NullLogger<AnthropicMind>.Instance);
        var caller = new TestCaller(mind);
        var filler = string.Join(' ', Enumerable.Repeat("מילה", 8_000));
        var figures = new List<MindUsage>();
        for (var turn = 0; turn < 3; turn++)
            figures.Add((await caller.SayAsync(caller.Ask($"פנייה {turn} {filler[..3_000]}") with { Instructions = filler }, Cancellation)).Usage);
        Assert.Equal(0, figures[0].CachedInputTokens);
        Assert.InRange(figures[1].CachedInputTokens, 1, figures[1].InputTokens);
        Assert.InRange(figures[2].CachedInputTokens, figures[1].CachedInputTokens + 1, figures[2].InputTokens);
        Assert.All(Model.Requests.All, request => Assert.Contains("\"thinking\":{\"type\":\"disabled\"}", request.Body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HTTP/1.1 307 Temporary Redirect\r\nLocation: {0}elsewhere\r\nContent-Length: 0\r\n\r\n", MindFailure.Refused)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", MindFailure.Unavailable)]
    [InlineData("HTTP/1.1 500 Oops\r\n\r\n{{\"error\":{{\"message\":\"", MindFailure.Unavailable)]
    public async Task A_server_that_redirects_or_says_nothing_gets_one_request(string answer, MindFailure failure)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://{listener.LocalEndpoint}/";
        var served = ServeAsync(listener, string.Format(System.Globalization.CultureInfo.InvariantCulture, answer, address));
        using var mind = OpenAi(["sk-one"], address);
        var thrown = await Assert.ThrowsAsync<MindException>(() => new TestCaller(mind).SayAsync("hello", Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        Assert.Equal(failure, thrown.Failure);
        await served;
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Without_a_key_it_says_what_is_missing_and_asks_nobody()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("OPENAI_API_KEY") is { Length: > 0 }, "There is a key in the environment.");
        using var mind = OpenAi([], "https://api.openai.com/v1");
        var health = await mind.CheckAsync(Cancellation);
        Assert.False(health.IsReady);
        Assert.Contains("OPENAI_API_KEY", health.Detail, StringComparison.Ordinal);
        Assert.Equal(MindFailure.Refused, (await Assert.ThrowsAsync<MindException>(() => new TestCaller(mind).SayAsync("שלום", Cancellation))).Failure);
    }

    [Fact]
    public void Settings_that_cannot_be_are_named()
    {
        var wrong = new OpenAiOptions
        {
            Name = "x", BaseUrl = "ftp://x", SilenceLimit = TimeSpan.Zero, Model = "", Effort = "much", MaxSteps = 0, RefusedKeyRest = TimeSpan.FromDays(-1), Keys = { "מפתח" },
        };
        var problems = wrong.Problems().ToList();
        foreach (var name in new[] { "BaseUrl", "Model", "Effort", "MaxSteps", "RefusedKeyRest", "SilenceLimit", "Keys" })
            Assert.Single(problems, problem => problem.StartsWith(name, StringComparison.Ordinal));
        Assert.Empty(new OpenAiOptions { Name = "x" }.Problems());
        Assert.Empty(new AnthropicOptions { Name = "x" }.Problems());
        Assert.NotEmpty(new AnthropicOptions { Name = "x", Thinking = "on" }.Problems());
    }

    // Takes one request, answers, and closes.
    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        var length = 0;
        while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 } line)
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(line[15..], System.Globalization.CultureInfo.InvariantCulture);
        await reader.ReadBlockAsync(new char[length], Cancellation);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), Cancellation);
    }
}
