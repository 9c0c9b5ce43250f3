using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Simulators.Models;

namespace YemotAi.EndToEnd.Minds;

/// <summary>Many calls before a small cap.</summary>
public sealed class MindQueueTests
{
    private const int Calls = 100;
    private const int Cap = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_calls_share_four_processes_in_the_order_in_which_they_came()
    {
        await using var line = await MindLine.StartAsync(MindKind.CodexExec, ("MaxAtOnce", "4"), ("QueueLength", "100"));
        await using var program = await line.StartProgramAsync();
        // Four are answered when all four have come; then the next four begin, and can be no others.
        var rounds = Enumerable.Range(0, Calls / Cap).Select(_ => new TaskCompletionSource()).ToList();
        line.Model.Answers(request => SimulatedModel.Echo(request) with
        {
            Before = cancellation => rounds[NumberIn(request.Said) / Cap].Task.WaitAsync(cancellation),
        });
        var callers = Enumerable.Range(0, Calls).Select(_ => new AgentCaller(program.Call())).ToList();
        foreach (var caller in callers) await caller.DialAsync(Cancellation);
        var most = 0;
        var turns = new List<Task<string>>();
        for (var i = 0; i < Calls; i++)
        {
            turns.Add(callers[i].SayAsync($"שאלה מספר {i} סוף", Cancellation));
            if (i < Cap) await line.Model.Requests.WhenCountAsync(i + 1, Cancellation);
            else await WhenWaitingAsync(program, i + 1 - Cap);
            most = Math.Max(most, RunningTools.AtOnce(program.DataPath));
        }

        for (var round = 0; round < rounds.Count; round++)
        {
            await line.Model.Requests.WhenCountAsync((round + 1) * Cap, Cancellation);
            most = Math.Max(most, RunningTools.AtOnce(program.DataPath));
            rounds[round].SetResult();
        }

        for (var i = 0; i < Calls; i++) Assert.Contains($"שאלה מספר {i} סוף", await turns[i], StringComparison.Ordinal);
        Assert.Equal(Cap, line.Model.MostAtOnce);
        Assert.Equal(Cap, most);
        // Which of the four is at the vendor first is chance.
        Assert.Equal(Enumerable.Range(0, Calls), line.Model.Requests.All.Select(request => NumberIn(request.Said)).Chunk(Cap).SelectMany(four => four.Order()));
        Assert.Empty(program.Log.Errors);
    }

    [Fact]
    public async Task Who_would_wait_too_long_is_answered_by_the_next_mind()
    {
        await using var line = await MindLine.StartAsync(
            MindKind.OpenAi, ("MaxAtOnce", "4"), ("QueueLength", "10"), ("WaitLimit", "00:00:00.500"));
        await using var program = await line.StartProgramAsync();
        var open = new TaskCompletionSource();
        line.Model.Answers(request => SimulatedModel.Echo(request) with { Before = cancellation => open.Task.WaitAsync(cancellation) });
        var callers = Enumerable.Range(0, Calls).Select(_ => new AgentCaller(program.Call())).ToList();
        await Task.WhenAll(callers.Select(caller => caller.DialAsync(Cancellation)));
        var turns = callers.Select(caller => caller.SayAsync("כמה עולה תספורת גבר", Cancellation)).ToList();
        var answered = 0;
        await foreach (var turn in Task.WhenEach(turns).WithCancellation(Cancellation))
        {
            Assert.Contains("70 שקלים", await turn, StringComparison.Ordinal);
            // All but those who have their turn.
            if (++answered == Calls - Cap) break;
        }

        open.SetResult();
        var answers = await Task.WhenAll(turns);
        Assert.Equal(Cap, answers.Count(answer => answer.Contains("תשובה 1", StringComparison.Ordinal)));
        Assert.Equal(Cap, line.Model.MostAtOnce);
        Assert.Empty(program.Log.Errors);
    }

    [Theory]
    [InlineData(MindKind.CodexExec)]
    [InlineData(MindKind.CodexAppServer)]
    [InlineData(MindKind.OpenAi)]
    public async Task A_call_that_begins_again_while_it_is_being_answered_never_has_two_requests_at_once(MindKind kind)
    {
        await using var line = await MindLine.StartAsync(kind);
        await using var program = await line.StartProgramAsync();
        line.Model.Next(ModelAnswer.Of(ModelFault.Hangs));
        await program.GetAsync("ApiCallId=a&ApiExtension=1");
        var first = program.GetAsync("ApiCallId=a&ApiExtension=1&v1=%D7%A9%D7%9C%D7%95%D7%9D");
        await line.Model.Requests.WhenCountAsync(1, Cancellation);
        // The call comes back to the extension's beginning, and asks at once.
        (await program.GetAsync("ApiCallId=a&ApiExtension=1&ApiTime=2")).Obeyed();
        var again = await program.GetAsync("ApiCallId=a&ApiExtension=1&ApiTime=3&v2=%D7%A2%D7%95%D7%93");
        again.Obeyed();
        (await first).Obeyed();
        await line.Model.WhenIdleAsync(Cancellation);
        Assert.Equal(1, line.Model.MostAtOnce);
        Assert.Empty(program.Log.Errors);
    }

    private static async Task WhenWaitingAsync(RunningProgram program, int waiting)
    {
        using var guard = new CancellationTokenSource(Waiting.Guard);
        while (true)
        {
            var state = await program.Http.GetFromJsonAsync<JsonElement>(new Uri(program.Address, "readyz"), guard.Token);
            if (state.GetProperty("minds")[0].GetProperty("waiting").GetInt32() >= waiting) return;
        }
    }

    private static int NumberIn(string said)
    {
        var from = said.IndexOf("שאלה מספר ", StringComparison.Ordinal) + "שאלה מספר ".Length;
        return int.Parse(said.AsSpan(from, said.IndexOf(' ', from) - from), CultureInfo.InvariantCulture);
    }
}
