using System.Net;
using Xunit;
using YemotAi.EndToEnd.Bench;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>Messages that callers leave with Twilio, in whatever order its webhooks come.</summary>
public sealed class LeftMessageTests
{
    private const string Recording = "RE0123456789abcdef0123456789abcdef";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_was_ended_by_hanging_up_is_kept_though_the_hang_up_is_told_first()
    {
        await using var program = await RunningProgram.StartAsync(new ProgramSetup());
        await AskAsync(program, "incoming_call", ("CallStatus", "ringing"));
        Assert.Equal("", await AskAsync(program, "call_status", ("CallStatus", "completed")));
        await program.FinishedAsync(1);
        Assert.Contains("<Hangup", await LeaveAsync(program), StringComparison.Ordinal);
        // Told twice, it is one, also when the call is out of memory by then; and it does not stay there for that.
        await LeaveAsync(program);
        await program.WhenFreedAsync();
        await LeaveAsync(program);
        await AskAsync(program, "call_status", ("CallStatus", "completed"));
        await program.WhenFreedAsync();
        Assert.Equal(Recording, Assert.Single(await program.MessagesAsync()).Recording);
    }

    [Fact]
    public async Task One_that_nobody_asked_for_is_a_message_and_no_answer_to_the_agents_question()
    {
        await using var program = await RunningProgram.StartAsync(new ProgramSetup());
        await AskAsync(program, "incoming_call", ("CallStatus", "ringing"));
        Assert.Contains("<Hangup", await LeaveAsync(program), StringComparison.Ordinal);
        await AskAsync(program, "call_status", ("CallStatus", "completed"));
        await program.FinishedAsync(1);
        await program.WhenFreedAsync();
        Assert.Equal(("0501234567", Recording), Assert.Single((await program.MessagesAsync()).Select(message => (message.Caller, message.Recording))));
    }

    [Fact]
    public async Task A_caller_who_hung_up_during_the_stream_ends_the_call_without_a_status_callback()
    {
        await using var program = await RunningProgram.StartAsync(new ProgramSetup());
        await AskAsync(program, "incoming_call", ("CallStatus", "ringing"));
        Assert.Contains("<Hangup", await AskAsync(program, "stream_ended", ("CallStatus", "completed")), StringComparison.Ordinal);
        Assert.Equal("CallerHungUp", Assert.Single(await program.FinishedAsync(1)).Reason);
    }

    private static Task<string> LeaveAsync(RunningProgram program) =>
        AskAsync(program, "handle_recording", ("CallStatus", "in-progress"), ("RecordingSid", Recording), ("RecordingDuration", "7"));

    private static async Task<string> AskAsync(RunningProgram program, string webhook, params (string Name, string Value)[] form)
    {
        (string Name, string Value)[] all = [("CallSid", "CA1"), ("From", "+972501234567"), ("To", "+97231234567"), .. form];
        using var content = new FormUrlEncodedContent(all.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        using var answer = await program.Http.PostAsync(new Uri(program.Address, "webhook/" + webhook), content, Cancellation);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent, $"{answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }
}
