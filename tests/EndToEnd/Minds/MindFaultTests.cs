using System.Net.Http.Json;
using System.Text.Json;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.EndToEnd.Bench;
using YemotAi.Simulators.Models;
using YemotAi.Tests;

namespace YemotAi.EndToEnd.Minds;

/// <summary>
/// Whatever goes wrong with a mind, the caller gets an answer in the same turn, the log names the failure, and nothing
/// is left running.
/// </summary>
public sealed class MindFaultTests
{
    private static readonly (ModelFault Fault, MindFailure[] Expected)[] Faults =
    [
        (ModelFault.WrongKey, [MindFailure.Refused]),
        (ModelFault.RateLimited, [MindFailure.RateLimited]),
        (ModelFault.UsedUp, [MindFailure.Quota]),
        (ModelFault.ServerError, [MindFailure.Unavailable]),
        (ModelFault.DropsMidStream, [MindFailure.Unavailable]),
        (ModelFault.StallsMidStream, [MindFailure.TimedOut]),
        (ModelFault.Hangs, [MindFailure.TimedOut]),
        // A command line tool cannot always tell the two.
        (ModelFault.Garbage, [MindFailure.Bug, MindFailure.Unavailable]),
        (ModelFault.Empty, [MindFailure.Unusable]),
    ];

    public static TheoryData<MindKind, ModelFault> Cases
    {
        get
        {
            var cases = new TheoryData<MindKind, ModelFault>();
            foreach (var kind in Enum.GetValues<MindKind>())
            {
                foreach (var (fault, _) in Faults) cases.Add(kind, fault);
            }

            return cases;
        }
    }

