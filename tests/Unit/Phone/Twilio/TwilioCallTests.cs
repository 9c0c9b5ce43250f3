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
using YemotAi.Tests;

namespace YemotAi.Unit.Phone.Twilio;

public sealed class TwilioCallTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly ManualTime _time = new();
    private ProgramSide _program = null!;
    private TwilioLine _line = null!;
    private TwilioCall _call = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _program = await ProgramSide.StartAsync();
        Make();
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        await _call.DisposeAsync();
        _line.Dispose();
    }

    [Fact]
    public async Task The_line_is_asked_as_Twilio_asks()
    {
        Make(settings => settings with { Added = [new("ForwardedFrom", "+97239999999"), new("CallerName", "דנה כהן")] });
        _program.On("/voice", "<Hangup/>");
        await DialAsync();
        var asked = Assert.Single(_program.Requests);
        Assert.Equal("POST", asked.Method);
        Assert.Equal((_call.CallSid, "+972501234567", "+97231234567"), (asked["CallSid"], asked["From"], asked["To"]));
        Assert.Equal(("ringing", "inbound", "2010-04-01", "דנה כהן"), (asked["CallStatus"], asked["Direction"], asked["ApiVersion"], asked["CallerName"]));
        Assert.True(TwilioSignature.IsRight(ProgramSide.Token, asked.Signature, ProgramSide.Public + "/voice", asked.Form));
        Assert.Equal(TwilioCallState.EndedByLine, _call.State);
        Assert.Empty(_call.Troubles);
    }

    [Fact]
    public async Task A_GET_is_signed_by_its_address()
    {
        _program.On("/voice", "<Redirect method=\"GET\">/next?a=%D7%A9</Redirect>").On("/next", "<Hangup/>");
        await DialAsync();
        var asked = Assert.Single(_program.Of("/next"));
        Assert.Contains("CallSid=" + _call.CallSid, asked.Query, StringComparison.Ordinal);
        Assert.True(TwilioSignature.IsRight(ProgramSide.Token, asked.Signature, ProgramSide.Public + "/next" + asked.Query));
    }

    [Fact]
    public async Task Texts_sounds_and_pauses_take_their_time()
    {
        Make(settings => settings with { SayPace = TimeSpan.FromMilliseconds(100) });
        _program.On("/voice", "<Say language=\"he-IL\">שלום</Say><Play>/greeting.wav</Play><Pause length=\"3\"/><Redirect>/next</Redirect>")
            .On("/greeting.wav", async (_, context) =>
            {
                context.Response.ContentType = "audio/wav";
                await context.Response.Body.WriteAsync(SampleWave.Tone(1_500));
            })
            .On("/next", "<Hangup/>");
        await _call.DialAsync(Cancellation);
        await PassAsync("שלום", TimeSpan.FromMilliseconds(400));
        await PassAsync("(plays /greeting.wav)", TimeSpan.FromMilliseconds(1_500));
        Assert.Empty(_program.Of("/next"));
        await _time.WhenWaitingAsync(2, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(3));
        await EndAsync();
        Assert.Equal(TimeSpan.FromMilliseconds(4_900), _call.Now);
        Assert.Single(_program.Of("/next"));
    }

    [Theory]
    [InlineData(404, "audio/mpeg", 11200)]
    [InlineData(200, "text/html", 12300)]
    public async Task A_sound_that_is_not_there_is_told_and_the_call_goes_on(int status, string type, int code)
    {
        _program.On("/voice", "<Play>/greeting.mp3</Play><Redirect>/next</Redirect>").On("/next", "<Hangup/>").On("/greeting.mp3", (_, context) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            return Task.CompletedTask;
        });
        await DialAsync();
        Assert.Equal([code], _call.Troubles.Select(trouble => trouble.Code));
        Assert.Single(_program.Of("/next"));
    }

    [Fact]
    public async Task A_recording_ends_with_silence()
    {
        TwilioRecording? kept = null;
        _line.OnRecording = recording =>
        {
            kept = recording;
            return Task.CompletedTask;
        };
        _program.On("/voice", "<Record action=\"/recorded\" timeout=\"2\" playBeep=\"true\" recordingStatusCallback=\"/status\"/>").On("/recorded", "<Hangup/>")
            .On("/status", "");
        await RecordAsync();
        var said = Loud(1_000);
        _ = _call.SayAsync(said);
        _time.Advance(TimeSpan.FromMilliseconds(2_980));
        Assert.True(_call.IsRecording);
        _time.Advance(TimeSpan.FromMilliseconds(20));
        await EndAsync();
        Assert.Equal(TimeSpan.FromSeconds(3), kept!.Length);
        Assert.Equal(said, kept.MuLaw[..8_000].ToArray());
        Assert.Equal(TimeSpan.FromSeconds(3), WaveFile.Read(kept.ToWave()).Length);
        var recorded = Assert.Single(_program.Of("/recorded"));
        Assert.Equal((kept.Sid, "3", ""), (recorded["RecordingSid"], recorded["RecordingDuration"], recorded["Digits"]));
        Assert.EndsWith("/Recordings/" + kept.Sid, recorded["RecordingUrl"], StringComparison.Ordinal);
        Assert.Equal(("completed", kept.Sid), (_program.Of("/status")[0]["RecordingStatus"], _program.Of("/status")[0]["RecordingSid"]));
    }

    [Theory]
    [InlineData("finishOnKey=\"#\"", "5#", "#")]
    [InlineData("", "5", "5")]
    [InlineData("maxLength=\"1\" finishOnKey=\"\"", "5", "")]
    public async Task A_recording_ends_with_a_key_or_at_its_greatest_length(string attributes, string keys, string digits)
    {
        _program.On("/voice", $"<Record action=\"/recorded\" {attributes}/>").On("/recorded", "<Hangup/>");
        await RecordAsync();
        _call.Press(keys);
        _time.Advance(TimeSpan.FromSeconds(1));
        await EndAsync();
        Assert.Equal(digits, Assert.Single(_program.Of("/recorded"))["Digits"]);
    }

    [Fact]
    public async Task A_recording_ends_when_the_caller_hangs_up_and_the_line_is_told()
    {
        _program.On("/voice", "<Record action=\"/recorded\"/>").On("/recorded", "<Say>never heard</Say>");
        await RecordAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        await _call.HangUpAsync().WaitAsync(Guard, Cancellation);
        var recorded = Assert.Single(_program.Of("/recorded"));
        Assert.Equal(("hangup", "completed", "2"), (recorded["Digits"], recorded["CallStatus"], recorded["RecordingDuration"]));
        Assert.DoesNotContain(_call.Transcript, line => line.Text == "never heard");
        Assert.Equal(TwilioCallState.HungUp, _call.State);
    }

    [Theory]
    [InlineData("numDigits=\"2\"", "123", "12", "")]
    [InlineData("", "12#", "12", "#")]
    [InlineData("finishOnKey=\"*\"", "1#*", "1#", "*")]
    public async Task Keys_are_gathered(string attributes, string keys, string digits, string finish)
    {
        _program.On("/voice", $"<Gather action=\"/got\" {attributes}><Pause length=\"60\"/></Gather>").On("/got", "<Hangup/>");
        await GatherAsync();
        _call.Press(keys);
        await EndAsync();
        var got = Assert.Single(_program.Of("/got"));
        Assert.Equal((digits, finish), (got["Digits"], got["FinishedOnKey"]));
    }

    [Fact]
    public async Task Words_are_gathered_where_they_are_wanted()
    {
        _program.On("/voice", "<Gather action=\"/got\" input=\"dtmf speech\" language=\"he-IL\"/>").On("/got", "<Hangup/>");
        Assert.False(_call.SayWords("שלום"));
        await GatherAsync();
        Assert.True(_call.SayWords("מה השעה"));
        await EndAsync();
        Assert.Equal("מה השעה", Assert.Single(_program.Of("/got"))["SpeechResult"]);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("actionOnEmptyResult=\"true\"", 1)]
    public async Task Nothing_is_gathered_from_a_silent_caller(string attributes, int asked)
    {
        _program.On("/voice", $"<Gather action=\"/got\" timeout=\"4\" {attributes}/><Redirect>/next</Redirect>").On("/got", "<Hangup/>").On("/next", "<Hangup/>");
        await GatherAsync();
        await _time.WhenWaitingAsync(2, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(4));
        await EndAsync();
        Assert.Equal((asked, 1 - asked), (_program.Of("/got").Count, _program.Of("/next").Count));
    }

    [Theory]
    [InlineData("<Dial action=\"/dialled\"><Number>+97231111111</Number><Number>1234</Number></Dial>", "+97231111111,1234")]
    [InlineData("<Dial action=\"/dialled\">+97231111111</Dial>", "+97231111111")]
    public async Task The_caller_is_connected_to_others(string dial, string numbers)
    {
        Make(settings => settings with { DialStatus = "no-answer" });
        _program.On("/voice", dial).On("/dialled", "<Hangup/>");
        await DialAsync();
        Assert.Equal(numbers.Split(','), _call.Dialled);
        Assert.Equal("no-answer", Assert.Single(_program.Of("/dialled"))["DialCallStatus"]);
    }

    [Theory]
    [InlineData("<Hangup/><Say>never</Say>", TwilioCallState.EndedByLine)]
    [InlineData("", TwilioCallState.EndedByLine)]
    [InlineData("<Reject reason=\"busy\"/>", TwilioCallState.Rejected)]
    public async Task A_call_ends_with_its_document(string verbs, TwilioCallState state)
    {
        _program.On("/voice", verbs);
        await DialAsync();
        Assert.Equal(state, _call.State);
        Assert.DoesNotContain(_call.Transcript, line => line.Text == "never");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _call.DialAsync(Cancellation));
    }

    [Fact]
    public async Task A_live_call_is_updated_with_a_document_an_address_and_an_end()
    {
        _program.On("/voice", "<Pause length=\"60\"/>").On("/other", "<Say>other</Say><Pause length=\"60\"/>");
        await _call.DialAsync(Cancellation);
        Assert.True(_call.Update(twiml: "<Response><Say>given</Say><Pause length=\"60\"/></Response>"));
        await HeardAsync("given");
        Assert.True(_call.Update(url: new Uri(ProgramSide.Public + "/other")));
        await HeardAsync("other");
        Assert.True(_call.Complete());
        await EndAsync();
        Assert.Equal(TwilioCallState.EndedByLine, _call.State);
        Assert.False(_call.Complete());
        Assert.False(_call.Update(twiml: "<Response/>"));
        Assert.Equal(["given", "other"], _call.Transcript.Where(line => line.Kind == TwilioTranscriptKind.Line).Select(line => line.Text));
    }

    [Fact]
    public async Task Many_updates_in_a_row_lose_none()
    {
        Make(settings => settings with { MostDocumentsInARow = 1_000 });
        _program.On("/voice", "<Pause length=\"60\"/>");
        await _call.DialAsync(Cancellation);
        for (var i = 0; i < 200; i++)
        {
            Assert.True(_call.Update(twiml: $"<Response><Say>number {i}</Say><Pause length=\"60\"/></Response>"));
            await HeardAsync($"number {i}");
        }
    }

    [Theory]
    [InlineData(500, "text/xml", "<Response/>", 11200)]
    [InlineData(200, "application/json", "{}", 12300)]
    [InlineData(200, "text/xml", "<Response>", 12100)]
    [InlineData(200, "text/xml", "<Response><Connect><Stream url=\"ws://a.example/\"/></Connect></Response>", 31922)]
    public async Task A_document_that_Twilio_does_not_take_ends_the_call_or_goes_to_the_fallback(int status, string type, string body, int code)
    {
        _program.On("/voice", async (_, context) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body);
        });
        await DialAsync();
        Assert.Equal(TwilioCallState.Failed, _call.State);
        Assert.Equal([code], _call.Troubles.Select(trouble => trouble.Code));

        Make(settings => settings with { FallbackUrl = new Uri(ProgramSide.Public + "/fallback") });
        _program.On("/fallback", "<Hangup/>");
        await DialAsync();
        Assert.Equal(TwilioCallState.EndedByLine, _call.State);
        var fallback = Assert.Single(_program.Of("/fallback"));
        Assert.Equal(($"{code}", ProgramSide.Public + "/voice"), (fallback["ErrorCode"], fallback["ErrorUrl"]));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _program.On("/voice", (_, _) =>
        {
            asked.TrySetResult();
            return end.Task;
        });
        var dialling = _call.DialAsync(Cancellation);
        await asked.Task.WaitAsync(Guard, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(15));
        await dialling.WaitAsync(Guard, Cancellation);
        await EndAsync();
        end.SetResult();
        Assert.Equal((TwilioCallState.Failed, 11200), (_call.State, _call.Troubles.Single().Code));
    }

    [Fact]
    public async Task A_line_that_is_not_there_is_told()
    {
        await _program.DisposeAsync();
        await DialAsync();
        Assert.Equal((TwilioCallState.Failed, 11205), (_call.State, _call.Troubles.Single().Code));
        Assert.NotNull(_call.Exchanges.Single().Failure);
    }

    [Fact]
    public async Task A_line_in_a_loop_is_left()
    {
        _program.On("/voice", "<Redirect>/voice</Redirect>");
        await DialAsync();
        Assert.Equal((TwilioCallState.Failed, 12400), (_call.State, _call.Troubles.Single().Code));
        Assert.Equal(50, _program.Requests.Count);
    }

    [Fact]
    public async Task Redirects_of_HTTP_are_followed_but_not_for_ever()
    {
        _program.On("/voice", (_, context) => SendOn(context, "/moved")).On("/moved", "<Hangup/>");
        await DialAsync();
        Assert.Equal(TwilioCallState.EndedByLine, _call.State);

        Make();
        _program.On("/voice", (_, context) => SendOn(context, "/voice"));
        await DialAsync();
        Assert.Equal((TwilioCallState.Failed, 11215), (_call.State, _call.Troubles.Single().Code));
    }

    [Fact]
    public async Task How_the_call_goes_is_told_where_that_is_wanted()
    {
        Make(settings => settings with
        {
            StatusCallback = new Uri(ProgramSide.Public + "/status"),
            StatusEvents = new HashSet<string> { "initiated", "ringing", "answered", "completed" },
        });
        _program.On("/voice", "<Pause length=\"60\"/>").On("/status", "");
        await _call.DialAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(4.2));
        await _call.HangUpAsync().WaitAsync(Guard, Cancellation);
        var told = _program.Of("/status").OrderBy(request => int.Parse(request["SequenceNumber"], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(["initiated", "ringing", "in-progress", "completed"], told.Select(request => request["CallStatus"]));
        Assert.Equal("5", told[3]["CallDuration"]);
        Assert.All(told, request => Assert.True(TwilioSignature.IsRight(ProgramSide.Token, request.Signature, ProgramSide.Public + "/status", request.Form)));
        Assert.Empty(_call.Troubles);
    }

    [Fact]
    public async Task A_callback_that_fails_is_told()
    {
        Make(settings => settings with { StatusCallback = new Uri(ProgramSide.Public + "/nowhere") });
        _program.On("/voice", "<Hangup/>");
        await DialAsync();
        Assert.Equal([15003], _call.Troubles.Select(trouble => trouble.Code));
    }

    [Fact]
    public async Task A_silent_stream_is_led_by_the_REST_API_to_a_recording_that_can_be_fetched()
    {
        const string Account = "AC0123456789abcdef0123456789abcdef";
        await using var twilio = await TwilioSimulator.StartAsync(Account, ProgramSide.Token);
        using var client = new TwilioClient(
            new TwilioOptions { AccountSid = Account, AuthToken = ProgramSide.Token, ApiUrl = twilio.Address.AbsoluteUri, RetryDelay = TimeSpan.Zero },
            TimeProvider.System, NullLogger<TwilioClient>.Instance);
        twilio.Know(new SimulatedCall { Sid = _call.CallSid });
        twilio.OnUpdate = call =>
        {
            Assert.True(_call.Update(call.LastUpdate!["Twiml"]));
            return Task.CompletedTask;
        };
        _line.OnRecording = recording =>
        {
            twilio.Keep(recording.Sid, recording.ToWave(), missingFor: 2);
            return Task.CompletedTask;
        };
        _program.On("/voice", "<Connect action=\"/ended\"><Stream url=\"wss://calls.example.org/ws\"/></Connect>").On("/recorded", "<Hangup/>");
        await _call.DialAsync(Cancellation);
        var socket = await (await _program.SocketAsync(Cancellation)).BegunAsync(Cancellation);
        _call.Stream!.Stall();
        _time.Advance(TimeSpan.FromSeconds(6));

        var fallback = new VoiceResponse(new YemotAi.Telephony.Twilio.TwiML.Record(new Uri(ProgramSide.Public + "/recorded")) { Timeout = 2 });
        await client.UpdateCallAsync(_call.CallSid, CallUpdate.To(fallback), Cancellation);
        await socket.NextAsync("stop", Cancellation);
        await socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, Cancellation);
        await _call.WhenAsync(call => call.IsRecording, Cancellation).WaitAsync(Guard, Cancellation);
        var said = Loud(700);
        _ = _call.SayAsync(said);
        _time.Advance(TimeSpan.FromSeconds(2.7));
        await EndAsync();
        Assert.Empty(_program.Of("/ended"));
        var wave = WaveFile.Read((await client.FetchRecordingAsync(_program.Of("/recorded")[0]["RecordingSid"], Cancellation)).Span);
        Assert.Equal(TimeSpan.FromSeconds(2.7), wave.Length);
        Assert.Empty(_call.Troubles);
    }

    private static Task SendOn(HttpContext context, string where)
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = where;
        return Task.CompletedTask;
    }

    private void Make(Func<TwilioLineSettings, TwilioLineSettings>? change = null)
    {
        _line?.Dispose();
        _line = _program.Line(_time, change);
        _call = _line.NewCall();
    }

    /// <summary>Dials, and waits for the end.</summary>
    private async Task DialAsync()
    {
        await _call.DialAsync(Cancellation).WaitAsync(Guard, Cancellation);
        await EndAsync();
    }

    private Task EndAsync() => _call.Ended.WaitAsync(Guard, Cancellation);

    private async Task RecordAsync()
    {
        await _call.DialAsync(Cancellation);
        await _call.WhenAsync(call => call.IsRecording, Cancellation).WaitAsync(Guard, Cancellation);
    }

    private async Task GatherAsync()
    {
        await _call.DialAsync(Cancellation);
        await _call.WhenAsync(call => call.IsGathering, Cancellation).WaitAsync(Guard, Cancellation);
    }

    private Task HeardAsync(string text) =>
        _call.WhenAsync(call => call.Transcript.Any(line => line.Kind == TwilioTranscriptKind.Line && line.Text == text), Cancellation).WaitAsync(Guard, Cancellation);

    /// <summary>Waits until something is being heard, which nothing but the frames is timed beside, and lets it pass.</summary>
    private async Task PassAsync(string text, TimeSpan length)
    {
        await HeardAsync(text);
        await _time.WhenWaitingAsync(2, Cancellation);
        _time.Advance(length);
    }

    private static byte[] Loud(int milliseconds)
    {
        var samples = WaveFile.Read(SampleWave.Tone(milliseconds)).At(8_000);
        var muLaw = new byte[samples.Length];
        G711.EncodeMuLaw(samples, muLaw);
        return muLaw;
    }
}
