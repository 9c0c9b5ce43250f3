using System.Collections;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;
using YemotAi.Simulators.Models;

namespace YemotAi.Minds.Simulators;

/// <summary>What all simulated vendors do alike: counting what runs, holding, huge answers, the cache.</summary>
public sealed class SimulatorLifeTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private readonly SimulatedModel _model = new();
    private OpenAiSimulator _openai = null!;
    private AnthropicSimulator _anthropic = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Interfaces => ["responses", "chat", "messages"];

    public async ValueTask InitializeAsync()
    {
        _openai = await OpenAiSimulator.StartAsync(_model);
        _anthropic = await AnthropicSimulator.StartAsync(_model);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _openai.DisposeAsync();
        await _anthropic.DisposeAsync();
    }

    [Theory]
    [InlineData("responses", ModelFault.Hangs)]
    [InlineData("responses", ModelFault.StallsMidStream)]
    [InlineData("chat", ModelFault.Hangs)]
    [InlineData("chat", ModelFault.StallsMidStream)]
    [InlineData("messages", ModelFault.Hangs)]
    [InlineData("messages", ModelFault.StallsMidStream)]
    public async Task It_holds_until_the_client_goes(string vendor, ModelFault fault)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource();
        _model.Next(ModelAnswer.Of(fault) with
        {
            Before = cancellation =>
            {
                cancellation.Register(ended.SetResult);
                begun.SetResult();
                return Task.CompletedTask;
            },
        });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var request = SendAsync(vendor, "hi", stream: true, leaving.Token);
        await _model.Requests.WhenCountAsync(1, Cancellation);
        // It is counted before it is answered: who left in between would not be held.
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(1, _model.Running);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await _model.WhenIdleAsync(Cancellation);
        Assert.Equal(0, _model.Running);
    }

    [Theory]
    [MemberData(nameof(Interfaces))]
    public async Task Answers_that_run_at_once_are_counted(string vendor)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _model.Answers(_ => ModelAnswer.Of("כן") with { Before = _ => go.Task });
        var first = SendAsync(vendor, "a", stream: true, Cancellation);
        var second = SendAsync(vendor, "b", stream: false, Cancellation);
        await _model.Requests.WhenCountAsync(2, Cancellation);
        Assert.Equal(2, _model.Running);
        go.SetResult();

        Assert.Contains("כן", await first, StringComparison.Ordinal);
        Assert.Contains("כן", await second, StringComparison.Ordinal);
        await _model.WhenIdleAsync(Cancellation);
        Assert.Equal((0, 2), (_model.Running, _model.MostAtOnce));
    }

    [Theory]
    [MemberData(nameof(Interfaces))]
    public async Task A_piece_of_two_million_letters_comes_whole(string vendor)
    {
        _model.Next(new ModelAnswer { Pieces = [new string('a', 2_000_000), "ב"] }, times: 2);

        Assert.Contains(new string('a', 2_000_000), await SendAsync(vendor, "hi", stream: true, Cancellation), StringComparison.Ordinal);
        Assert.Contains(new string('a', 2_000_000) + "ב", await SendAsync(vendor, "hi", stream: false, Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Interfaces))]
    public async Task An_answer_without_end_streams_until_the_client_goes(string vendor)
    {
        _model.Next(new ModelAnswer { Pieces = new Endless() });
        using var request = Request(vendor, "hi", stream: true);
        using (var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation))
        {
            await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
            var block = new byte[1024 * 1024];
            await body.ReadExactlyAsync(block, Cancellation);
            Assert.Equal(1, _model.Running);
        }

        await _model.WhenIdleAsync(Cancellation);
        Assert.Equal(0, _model.Running);
    }

    [Theory]
    [MemberData(nameof(Interfaces))]
    public async Task The_same_long_beginning_is_read_from_the_cache(string vendor)
    {
        var first = await SendAsync(vendor, "one", stream: false, Cancellation);
        var second = await SendAsync(vendor, "two", stream: false, Cancellation);

        Assert.Equal(0, CachedTokens(first));
        Assert.InRange(CachedTokens(second), 1_000, 1_400);
    }

    [Theory]
    [MemberData(nameof(Interfaces))]
    public async Task Nothing_is_cached_that_was_not_asked_for(string vendor)
    {
        await SendAsync(vendor, "one", stream: false, Cancellation, caches: false);
        var second = await SendAsync(vendor, "two", stream: false, Cancellation, caches: false);

        Assert.Equal(0, CachedTokens(second));
        Assert.All(_model.Requests.All, request => Assert.False(request.Caches));
    }

    [Theory]
    [MemberData(nameof(Interfaces))]
    public async Task A_test_that_fails_in_what_it_answers_is_told(string vendor)
    {
        _model.Answers(_ => throw new InvalidDataException("the test's own"));

        await SendAsync(vendor, "hi", stream: true, Cancellation);

        var rejected = Assert.Single(_openai.Rejected.All.Concat(_anthropic.Rejected.All));
        Assert.Equal(500, rejected.Status);
        Assert.Contains("the test's own", rejected.Message, StringComparison.Ordinal);
        Assert.Equal(0, _model.Running);
    }

    private static int CachedTokens(string answer)
    {
        var usage = JsonElement.Parse(answer).GetProperty("usage");
        if (usage.TryGetProperty("cache_read_input_tokens", out var read)) return read.GetInt32();
        return usage.TryGetProperty("input_tokens_details", out var details)
            ? details.GetProperty("cached_tokens").GetInt32()
            : usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32();
    }

    private async Task<string> SendAsync(string vendor, string said, bool stream, CancellationToken cancellation, bool caches = true)
    {
        using var request = Request(vendor, said, stream, caches);
        using var response = await _http.SendAsync(request, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    private HttpRequestMessage Request(string vendor, string said, bool stream, bool caches = true)
    {
        // Eleven hundred tokens and more, as these simulators count.
        var instructions = string.Concat(Enumerable.Repeat("Be kind. ", 500));
        var said1 = new { role = "user", content = said };
        var system = new { type = "text", text = instructions, cache_control = caches ? new { type = "ephemeral" } : null };
        var (address, body) = vendor switch
        {
            "responses" => ($"{_openai.Address}/responses", JsonSerializer.Serialize(new { model = "m", stream, instructions, input = said, prompt_cache_key = caches ? "k" : null })),
            "chat" => ($"{_openai.Address}/chat/completions", JsonSerializer.Serialize(new { model = "m", stream, prompt_cache_key = caches ? "k" : null, messages = new[] { new { role = "system", content = instructions }, said1 } })),
            _ => ($"{_anthropic.Address}v1/messages", JsonSerializer.Serialize(new { model = "m", stream, max_tokens = 100, system = new[] { system }, messages = new[] { said1 } })),
        };
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "any");
        request.Headers.Add("anthropic-version", "2023-06-01");
        return request;
    }

    private sealed class Endless : IReadOnlyList<string>
    {
        public int Count => throw new NotSupportedException();

        public string this[int index] => throw new NotSupportedException();

        public IEnumerator<string> GetEnumerator()
        {
            while (true) yield return new string('a', 1024);
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
