using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;
using YemotAi.Simulators.Models;

namespace YemotAi.Minds.Simulators;

/// <summary>What the simulated OpenAI refuses, as the real one does.</summary>
public sealed class OpenAiSimulatorTests : IAsyncLifetime
{
    private const string Responses = "responses";
    private const string Chat = "chat/completions";

    private readonly HttpClient _http = new();
    private OpenAiSimulator _openai = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _openai = await OpenAiSimulator.StartAsync(new SimulatedModel { Keys = ["sk-right"], Models = ["gpt-5", "gpt-4.1"] });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _openai.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"input":"hi"}""", "model", "missing_required_parameter")]
    [InlineData("""{"model":"gpt-5"}""", "input", "missing_required_parameter")]
    [InlineData("""{"model":"gpt-5","input":7}""", "input", "invalid_type")]
    [InlineData("""{"model":"gpt-5","input":"hi","messages":[]}""", "messages", "unknown_parameter")]
    [InlineData("""{"model":"gpt-5","input":[{"role":"bot","content":"hi"}]}""", "input[0]", "invalid_value")]
    [InlineData("""{"model":"gpt-5","input":[{"role":"user"}]}""", "input[0].content", "missing_required_parameter")]
    [InlineData("""{"model":"gpt-5","input":[{"type":"poem","content":"hi"}]}""", "input[0]", "invalid_value")]
    [InlineData("""{"model":"gpt-5","input":[{"role":"assistant","content":[{"type":"input_text","text":"hi"}]}]}""", "input[0].content[0]", "invalid_value")]
    [InlineData("""{"model":"gpt-5","input":[{"role":"user","content":[{"type":"output_text","text":"hi"}]}]}""", "input[0].content[0]", "invalid_value")]
    [InlineData("""{"model":"gpt-5","input":[{"id":"1","role":"user","content":"hi"}]}""", "input[0].id", "invalid_value")]
    [InlineData("""{"model":"gpt-5","input":[{"type":"function_call_output","call_id":"a","output":"x"}]}""", "input", null)]
    [InlineData("""{"model":"gpt-5","input":[{"type":"function_call","call_id":"a","name":"f","arguments":"{}"}]}""", "input", null)]
    [InlineData("""{"model":"gpt-5","input":"hi","previous_response_id":"resp_1"}""", "previous_response_id", "previous_response_not_found")]
    [InlineData("""{"model":"gpt-4.1","input":"hi","temperature":2.5}""", "temperature", "decimal_above_max_value")]
    [InlineData("""{"model":"gpt-5","input":"hi","temperature":0.2}""", "temperature", "unsupported_parameter")]
    [InlineData("""{"model":"gpt-4.1","input":"hi","reasoning":{"effort":"low"}}""", "reasoning.effort", "unsupported_parameter")]
    [InlineData("""{"model":"gpt-5","input":"hi","max_output_tokens":3}""", "max_output_tokens", "integer_below_min_value")]
    [InlineData("""{"model":"gpt-5","input":"hi","tools":[{"type":"function","function":{"name":"f"}}]}""", "tools[0].name", "missing_required_parameter")]
    [InlineData("""{"model":"gpt-5","input":"hi","tools":[{"type":"function","name":"f f"}]}""", "tools[0].name", "invalid_value")]
    [InlineData("""{"model":"gpt-5","input":"hi","tools":[{"type":"function","name":"f","parameters":{"type":"string"}}]}""", "tools[0].parameters", "invalid_function_parameters")]
    [InlineData("""{"model":"gpt-5","input":"hi","tools":[{"type":"function","name":"f","strict":true,"parameters":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}}]}""", "tools[0].parameters", "invalid_function_parameters")]
    [InlineData("""{"model":"gpt-5","input":"hi","tools":[{"type":"function","name":"f","strict":true,"parameters":{"type":"object","properties":{"a":{"type":"string"}},"required":[],"additionalProperties":false}}]}""", "tools[0].parameters", "invalid_function_parameters")]
    [InlineData("""{"model":"gpt-5","input":"hi","text":{"format":{"type":"json_schema","name":"x","strict":true,"schema":{"type":"object","properties":{"a":{"type":"object","properties":{}}},"required":["a"],"additionalProperties":false}}}}""", "text.format.schema", "invalid_json_schema")]
    public async Task A_response_is_refused_for(string body, string? param, string? code)
    {
        var (status, error) = await PostAsync(Responses, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(("invalid_request_error", param, code), (error.Type, error.Param, error.Code));
        Assert.Equal(400, Assert.Single(_openai.Rejected.All).Status);
        Assert.Empty(_openai.Model.Requests.All);
    }

    [Theory]
    [InlineData("""{"model":"gpt-5"}""", "messages")]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}]}""", null)]
    [InlineData("""{"model":"gpt-5","messages":[]}""", "messages")]
    [InlineData("""{"model":"gpt-5","input":"hi","messages":[{"role":"user","content":"hi"}]}""", "input")]
    [InlineData("""{"model":"gpt-5","messages":[{"role":"bot","content":"hi"}]}""", "messages[0].role")]
    [InlineData("""{"model":"gpt-5","messages":[{"role":"user","content":null}]}""", "messages[0].content")]
    [InlineData("""{"model":"gpt-5","messages":[{"role":"user","content":"hi"},{"role":"tool","tool_call_id":"a","content":"x"}]}""", "messages[1].role")]
    [InlineData("""{"model":"gpt-5","messages":[{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"user","content":"hi"}]}""", "messages[1].role")]
    [InlineData("""{"model":"gpt-5","messages":[{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}]}""", "messages.role")]
    [InlineData("""{"model":"gpt-5","messages":[{"role":"user","content":"hi"}],"stream_options":{"include_usage":true}}""", "stream_options")]
    [InlineData("""{"model":"gpt-5","messages":[{"role":"user","content":"hi"}],"tool_choice":"auto"}""", "tool_choice")]
    [InlineData("""{"model":"gpt-5","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","name":"f"}]}""", "tools[0].function")]
    [InlineData("""{"model":"gpt-5","messages":[{"role":"user","content":"hi"}],"max_tokens":100}""", "max_tokens")]
    public async Task A_completion_is_refused_for(string body, string? param)
    {
        var (status, error) = await PostAsync(Chat, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(("invalid_request_error", param), (error.Type, error.Param));
    }

    [Theory]
    [InlineData(Responses, """{"model":"gpt-9","input":"hi"}""")]
    [InlineData(Chat, """{"model":"gpt-9","messages":[{"role":"user","content":"hi"}]}""")]
    public async Task A_model_that_is_not_there_is_not_found(string path, string body)
    {
        var (status, error) = await PostAsync(path, body);

        Assert.Equal((HttpStatusCode.NotFound, "model_not_found"), (status, error.Code));
    }

    [Theory]
    [InlineData("sk-wrong-0123456789", "invalid_api_key")]
    [InlineData(null, null)]
    public async Task Without_the_right_key_nothing_is_answered(string? key, string? code)
    {
        var (status, error) = await PostAsync(Responses, """{"model":"gpt-5","input":"hi"}""", key: key);

        Assert.Equal((HttpStatusCode.Unauthorized, code), (status, error.Code));
        Assert.DoesNotContain("wrong-0123", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_json_is_refused()
    {
        Assert.Equal("unsupported_content_type", (await PostAsync(Responses, """{"model":"gpt-5","input":"hi"}""", type: "text/plain")).Error.Code);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(Responses, "{{{")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(Chat, "[]")).Status);
    }

    [Theory]
    [InlineData("GET", "responses", HttpStatusCode.UpgradeRequired)]
    [InlineData("GET", "chat/completions", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "models", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "completions", HttpStatusCode.NotFound)]
    public async Task Another_way_in_is_refused(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{_openai.Address}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk-right");
        using var response = await _http.SendAsync(request, Cancellation);

        Assert.Equal(status, response.StatusCode);
        Assert.NotEmpty(response.Headers.GetValues("x-request-id"));
    }

    [Fact]
    public async Task The_model_hears_who_said_what()
    {
        const string body = """
            {"model":"gpt-5","instructions":"one","prompt_cache_key":"k","input":[
              {"role":"developer","content":"two"},
              {"role":"user","content":[{"type":"input_text","text":"<environment_context>x</environment_context>"}]},
              {"role":"user","content":"first"},
              {"type":"function_call","call_id":"a","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"a","output":"old"},
              {"role":"assistant","content":[{"type":"output_text","text":"answer"}]},
              {"role":"user","content":[{"type":"input_text","text":"second"}]},
              {"type":"function_call","call_id":"b","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"b","output":"new"}],
             "tools":[{"type":"function","name":"f","parameters":{"type":"object","properties":{}}}]}
            """;
        await PostAsync(Responses, body);

        var request = Assert.Single(_openai.Model.Requests.All);
        Assert.Equal("one\n\ntwo\n\n<environment_context>x</environment_context>", request.System);
        Assert.Equal([new("user", "first"), new("assistant", "answer"), new("user", "second")], request.Messages);
        Assert.Equal(["new"], request.ToolResults);
        Assert.Equal(["f"], request.Tools);
        Assert.True(request.Caches);
        Assert.Equal("sk-right", request.Key);
    }

    private async Task<(HttpStatusCode Status, (string Message, string? Type, string? Param, string? Code) Error)> PostAsync(
        string path, string body, string? key = "sk-right", string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_openai.Address}/{path}");
        request.Content = new StringContent(body, Encoding.UTF8, type);
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await _http.SendAsync(request, Cancellation);
        var json = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        if (response.IsSuccessStatusCode) return (response.StatusCode, default);
        var error = json.GetProperty("error");
        return (response.StatusCode, (
            error.GetProperty("message").GetString()!,
            error.GetProperty("type").GetString(),
            error.GetProperty("param").GetString(),
            error.GetProperty("code").GetString()));
    }
}
