using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Phone.Twilio;
using YemotAi.Simulators;
using YemotAi.Simulators.Twilio;
using YemotAi.Speech;
using YemotAi.Telephony.Twilio;
using YemotAi.Telephony.Twilio.Rest;
using YemotAi.Telephony.Twilio.Signatures;
using YemotAi.Telephony.Twilio.TwiML;

namespace YemotAi.Unit.Phone.Twilio;

/// <summary>What the Twilio phone does when a line fails, and what it tells others of a call.</summary>
public sealed class TwilioLineFaultTests : TwilioCallBench
{
    [Theory]
    [InlineData(500, "text/xml", "<Response/>", 11200)]
    [InlineData(200, "application/json", "{}", 12300)]
    [InlineData(200, "text/xml", "<Response>", 12100)]
    [InlineData(200, "text/xml", "<Response><Connect><Stream url=\"ws://a.example/\"/></Connect></Response>", 31922)]
    public async Task A_document_that_Twilio_does_not_take_ends_theCall_or_goes_to_the_fallback(int status, string type, string body, int code)
    {
        Program.On("/voice", async (_, context) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body);
        });
        await DialAsync();
        Assert.Equal(TwilioCallState.Failed, Call.State);
        Assert.Equal([code], Call.Troubles.Select(trouble => trouble.Code));

        Make(settings => settings with { FallbackUrl = new Uri(ProgramSide.Public + "/fallback") });
        Program.On("/fallback", "<Hangup/>");
        await DialAsync();
        Assert.Equal(TwilioCallState.EndedByLine, Call.State);
        var fallback = Assert.Single(Program.Of("/fallback"));
        Assert.Equal(($"{code}", ProgramSide.Public + "/voice"), (fallback["ErrorCode"], fallback["ErrorUrl"]));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Program.On("/voice", (_, _) =>
        {
            asked.TrySetResult();
            return end.Task;
        });
        var dialling = Call.DialAsync(Cancellation);
        await asked.Task.WaitAsync(Guard, Cancellation);
        Time.Advance(TimeSpan.FromSeconds(15));
        await dialling.WaitAsync(Guard, Cancellation);
        await EndAsync();
        end.SetResult();
        Assert.Equal((TwilioCallState.Failed, 11200), (Call.State, Call.Troubles.Single().Code));
    }

    [Fact]
    public async Task A_line_that_is_not_there_is_told()
    {
        await Program.DisposeAsync();
        await DialAsync();
        Assert.Equal((TwilioCallState.Failed, 11205), (Call.State, Call.Troubles.Single().Code));
        Assert.NotNull(Call.Exchanges.Single().Failure);
    }

    [Fact]
    public async Task A_line_in_a_loop_is_left()
    {
        Program.On("/voice", "<Redirect>/voice</Redirect>");
        await DialAsync();
        Assert.Equal((TwilioCallState.Failed, 12400), (Call.State, Call.Troubles.Single().Code));
        Assert.Equal(50, Program.Requests.Count);
    }

    [Fact]
    public async Task Redirects_of_HTTP_are_followed_but_not_for_ever()
    {
        Program.On("/voice", (_, context) => SendOn(context, "/moved")).On("/moved", "<Hangup/>");
        await DialAsync();
        Assert.Equal(TwilioCallState.EndedByLine, Call.State);

        Make();
        Program.On("/voice", (_, context) => SendOn(context, "/voice"));
        await DialAsync();
        Assert.Equal((TwilioCallState.Failed, 11215), (Call.State, Call.Troubles.Single().Code));
    }

    [Fact]
    public async Task How_theCall_goes_is_told_where_that_is_wanted()
    {
        Make(settings => settings with
        {
            StatusCallback = new Uri(ProgramSide.Public + "/status"),
            StatusEvents = new HashSet<string> { "initiated", "ringing", "answered", "completed" },
        });
        Program.On("/voice", "<Pause length=\"60\"/>").On("/status", "");
        await Call.DialAsync(Cancellation);
        Time.Advance(TimeSpan.FromSeconds(4.2));
        await Call.HangUpAsync().WaitAsync(Guard, Cancellation);
        var told = Program.Of("/status").OrderBy(request => int.Parse(request["SequenceNumber"], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(["initiated", "ringing", "in-progress", "completed"], told.Select(request => request["CallStatus"]));
        Assert.Equal("5", told[3]["CallDuration"]);
        Assert.All(told, request => Assert.True(TwilioSignature.IsRight(ProgramSide.Token, request.Signature, ProgramSide.Public + "/status", request.Form)));
        Assert.Empty(Call.Troubles);
    }

    [Fact]
    public async Task ACallback_that_fails_is_told()
    {
        Make(settings => settings with { StatusCallback = new Uri(ProgramSide.Public + "/nowhere") });
        Program.On("/voice", "<Hangup/>");
        await DialAsync();
        Assert.Equal([15003], Call.Troubles.Select(trouble => trouble.Code));
    }

    [Fact]
    public async Task A_silent_stream_is_led_by_the_REST_API_to_a_recording_that_can_be_fetched()
    {
        const string Account = "AC0123456789abcdef0123456789abcdef";
        await using var twilio = await TwilioSimulator.StartAsync(Account, ProgramSide.Token);
        using var client = new TwilioClient(
            new TwilioOptions { AccountSid = Account, AuthToken = ProgramSide.Token, ApiUrl = twilio.Address.AbsoluteUri, RetryDelay = TimeSpan.Zero },
            TimeProvider.System, NullLogger<TwilioClient>.Instance);
        twilio.Know(new SimulatedCall { Sid = Call.CallSid });
        twilio.OnUpdate = call =>
        {
            Assert.True(Call.Update(call.LastUpdate!["Twiml"]));
            return Task.CompletedTask;
        };
        Line.OnRecording = recording =>
        {
            twilio.Keep(recording.Sid, recording.ToWave(), missingFor: 2);
            return Task.CompletedTask;
        };
        Program.On("/voice", "<Connect action=\"/ended\"><Stream url=\"wss://calls.example.org/ws\"/></Connect>").On("/recorded", "<Hangup/>");
        await Call.DialAsync(Cancellation);
        var socket = await (await Program.SocketAsync(Cancellation)).BegunAsync(Cancellation);
        Call.Stream!.Stall();
        Time.Advance(TimeSpan.FromSeconds(6));

        var fallback = new VoiceResponse(new YemotAi.Telephony.Twilio.TwiML.Record(new Uri(ProgramSide.Public + "/recorded")) { Timeout = 2 });
        await client.UpdateCallAsync(Call.CallSid, CallUpdate.To(fallback), Cancellation);
        await socket.NextAsync("stop", Cancellation);
        await socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, Cancellation);
        await Call.WhenAsync(call => call.IsRecording, Cancellation).WaitAsync(Guard, Cancellation);
        var said = Loud(700);
        _ = Call.SayAsync(said);
        Time.Advance(TimeSpan.FromSeconds(2.7));
        await EndAsync();
        Assert.Empty(Program.Of("/ended"));
        var wave = WaveFile.Read((await client.FetchRecordingAsync(Program.Of("/recorded")[0]["RecordingSid"], Cancellation)).Span);
        Assert.Equal(TimeSpan.FromSeconds(2.7), wave.Length);
        Assert.Empty(Call.Troubles);
    }

    private static Task SendOn(HttpContext context, string where)
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = where;
        return Task.CompletedTask;
    }

    private static byte[] Loud(int milliseconds)
    {
        var samples = WaveFile.Read(SampleWave.Tone(milliseconds)).At(8_000);
        var muLaw = new byte[samples.Length];
        G711.EncodeMuLaw(samples, muLaw);
        return muLaw;
    }
}
