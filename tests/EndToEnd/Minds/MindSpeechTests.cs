using Xunit;
using YemotAi.Phone.Yemot.Answers;
using YemotAi.Simulators.Models;

namespace YemotAi.EndToEnd.Minds;

/// <summary>What a caller hears of long and slow answers.</summary>
public sealed class MindSpeechTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MindKind.CodexAppServer)]
    [InlineData(MindKind.OpenAi)]
    [InlineData(MindKind.OpenAiChat)]
    [InlineData(MindKind.Anthropic)]
    public async Task The_first_sentence_is_heard_while_the_model_still_writes_the_second(MindKind kind)
    {
        await using var line = await MindLine.StartAsync(kind);
        var open = new TaskCompletionSource();
        line.Model.Answers(_ => new ModelAnswer
        {
            Pieces = ["הנה המשפט הראשון כולו. ", "והנה השני."],
            AfterFirst = cancellation => open.Task.WaitAsync(cancellation),
        });
        await using var program = await line.StartProgramAsync("--Calls:PartPatience", "00:00:01");
        var call = program.Call();
        await call.DialAsync(Cancellation);
        var first = await call.SayAsync("ספרי לי הכול", Cancellation);
        while (!first.HeardText.Contains("הנה המשפט הראשון כולו", StringComparison.Ordinal))
        {
            Assert.IsType<ReadKeysCommand>(call.Question);
            first = await call.SilenceAsync(Cancellation);
        }

        Assert.DoesNotContain("והנה השני", first.HeardText, StringComparison.Ordinal);
        open.SetResult();
        var heard = "";
        while (call.Question is ReadKeysCommand) heard += (await call.SilenceAsync(Cancellation)).HeardText;
        Assert.Contains("והנה השני", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("הנה המשפט הראשון", heard, StringComparison.Ordinal);
        Assert.Empty(program.Log.Errors);
    }

    [Fact]
    public async Task A_long_answer_is_said_in_parts_and_the_model_is_asked_once()
    {
        await using var line = await MindLine.StartAsync(MindKind.OpenAi);
        line.Model.Answers(_ => ModelAnswer.Of(string.Join(' ', Enumerable.Range(1, 40).Select(n => $"זה משפט מספר {n} בתשובה ארוכה."))));
        await using var program = await line.StartProgramAsync();
        var caller = new AgentCaller(program.Call());
        await caller.DialAsync(Cancellation);
        var first = await caller.SayAsync("ספרי לי הכול", Cancellation);
        Assert.Contains("זה משפט מספר 1 ", first, StringComparison.Ordinal);
        Assert.EndsWith("להמשיך?", first, StringComparison.Ordinal);
        var second = await caller.SayAsync("כן", Cancellation);
        Assert.DoesNotContain("זה משפט מספר 1 ", second, StringComparison.Ordinal);
        Assert.Contains("זה משפט מספר 20 ", second, StringComparison.Ordinal);
        await caller.SayAsync("מספיק", Cancellation);
        Assert.Single(line.Model.Requests.All);
    }

    [Fact]
    public async Task When_the_budget_of_the_day_is_spent_the_mind_that_costs_nothing_answers_after_a_restart_too()
    {
        await using var line = await MindLine.StartAsync(MindKind.OpenAi, ("InputPrice", "1000"), ("OutputPrice", "1000"));
        line.Model.Answers(_ => ModelAnswer.Of("תשובה יקרה. עוד משהו?"));
        await using var program = await line.StartProgramAsync("--Ladder:DailyBudget", "0.5");
        var caller = new AgentCaller(program.Call());
        await caller.DialAsync(Cancellation);
        Assert.Contains("תשובה יקרה", await caller.SayAsync("כמה עולה תספורת גבר", Cancellation), StringComparison.Ordinal);
        // It is counted beside the answer, so a turn or two may still pass.
        var heard = "";
        for (var i = 0; i < 10 && !heard.Contains("70 שקלים", StringComparison.Ordinal); i++)
            heard = await caller.SayAsync("כמה עולה תספורת גבר", Cancellation);
        Assert.Contains("70 שקלים", heard, StringComparison.Ordinal);
        await program.Log.WhenLoggedAsync("of 0.5 shekels today", 1, Cancellation);

        var asked = line.Model.Requests.All.Count;
        await program.StartAgainAsync();
        var next = new AgentCaller(program.Call());
        await next.DialAsync(Cancellation);
        Assert.Contains("70 שקלים", await next.SayAsync("כמה עולה תספורת גבר", Cancellation), StringComparison.Ordinal);
        Assert.Equal(asked, line.Model.Requests.All.Count);
    }
}
