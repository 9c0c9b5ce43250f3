using System.Text.Json;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Simulators.Models;

namespace YemotAi.Minds;

/// <content>The host's tools.</content>
public abstract partial class TextMindContract
{
    private static readonly JsonElement OneText = JsonElement.Parse(
        """{"type":"object","properties":{"service":{"type":"string"}},"required":["service"],"additionalProperties":false}""");

    private static MindTool Tool(string name, Func<JsonElement, CancellationToken, Task<string>> run) =>
        new(name, "Gives what is known of a service.", OneText, run);

    private static MindTool Price(List<string>? asked = null) => Tool("price_of", (arguments, _) =>
    {
        var service = arguments.GetProperty("service").GetString()!;
        asked?.Add(service);
        return Task.FromResult($"{service} עולה 120 שקלים");
    });

    // Calls once, then says what the tools gave.
    private void CallsThenTells(params ModelToolCall[] calls) => Model.Answers(request => request.ToolResults.Count == 0
        ? new ModelAnswer { Calls = calls }
        : ModelAnswer.Of("כך: " + string.Join(" | ", request.ToolResults)));

    [Fact]
    public async Task A_tool_is_called_and_its_result_reaches_the_model()
    {
        NeedsTools();
        var asked = new List<string>();
        CallsThenTells(new ModelToolCall("price_of", """{"service":"תספורת \"קצרה\""}"""));
        var reply = await Bench.Mind.ReplyAsync(Caller().Ask("כמה?") with { Tools = [Price(asked)] }, Cancellation);
        Assert.Equal(["תספורת \"קצרה\""], asked);
        Assert.Equal("כך: תספורת \"קצרה\" עולה 120 שקלים", reply.Text);
        Assert.Contains("price_of", Model.Requests.All[0].Tools);
        Assert.Equal(2, Model.Requests.All.Count);
    }

    [Fact]
    public async Task Words_before_a_tool_are_part_of_the_answer()
    {
        NeedsTools();
        var ear = new TestEar();
        Model.Answers(request => request.ToolResults.Count == 0
            ? ModelAnswer.Of("רגע, אבדוק.") with { Calls = [new("price_of", """{"service":"צבע"}""")] }
            : ModelAnswer.Of("מצאתי."));
        var reply = await Bench.Mind.ReplyAsync(Caller().Ask("כמה?") with { Tools = [Price()], Ear = ear }, Cancellation);
        Assert.EndsWith("מצאתי.", reply.Text, StringComparison.Ordinal);
        Assert.StartsWith(ear.Words, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_tools_are_called_in_one_answer()
    {
        NeedsTools();
        var asked = new List<string>();
        CallsThenTells(new("price_of", """{"service":"צבע"}"""), new("price_of", """{"service":"פן"}"""));
        var reply = await Bench.Mind.ReplyAsync(Caller().Ask("כמה?") with { Tools = [Price(asked)] }, Cancellation);
        // In which order is not promised: some run them at the same time.
        Assert.Equal(["צבע", "פן"], asked.OrderDescending(StringComparer.Ordinal));
        Assert.Contains("צבע עולה 120 שקלים", reply.Text, StringComparison.Ordinal);
        Assert.Contains("פן עולה 120 שקלים", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_such_tool", "{}")]
    [InlineData("price_of", "{not json")]
    [InlineData("price_of", "[1]")]
    [InlineData("price_of", "")]
    public async Task A_call_that_cannot_be_made_is_told_to_the_model(string name, string arguments)
    {
        NeedsTools();
        var asked = new List<string>();
        CallsThenTells(new ModelToolCall(name, arguments));
        var reply = await Bench.Mind.ReplyAsync(Caller().Ask("כמה?") with { Tools = [Price(asked)] }, Cancellation);
        Assert.Empty(asked);
        Assert.StartsWith("כך: ", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_tool_throws_is_not_told_to_the_model()
    {
        NeedsTools();
        CallsThenTells(new ModelToolCall("breaks", """{"service":"x"}"""));
        var breaks = Tool("breaks", (_, _) => throw new InvalidOperationException("secret detail"));
        var reply = await Bench.Mind.ReplyAsync(Caller().Ask("כמה?") with { Tools = [breaks] }, Cancellation);
        Assert.StartsWith("כך: ", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", Last.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_result_is_bounded()
    {
        NeedsTools();
        Model.Answers(request => request.ToolResults.Count == 0 ? ModelAnswer.Calling("tells", """{"service":"x"}""") : ModelAnswer.Of("די."));
        var tells = Tool("tells", (_, _) => Task.FromResult(new string('א', 2_000_000)));
        var reply = await Bench.Mind.ReplyAsync(Caller().Ask("כמה?") with { Tools = [tells] }, Cancellation);
        Assert.Equal("די.", reply.Text);
        Assert.InRange(Assert.Single(Last.ToolResults).Length, 1, 50_000);
    }

    [Fact]
    public async Task A_model_that_never_stops_calling_is_stopped()
    {
        NeedsTools();
        Model.Answers(_ => ModelAnswer.Calling("price_of", """{"service":"צבע"}"""));
        await AnswerOrFailureAsync(Caller().Ask("כמה?") with { Tools = [Price()] }, MindFailure.Unusable);
        await NothingRunsAsync();
        Assert.InRange(Model.Requests.All.Count, 2, 30);
    }

    [Fact]
    public async Task A_tool_that_takes_long_ends_with_the_turn()
    {
        NeedsTools();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CallsThenTells(new ModelToolCall("waits", """{"service":"x"}"""));
        var waits = Tool("waits", async (_, stop) =>
        {
            begun.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, stop);
            }
            finally
            {
                ended.SetResult();
            }

            return "";
        });
        using var hungUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var turn = Bench.Mind.ReplyAsync(Caller().Ask("כמה?") with { Tools = [waits] }, hungUp.Token);
        await begun.Task.WaitAsync(Guard, Cancellation);
        await hungUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn.WaitAsync(Guard, Cancellation));
        await ended.Task.WaitAsync(Guard, Cancellation);
        await NothingRunsAsync();
    }

    [Fact]
    public async Task A_later_turn_has_what_was_answered_by_a_tool()
    {
        NeedsTools();
        var caller = Caller();
        CallsThenTells(new ModelToolCall("price_of", """{"service":"צבע"}"""));
        await caller.SayAsync(caller.Ask(Question(1)) with { Tools = [Price()] }, Cancellation);
        Model.Answers(_ => ModelAnswer.Of("בבקשה."));
        await caller.SayAsync(caller.Ask(Question(2)) with { Tools = [Price()] }, Cancellation);
        Assert.Single(Last.Messages, message => message.Text.Contains("כך: ", StringComparison.Ordinal));
        Assert.Empty(Last.ToolResults);
    }
}