    public static TheoryData<MindKind> Kinds => new(Enum.GetValues<MindKind>());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_fault_at_the_vendor_is_answered_by_the_next_mind_in_the_same_turn(MindKind kind, ModelFault fault)
    {
        // Short limits only where they are what ends the turn: a busy machine starts a program in seconds.
        await using var line = fault is ModelFault.Hangs or ModelFault.StallsMidStream
            ? await StartAsync(kind)
            : await MindLine.StartAsync(kind);
        line.Model.Fails(fault);
        await AssertAnsweredAsync(line, kind, Faults.Single(known => known.Fault == fault).Expected);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_limit_with_a_time_to_wait_is_not_waited_for(MindKind kind)
    {
        await using var line = await MindLine.StartAsync(kind);
        line.Model.Answers(_ => ModelAnswer.Of(ModelFault.RateLimited) with { RetryAfterSeconds = 120 });
        await AssertAnsweredAsync(line, kind, MindFailure.RateLimited);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_vendor_that_refuses_connections_is_answered_for(MindKind kind)
    {
        await using var line = await MindLine.StartAsync(kind, ("BaseUrl", "http://127.0.0.1:9/v1"));
        await AssertAnsweredAsync(line, kind, MindFailure.Unavailable);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_answer_of_markup_alone_is_none(MindKind kind)
    {
        await using var line = await MindLine.StartAsync(kind);
        line.Model.Answers(_ => ModelAnswer.Of("** ** \n\n--- 🙂 [](http://x.y/z) ___"));
        await AssertAnsweredAsync(line, kind, MindFailure.Unusable);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_answer_of_two_megabytes_is_said_as_far_as_a_caller_listens_or_not_at_all(MindKind kind)
    {
        await using var line = await MindLine.StartAsync(kind);
        var sentence = "עוד משפט אחד ארוך למדי. ";
        line.Model.Answers(_ => new ModelAnswer { Pieces = [string.Concat(Enumerable.Repeat(sentence, 2_000_000 / sentence.Length))] });
        await using var program = await line.StartProgramAsync();
        var caller = new AgentCaller(program.Call());
        await caller.DialAsync(Cancellation);
        var heard = await caller.SayAsync("כמה עולה תספורת גבר", Cancellation);
        Assert.True(heard.Contains("עוד משפט אחד", StringComparison.Ordinal) || heard.Contains("70 שקלים", StringComparison.Ordinal), heard);
        Assert.InRange(heard.Length, 1, 5_000);
        Assert.Empty(program.Log.Errors);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Markdown_links_code_and_emoji_never_reach_a_callers_ear(MindKind kind)
    {
        await using var line = await MindLine.StartAsync(kind);
        line.Model.Answers(_ => ModelAnswer.Of(
            "## מחירון\n\n1. **תספורת** - 70 ₪ 🙂\n2. [צבע](https://example.org/a?b=c&d) `x=1`\n\n```js\nalert(1)\n```\nזה הכול."));
        await using var program = await line.StartProgramAsync();
        var caller = new AgentCaller(program.Call());
        await caller.DialAsync(Cancellation);
        var heard = await caller.SayAsync("מה המחירים", Cancellation);
        Assert.Contains("תספורת", heard, StringComparison.Ordinal);
        Assert.Contains("זה הכול", heard, StringComparison.Ordinal);
        Assert.DoesNotContain(heard, c => "*#`[]()🙂&=₪".Contains(c, StringComparison.Ordinal));
        Assert.DoesNotContain("alert", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("https", heard, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MindKind.CodexExec)]
    [InlineData(MindKind.CodexAppServer)]
    [InlineData(MindKind.ClaudeCode)]
    public async Task A_program_that_hangs_at_its_start_is_killed_and_answered_for(MindKind kind)
    {
        using var folder = new DataFolder();
        await using var line = await StartAsync(kind, ("Path", Script(folder, "exec sleep 600")));
        // The first to notice is who asked it for its version when the program started, or the turn.
        await AssertAnsweredAsync(line, kind, MindFailure.TimedOut, MindFailure.Unavailable);
    }

    [Theory]
    [InlineData(MindKind.CodexExec)]
    [InlineData(MindKind.CodexAppServer)]
    [InlineData(MindKind.ClaudeCode)]
    public async Task A_program_that_is_not_there_is_reported_and_answered_for(MindKind kind)
    {
        await using var line = await MindLine.StartAsync(kind, ("Path", "/nowhere/at/all"));
        await using var program = await line.StartProgramAsync();
        using var response = await program.Http.GetAsync(new Uri(program.Address, "readyz"), Cancellation);
        Assert.Equal(503, (int)response.StatusCode);
        Assert.False((await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("ready").GetBoolean());
        var caller = new AgentCaller(program.Call());
        await caller.DialAsync(Cancellation);
        Assert.Contains("70 שקלים", await caller.SayAsync("כמה עולה תספורת גבר", Cancellation), StringComparison.Ordinal);
        await program.Log.WhenLoggedAsync("/nowhere/at/all", 1, Cancellation);
        Assert.Contains(program.Log.Errors, line => line.Text.Contains("/nowhere/at/all", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MindKind.CodexExec)]
    [InlineData(MindKind.CodexAppServer)]
    [InlineData(MindKind.ClaudeCode)]
    public async Task A_home_that_cannot_be_written_is_answered_for(MindKind kind)
    {
        await using var line = await MindLine.StartAsync(kind, ("Home", "/proc/yemotai"));
        await AssertAnsweredAsync(line, kind, MindFailure.Unavailable);
    }

    private static Task<MindLine> StartAsync(MindKind kind, params (string, string)[] more) =>
        MindLine.StartAsync(kind, [("FirstWordLimit", "00:00:04"), ("AnswerLimit", "00:00:05"), .. more]);

    private static async Task AssertAnsweredAsync(MindLine line, MindKind kind, params MindFailure[] expected)
    {
        await using var program = await line.StartProgramAsync();
        var caller = new AgentCaller(program.Call());
        await caller.DialAsync(Cancellation);
        var heard = await caller.SayAsync("כמה עולה תספורת גבר", Cancellation);
        Assert.Contains("70 שקלים", heard, StringComparison.Ordinal);
        Assert.Contains(program.Log.All, logged => expected.Any(
            failure => logged.Text.Contains($"gave no answer ({failure}", StringComparison.Ordinal)));
        await line.Model.WhenIdleAsync(Cancellation);
        await RunningTools.WhenNoneAsync(program.DataPath, kind == MindKind.CodexAppServer ? RunningTools.AppServers : 0);
        await caller.Call.HangUpAsync(Cancellation);
        Assert.DoesNotContain(program.Log.All, logged => logged.Text.Contains("sk-", StringComparison.Ordinal));
    }

    private static string Script(DataFolder folder, string body)
    {
        var file = folder.File("tool");
        ProgramFile.Write(file, $"#!/bin/sh\n{body}\n");
        return file;
    }
}
