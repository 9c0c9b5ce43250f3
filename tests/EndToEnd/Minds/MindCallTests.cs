using Xunit;
using YemotAi.Phone;
using YemotAi.Phone.Yemot;
using YemotAi.Phone.Yemot.Scripts;
using YemotAi.Simulators.Models;

namespace YemotAi.EndToEnd.Minds;

/// <summary>Whole calls with each kind of mind, by the phone, and what the model remembers of them.</summary>
public sealed class MindCallTests
{
    public static TheoryData<MindKind> Kinds => new(Enum.GetValues<MindKind>());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_call_of_twenty_turns_is_remembered_to_its_end(MindKind kind)
    {
        const int turns = 20;
        await using var line = await MindLine.StartAsync(kind);
        line.Model.Answers(request => MindLine.Say(request, $"זו תשובה לשאלה {NumberIn(request.Said)}. עוד משהו?"));
        // However busy the machine, the script hears each answer whole.
        await using var program = await line.StartProgramAsync("--Calls:Patience", "00:01:00", "--Calls:PartPatience", "00:01:00");
        var script = "dial from=0521234567\n" + string.Concat(
            Enumerable.Range(101, turns).Select(n => $"say זו השאלה {n} בבקשה\nuntil זו תשובה לשאלה {n} within 15\n")) + "say להתראות\nexpect ended\n";
        var result = await YemotScript.Parse(script).RunAsync(program.Line(settings => settings with { SendsHangupAfterDisconnect = true }), cancellation: Cancellation);
        Assert.True(result.ExitCode == PhoneExitCode.Fulfilled, $"{result.Summary}\n{string.Join('\n', result.Transcript)}");
        var requests = line.Model.Requests.All;
        Assert.Equal(turns, requests.Count);
        for (var i = 0; i < turns; i++)
        {
            var memory = MindLine.Memory(requests[i]);
            for (var n = 101; n <= 101 + i; n++) Assert.Single(Occurrences(memory, $"זו השאלה {n} בבקשה"));
            for (var n = 101; n < 101 + i; n++) Assert.Single(Occurrences(memory, $"זו תשובה לשאלה {n}."));
        }

        var call = Assert.Single(await program.FinishedAsync(1));
        Assert.Equal("AgentHungUp", call.Reason);
        Assert.Empty(program.Log.Errors);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_hang_up_during_a_turn_ends_the_request_and_leaves_no_process(MindKind kind)
    {
        await using var line = await MindLine.StartAsync(kind);
        await using var program = await line.StartProgramAsync();
        var call = program.Call();
        await call.DialAsync(Cancellation);
        line.Model.Answers(_ => ModelAnswer.Of(ModelFault.StallsMidStream));
        var working = call.SayAsync("זו שאלה ארוכה מאוד", cancellation: Cancellation);
        await line.Model.Requests.WhenCountAsync(1, cancellation: Cancellation);
        await call.HangUpAsync(Cancellation);
        await line.Model.WhenIdleAsync(Cancellation);
        await program.FinishedAsync(1);
        await RunningTools.WhenNoneAsync(program.DataPath, kind == MindKind.CodexAppServer ? RunningTools.AppServers : 0);
        await Swallow(working);
        Assert.Empty(program.Log.Errors);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_model_ends_the_call_and_code_does_it(MindKind kind)
    {
        await using var line = await MindLine.StartAsync(kind);
        await using var program = await line.StartProgramAsync();
        line.Model.Answers(Ending);
        var caller = new AgentCaller(program.Call());
        await caller.DialAsync(Cancellation);
        var heard = await caller.SayAsync("תודה זה הכול", Cancellation);
        Assert.Equal(CallState.Ended, caller.Call.State);
        // A model may leave the last words to the agent.
        Assert.True(heard.Contains("שיהיה יום נעים", StringComparison.Ordinal) || heard.Contains("להתראות", StringComparison.Ordinal), heard);
    }

    /// <summary>What a model answers that wants the call to end: by the form of answer that it was given, or by a tool.</summary>
    private static ModelAnswer Ending(ModelRequest request) => (request.Schema, request.ToolResults.Count) switch
    {
        (not null, _) => ModelAnswer.Of("""{"say":"שיהיה יום נעים.","then":"end_call"}"""),
        (_, > 0) => ModelAnswer.Of("שיהיה יום נעים."),
        _ when request.Tools.Contains("StructuredOutput") => MindLine.Say(request, "שיהיה יום נעים.", "end_call"),
        _ => ModelAnswer.Of("שיהיה יום נעים.") with { Calls = [new("end_call", "{}")] },
    };

    private static int NumberIn(string said)
    {
        // The last one: a mind that was told the conversation in one text has all of them before it.
        var digits = System.Text.RegularExpressions.Regex.Matches(said, "זו השאלה ([0-9]+)");
        return int.Parse(digits[^1].Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static IEnumerable<int> Occurrences(string text, string part)
    {
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
            yield return at;
    }

    private static async Task Swallow(Task task) => await task.ContinueWith(static _ => { }, TaskScheduler.Default);
}
