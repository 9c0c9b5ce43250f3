using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;
using YemotAi.Simulators.Models;

namespace YemotAi.Minds.Simulators;

/// <summary>What the simulated Anthropic refuses, as the real one does.</summary>
public sealed class AnthropicSimulatorTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private AnthropicSimulator _anthropic = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _anthropic = await AnthropicSimulator.StartAsync(new SimulatedModel { Keys = ["right"], Models = ["claude-sonnet-5", "claude-sonnet-4-5"] });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _anthropic.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"model":"claude-sonnet-5","messages":[{"role":"user","content":"hi"}]}""", "max_tokens: Field required")]
    [InlineData("""{"max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""", "model: Field required")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9}""", "messages: Field required")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"messages":[]}""", "at least one message")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"input":"hi","messages":[{"role":"user","content":"hi"}]}""", "input: Extra inputs are not permitted")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"assistant","content":"hi"}]}""", "first message must use the \"user\" role")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":"hi"},{"role":"tool","content":"hi"}]}""", "Unexpected role")]
    [InlineData("""{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[{"role":"user","content":"hi"},{"role":"system","content":"hi"}]}""", "Unexpected role \"system\"")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"so"}]}""", "does not support assistant message prefill")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":""}]}""", "non-empty content")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":""}]}]}""", "text content blocks must be non-empty")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"  "}]}]}""", "non-whitespace")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"system":[{"type":"text","text":"","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":"hi"}]}""", "cache_control cannot be set for empty text blocks")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"input_text","text":"hi"}]}]}""", "does not match any of the expected tags")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]},{"role":"user","content":"so?"}]}""", "were found without `tool_result` blocks immediately after: a")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]},{"role":"user","content":[{"type":"text","text":"so"},{"type":"tool_result","tool_use_id":"a","content":"x"}]}]}""", "were found without `tool_result` blocks immediately after: a")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"x"}]}]}""", "unexpected `tool_use_id` found")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"temperature":1.5,"messages":[{"role":"user","content":"hi"}]}""", "temperature: Input should be less than or equal to 1")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"tools":[{"name":"f"}],"messages":[{"role":"user","content":"hi"}]}""", "tools.0.input_schema: Field required")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"tools":[{"name":"f","input_schema":{"type":"string"}}],"messages":[{"role":"user","content":"hi"}]}""", "tools.0.input_schema.type")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"1","cache_control":{"type":"ephemeral"}},{"type":"text","text":"2","cache_control":{"type":"ephemeral"}},{"type":"text","text":"3","cache_control":{"type":"ephemeral"}},{"type":"text","text":"4","cache_control":{"type":"ephemeral"}},{"type":"text","text":"5","cache_control":{"type":"ephemeral"}}]}]}""", "A maximum of 4 blocks with cache_control may be provided. Found 5.")]
    public async Task A_message_is_refused_for(string body, string why)
    {
        var (status, type, message) = await PostAsync(body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request_error"), (status, type));
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.Single(_anthropic.Rejected.All);
        Assert.Empty(_anthropic.Model.Requests.All);
    }

    [Fact]
    public async Task Key_and_version_are_demanded()
    {
        const string body = """{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""";

        Assert.Equal((HttpStatusCode.Unauthorized, "authentication_error"), Kind(await PostAsync(body, key: null)));
        Assert.Equal((HttpStatusCode.Unauthorized, "authentication_error"), Kind(await PostAsync(body, key: "wrong")));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request_error"), Kind(await PostAsync(body, version: null)));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request_error"), Kind(await PostAsync(body, version: "tomorrow")));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(body)).Status);
    }

    [Theory]
    [InlineData("temperature")]
    [InlineData("top_p")]
    [InlineData("top_k")]
    public async Task The_version_of_2026_has_no_settings_of_sampling(string setting)
    {
        var body = $$"""{"model":"claude-sonnet-5","max_tokens":9,"{{setting}}":1,"messages":[{"role":"user","content":"hi"}]}""";

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(body)).Status);
        Assert.Equal($"{setting}: Extra inputs are not permitted", (await PostAsync(body, version: "2026-10-21")).Message);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Equal((HttpStatusCode.NotFound, "not_found_error"), Kind(await PostAsync("""{"model":"claude-0","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""")));
        Assert.Equal((HttpStatusCode.NotFound, "not_found_error"), Kind(await PostAsync("{}", path: "v1/complete")));
    }

    [Fact]
    public async Task A_request_over_32_megabytes_is_too_large()
    {
        var answer = await PostAsync(new string(' ', 33 * 1024 * 1024));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "request_too_large"), Kind(answer));
    }

    [Fact]
    public async Task The_model_hears_who_said_what()
    {
        const string body = """
            {"model":"claude-sonnet-5","max_tokens":9,
             "system":[{"type":"text","text":"one"},{"type":"text","text":"two","cache_control":{"type":"ephemeral"}}],
             "tools":[{"name":"f","input_schema":{"type":"object"}}],
             "messages":[
              {"role":"user","content":[{"type":"text","text":"<system-reminder>x</system-reminder>\n"},{"type":"text","text":"first"}]},
              {"role":"system","content":"three"},
              {"role":"assistant","content":[{"type":"text","text":"answer"},{"type":"tool_use","id":"a","name":"f","input":{}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"done"}]}]}]}
            """;
        var answer = await PostAsync(body);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var request = Assert.Single(_anthropic.Model.Requests.All);
        Assert.Equal("one\n\ntwo\n\n<system-reminder>x</system-reminder>\n\nthree", request.System);
        Assert.Equal([new("user", "first"), new("assistant", "answer")], request.Messages);
        Assert.Equal(["done"], request.ToolResults);
        Assert.Equal(["f"], request.Tools);
        Assert.True(request.Caches);
    }

    private static (HttpStatusCode, string?) Kind((HttpStatusCode Status, string? Type, string Message) answer) => (answer.Status, answer.Type);

    private async Task<(HttpStatusCode Status, string? Type, string Message)> PostAsync(
        string body, string? key = "right", string? version = "2023-06-01", string path = "v1/messages?beta=true")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_anthropic.Address, path));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null) request.Headers.Add("x-api-key", key);
        if (version is not null) request.Headers.Add("anthropic-version", version);
        using var response = await _http.SendAsync(request, Cancellation);
        var json = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        if (response.IsSuccessStatusCode) return (response.StatusCode, null, "");
        Assert.Equal("error", json.GetProperty("type").GetString());
        Assert.Equal(response.Headers.GetValues("request-id").Single(), json.GetProperty("request_id").GetString());
        var error = json.GetProperty("error");
        return (response.StatusCode, error.GetProperty("type").GetString(), error.GetProperty("message").GetString()!);
    }
}
