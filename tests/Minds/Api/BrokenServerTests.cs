using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.OpenAi;
using YemotAi.Tests;

namespace YemotAi.Minds.Api;

/// <summary>Servers that answer as no simulator does: to the letter what a test writes.</summary>
public sealed class BrokenServerTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    private const string Broken = "HTTP/1.1 500 Oops\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private static readonly MindTool Tool = new("price_of", "Gives a price.", System.Text.Json.JsonElement.Parse(
        """{"type":"object","properties":{},"required":[],"additionalProperties":false}"""), (_, _) => Task.FromResult("5"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static OpenAiMind Mind(TcpListener listener, OpenAiInterface api, TimeProvider? time = null) => new(
        new OpenAiOptions { Name = "local", BaseUrl = $"http://{listener.LocalEndpoint}/", Api = api, Keys = { "k1", "k2" } },
        new TestPrompt(),
        time ?? new ManualTime(),
        NullLogger<OpenAiMind>.Instance);

    [Fact]
    public async Task What_a_broken_stream_gave_is_not_in_the_next_try()
    {
        using var listener = Listen();
        const string First = Head
            + "event: response.output_item.done\ndata: "
            + """{"type":"response.output_item.done","sequence_number":1,"output_index":0,"item":{"type":"function_call","id":"fc_1","call_id":"call_1","name":"price_of","arguments":"{}","status":"completed"}}"""
            + "\n\nevent: response.failed\ndata: "
            + """{"type":"response.failed","sequence_number":2,"response":{"id":"resp_1","object":"response","created_at":1,"status":"failed","error":{"code":"rate_limit_exceeded","message":"slow"},"model":"m","output":[],"parallel_tool_calls":true,"tool_choice":"auto","tools":[]}}"""
            + "\n\n";
        var served = ServeAsync(listener, First, Broken);
        using var mind = Mind(listener, OpenAiInterface.Responses);
        await Assert.ThrowsAsync<MindException>(() => mind.ReplyAsync(new TestCaller(mind).Ask("x") with { Tools = [Tool] }, Cancellation));
        var seen = await served;
        Assert.Equal(2, seen.Count);
        Assert.DoesNotContain("call_1", seen[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_an_id_gets_its_result_all_the_same()
    {
        using var listener = Listen();
        const string Call = Head
            + """data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"type":"function","function":{"name":"price_of","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}"""
            + "\n\ndata: [DONE]\n\n";
        const string Words = Head
            + """data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}"""
            + "\n\ndata: [DONE]\n\n";
        var served = ServeAsync(listener, Call, Words);
        using var mind = Mind(listener, OpenAiInterface.Chat);
        Assert.Equal("ok", (await mind.ReplyAsync(new TestCaller(mind).Ask("x") with { Tools = [Tool] }, Cancellation)).Text);
        Assert.Contains("\"tool_call_id\":\"call_", (await served)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_whose_body_never_ends_is_known_by_its_status()
    {
        using var listener = Listen();
        var time = new ManualTime();
        using var mind = Mind(listener, OpenAiInterface.Chat, time);
        var turn = new TestCaller(mind).SayAsync("x", Cancellation);
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        await using var stream = client.GetStream();
        await ReadAsync(stream);
        await stream.WriteAsync(Encoding.UTF8.GetBytes("HTTP/1.1 400 Bad\r\nContent-Length: 1000\r\n\r\n{\"error\":"), Cancellation);
        // One for the turn, one for the error.
        await time.WhenWaitingAsync(2, Cancellation);
        time.Advance(TimeSpan.FromSeconds(1));
        var failure = await Assert.ThrowsAsync<MindException>(() => turn.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        Assert.Equal(MindFailure.Bug, failure.Failure);
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    // Answers one request after the other, and closes after each; gives what was asked.
    private static async Task<List<string>> ServeAsync(TcpListener listener, params string[] answers)
    {
        var seen = new List<string>();
        foreach (var answer in answers)
        {
            using var client = await listener.AcceptTcpClientAsync(Cancellation);
            await using var stream = client.GetStream();
            seen.Add(await ReadAsync(stream));
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), Cancellation);
        }

        return seen;
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var length = 0;
        while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 } line)
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(line[15..], CultureInfo.InvariantCulture);
        // All that a test says is ASCII, so that characters are bytes.
        var body = new char[length];
        return new string(body, 0, await reader.ReadBlockAsync(body, Cancellation));
    }
}
