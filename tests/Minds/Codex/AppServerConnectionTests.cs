using System.Text;
using System.Threading.Channels;
using Xunit;
using YemotAi.Providers.Codex.AppServer;
using YemotAi.Providers.Processes;

namespace YemotAi.Minds.Codex;

/// <summary>The protocol's lines, without a process.</summary>
public sealed class AppServerConnectionTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_find_their_requests_in_any_order()
    {
        var lines = new TestLines();
        await using var connection = new AppServerConnection(lines);
        var one = connection.RequestAsync("one", writer => writer.WriteString("text", "שלום \"x\"\n"));
        var two = connection.RequestAsync("two", _ => { });
        Assert.Equal("""{"id":1,"method":"one","params":{"text":"שלום \"x\"\n"}}""", await lines.WrittenAsync());
        Assert.Equal("""{"id":2,"method":"two","params":{}}""", await lines.WrittenAsync());
        lines.Say("""{"id":2,"result":{"is":"two"}}""");
        lines.Say("""{"id":1,"result":{"is":"one"}}""");
        Assert.Equal("one", (await one.WaitAsync(Guard, Cancellation)).GetProperty("is").GetString());
        Assert.Equal("two", (await two.WaitAsync(Guard, Cancellation)).GetProperty("is").GetString());
    }

    [Fact]
    public async Task What_is_not_understood_is_left_out()
    {
        var lines = new TestLines();
        await using var connection = new AppServerConnection(lines);
        var asked = connection.RequestAsync("one", _ => { });
        string[] garbage =
        [
            "garbage", "", "[1]", "null", "{\"id\":77,\"result\":{}}", "{\"id\":\"1\",\"result\":{}}", "{\"id\":1.5}", "{}",
            "{\"method\":5}", new string('[', 5_000),
        ];
        foreach (var line in garbage) lines.Say(line);
        lines.Say([0x7B, 0x22, 0x6D, 0x65, 0x74, 0x68, 0x6F, 0x64, 0x22, 0x3A, 0x22, 0xFF, 0x22, 0x7D]);
        lines.Say("""{"method":"turn/completed","params":{"threadId":"nobody's"}}""");
        lines.Say("""{"method":"turn/completed"}""");
        lines.Say("""{"method":"something/new","params":[]}""");
        lines.Say("""{"id":1,"result":{}}""");
        await asked.WaitAsync(Guard, Cancellation);
        Assert.Equal(garbage.Length + 1, connection.Strange);
    }

    [Fact]
    public async Task An_error_is_a_refusal_without_the_servers_words()
    {
        var lines = new TestLines();
        await using var connection = new AppServerConnection(lines);
        var asked = connection.RequestAsync("turn/start", _ => { });
        lines.Say("""{"id":1,"error":{"code":-32602,"message":"secret words","data":{"input_error_code":"input_too_large"}}}""");
        var refusal = await Assert.ThrowsAsync<AppServerRefusalException>(() => asked.WaitAsync(Guard, Cancellation));
        Assert.True(refusal.IsTooLarge);
        Assert.False(refusal.IsLostThread);
        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
        var other = connection.RequestAsync("turn/start", _ => { });
        lines.Say("""{"id":2,"error":{"code":-32600,"message":"thread not found: x"}}""");
        Assert.True((await Assert.ThrowsAsync<AppServerRefusalException>(() => other.WaitAsync(Guard, Cancellation))).IsLostThread);
    }

    [Fact]
    public async Task What_happens_goes_to_who_follows_the_thread()
    {
        var lines = new TestLines();
        await using var connection = new AppServerConnection(lines);
        var (a, b) = (new Follower(), new Follower());
        connection.Follow("a", a);
        connection.Follow("b", b);
        lines.Say("""{"method":"item/agentMessage/delta","params":{"threadId":"b","turnId":"t","itemId":"m","delta":"של"}}""");
        lines.Say("""{"method":"item/agentMessage/delta","params":{"threadId":"a","turnId":"u","itemId":"n","delta":"כן"}}""");
        Assert.Equal(new AppServerEvent.Words("u", "n", "כן"), await a.NextAsync());
        Assert.Equal(new AppServerEvent.Words("t", "m", "של"), await b.NextAsync());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("\"call-7\"")]
    public async Task A_tools_call_is_answered_under_its_own_id(string id)
    {
        var lines = new TestLines();
        await using var connection = new AppServerConnection(lines);
        var follower = new Follower();
        connection.Follow("a", follower);
        lines.Say("""{"method":"item/tool/call","id":ID,"params":{"threadId":"a","turnId":"u","callId":"c","tool":"price_of","arguments":{"x":1}}}"""
            .Replace("ID", id, StringComparison.Ordinal));
        var called = Assert.IsType<AppServerEvent.ToolCalled>(await follower.NextAsync());
        Assert.Equal(("price_of", 1), (called.Tool, called.Arguments.GetProperty("x").GetInt32()));
        connection.AnswerTool(called.Request, "120", success: true);
        Assert.Equal(
            $$$"""{"id":{{{id}}},"result":{"contentItems":[{"type":"inputText","text":"120"}],"success":true}}""", await lines.WrittenAsync());
    }

    [Theory]
    [InlineData("item/commandExecution/requestApproval", "\"decision\":\"decline\"")]
    [InlineData("item/fileChange/requestApproval", "\"decision\":\"decline\"")]
    [InlineData("execCommandApproval", "\"decision\":\"denied\"")]
    [InlineData("applyPatchApproval", "\"decision\":\"denied\"")]
    [InlineData("item/permissions/requestApproval", "\"code\":-32601")]
    [InlineData("something/else", "\"code\":-32601")]
    [InlineData("item/tool/call", "\"success\":false")]
    public async Task Whatever_else_the_server_asks_for_is_denied(string method, string expected)
    {
        var lines = new TestLines();
        await using var connection = new AppServerConnection(lines);
        lines.Say($$$"""{"method":"{{{method}}}","id":3,"params":{"threadId":"nobody's"}}""");
        var answer = await lines.WrittenAsync();
        Assert.StartsWith("{\"id\":3,", answer, StringComparison.Ordinal);
        Assert.Contains(expected, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_output_ends_everybody_who_waits_learns_it_at_once(bool tooLong)
    {
        var lines = new TestLines();
        await using var connection = new AppServerConnection(lines);
        var follower = new Follower();
        connection.Follow("a", follower);
        var asked = Enumerable.Range(0, 20).Select(_ => connection.RequestAsync("one", _ => { })).ToList();
        lines.End(tooLong ? new ChildOutputException("A line is too long.") : null);
        foreach (var one in asked) await Assert.ThrowsAsync<AppServerGoneException>(() => one.WaitAsync(Guard, Cancellation));
        Assert.IsType<AppServerEvent.Gone>(await follower.NextAsync());
        await connection.Closed.WaitAsync(Guard, Cancellation);

        await Assert.ThrowsAsync<AppServerGoneException>(() => connection.RequestAsync("two", _ => { }));
        var late = new Follower();
        connection.Follow("b", late);
        Assert.IsType<AppServerEvent.Gone>(await late.NextAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_long_failure_of_one_conversation_takes_the_process_from_no_other(int megabytes)
    {
        var lines = new TestLines();
        await using var connection = new AppServerConnection(lines);
        var follower = new Follower();
        connection.Follow("a", follower);
        var text = string.Concat(Enumerable.Repeat("111 ", megabytes << 18));
        lines.Say("""{"method":"turn/completed","params":{"threadId":"a","turn":{"id":"t","status":"failed","error":{"message":"TEXT"}}}}"""
            .Replace("TEXT", text, StringComparison.Ordinal));
        var asked = connection.RequestAsync("one", _ => { });
        lines.Say("""{"id":1,"result":{}}""");
        await asked.WaitAsync(Guard, Cancellation);
        Assert.NotNull(Assert.IsType<AppServerEvent.Ended>(await follower.NextAsync()).Failure);
    }

    [Fact]
    public async Task What_goes_wrong_with_one_line_takes_the_process_from_no_other()
    {
        var lines = new TestLines();
        await using var connection = new AppServerConnection(lines);
        connection.Follow("a", new Thrower());
        lines.Say("""{"method":"item/agentMessage/delta","params":{"threadId":"a","turnId":"u","itemId":"n","delta":"כן"}}""");
        var asked = connection.RequestAsync("one", _ => { });
        lines.Say("""{"id":1,"result":{}}""");
        await asked.WaitAsync(Guard, Cancellation);
        Assert.Equal(1, connection.Strange);
        connection.Unfollow("a");
    }

    [Fact]
    public async Task A_process_that_takes_nothing_holds_nobody_up()
    {
        var lines = new TestLines { TakesNothing = true };
        await using var connection = new AppServerConnection(lines);
        var asked = Enumerable.Range(0, 2_000).Select(_ => connection.RequestAsync("one", _ => { })).ToList();
        await Assert.ThrowsAsync<AppServerGoneException>(() => asked[^1].WaitAsync(Guard, Cancellation));
        Assert.False(asked[0].IsCompleted);
        // And what it says is still heard.
        lines.Say("""{"id":1,"result":{}}""");
        await asked[0].WaitAsync(Guard, Cancellation);
    }

    private sealed class Follower : IAppServerFollower
    {
        private readonly Channel<AppServerEvent> _events = Channel.CreateUnbounded<AppServerEvent>();

        public void Take(AppServerEvent happened) => _events.Writer.TryWrite(happened);

        public async Task<AppServerEvent> NextAsync() => await _events.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(Guard, Cancellation);
    }

    private sealed class TestLines : IAppServerLines
    {
        private readonly Channel<byte[]> _said = Channel.CreateUnbounded<byte[]>();
        private readonly Channel<string> _written = Channel.CreateUnbounded<string>();

        public bool TakesNothing { get; init; }

        public void Say(string line) => Say(Encoding.UTF8.GetBytes(line));

        public void Say(byte[] line) => _said.Writer.TryWrite(line);

        public void End(Exception? error) => _said.Writer.TryComplete(error);

        public async Task<string> WrittenAsync() => await _written.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(Guard, Cancellation);

        public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
        {
            if (TakesNothing) await Task.Delay(Timeout.Infinite, cancellation);
            var line = Encoding.UTF8.GetString(bytes.Span);
            Assert.EndsWith("\n", line, StringComparison.Ordinal);
            _written.Writer.TryWrite(line[..^1]);
            return true;
        }

        public async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellation)
        {
            while (await _said.Reader.WaitToReadAsync(cancellation))
            {
                if (_said.Reader.TryRead(out var line)) return line.AsMemory();
            }

            return null;
        }
    }

    private sealed class Thrower : IAppServerFollower
    {
        public void Take(AppServerEvent happened) => throw new NotSupportedException();
    }
}
