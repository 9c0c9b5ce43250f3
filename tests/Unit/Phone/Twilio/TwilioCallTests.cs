using Xunit;
using YemotAi.Phone.Twilio;
using YemotAi.Simulators;
using YemotAi.Speech;
using YemotAi.Telephony.Twilio.Signatures;

namespace YemotAi.Unit.Phone.Twilio;

/// <summary>What the Twilio phone does with the documents that it is given.</summary>
public sealed class TwilioCallTests : TwilioCallBench
{
    [Fact]
    public async Task The_line_is_asked_as_Twilio_asks()
    {
        Make(settings => settings with { Added = [new("ForwardedFrom", "+97239999999"), new("CallerName", "דנה כהן")] });
        Program.On("/voice", "<Hangup/>");
        await DialAsync();
        var asked = Assert.Single(Program.Requests);
        Assert.Equal("POST", asked.Method);
        Assert.Equal((Call.CallSid, "+972501234567", "+97231234567"), (asked["CallSid"], asked["From"], asked["To"]));
        Assert.Equal(("ringing", "inbound", "2010-04-01", "דנה כהן"), (asked["CallStatus"], asked["Direction"], asked["ApiVersion"], asked["CallerName"]));
        Assert.True(TwilioSignature.IsRight(ProgramSide.Token, asked.Signature, ProgramSide.Public + "/voice", asked.Form));
        Assert.Equal(TwilioCallState.EndedByLine, Call.State);
        Assert.Empty(Call.Troubles);
    }

    [Fact]
    public async Task A_GET_is_signed_by_its_address()
    {
        Program.On("/voice", "<Redirect method=\"GET\">/next?a=%D7%A9</Redirect>").On("/next", "<Hangup/>");
        await DialAsync();
        var asked = Assert.Single(Program.Of("/next"));
        Assert.Contains("CallSid=" + Call.CallSid, asked.Query, StringComparison.Ordinal);
        Assert.True(TwilioSignature.IsRight(ProgramSide.Token, asked.Signature, ProgramSide.Public + "/next" + asked.Query));
    }

    [Fact]
    public async Task Texts_sounds_and_pauses_take_theirTime()
    {
        Make(settings => settings with { SayPace = TimeSpan.FromMilliseconds(100) });
        Program.On("/voice", "<Say language=\"he-IL\">שלום</Say><Play>/greeting.wav</Play><Pause length=\"3\"/><Redirect>/next</Redirect>")
            .On("/greeting.wav", async (_, context) =>
            {
                context.Response.ContentType = "audio/wav";
                await context.Response.Body.WriteAsync(SampleWave.Tone(1_500));
            })
            .On("/next", "<Hangup/>");
        await Call.DialAsync(Cancellation);
        await PassAsync("שלום", TimeSpan.FromMilliseconds(400));
        await PassAsync("(plays /greeting.wav)", TimeSpan.FromMilliseconds(1_500));
        Assert.Empty(Program.Of("/next"));
        await Time.WhenWaitingAsync(2, Cancellation);
        Time.Advance(TimeSpan.FromSeconds(3));
        await EndAsync();
        Assert.Equal(TimeSpan.FromMilliseconds(4_900), Call.Now);
        Assert.Single(Program.Of("/next"));
    }

    [Theory]
    [InlineData(404, "audio/mpeg", 11200)]
    [InlineData(200, "text/html", 12300)]
    public async Task A_sound_that_is_not_there_is_told_and_theCall_goes_on(int status, string type, int code)
    {
        Program.On("/voice", "<Play>/greeting.mp3</Play><Redirect>/next</Redirect>").On("/next", "<Hangup/>").On("/greeting.mp3", (_, context) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            return Task.CompletedTask;
        });
        await DialAsync();
        Assert.Equal([code], Call.Troubles.Select(trouble => trouble.Code));
        Assert.Single(Program.Of("/next"));
    }

    [Fact]
    public async Task A_recording_ends_with_silence()
    {
        TwilioRecording? kept = null;
        Line.OnRecording = recording =>
        {
            kept = recording;
            return Task.CompletedTask;
        };
        Program.On("/voice", "<Record action=\"/recorded\" timeout=\"2\" playBeep=\"true\" recordingStatusCallback=\"/status\"/>").On("/recorded", "<Hangup/>")
            .On("/status", "");
        await RecordAsync();
        var said = Loud(1_000);
        _ = Call.SayAsync(said);
        Time.Advance(TimeSpan.FromMilliseconds(2_980));
        Assert.True(Call.IsRecording);
        Time.Advance(TimeSpan.FromMilliseconds(20));
        await EndAsync();
        Assert.Equal(TimeSpan.FromSeconds(3), kept!.Length);
        Assert.Equal(said, kept.MuLaw[..8_000].ToArray());
        Assert.Equal(TimeSpan.FromSeconds(3), WaveFile.Read(kept.ToWave()).Length);
        var recorded = Assert.Single(Program.Of("/recorded"));
        Assert.Equal((kept.Sid, "3", ""), (recorded["RecordingSid"], recorded["RecordingDuration"], recorded["Digits"]));
        Assert.EndsWith("/Recordings/" + kept.Sid, recorded["RecordingUrl"], StringComparison.Ordinal);
        Assert.Equal(("completed", kept.Sid), (Program.Of("/status")[0]["RecordingStatus"], Program.Of("/status")[0]["RecordingSid"]));
    }

    [Theory]
    [InlineData("finishOnKey=\"#\"", "5#", "#")]
    [InlineData("", "5", "5")]
    [InlineData("maxLength=\"1\" finishOnKey=\"\"", "5", "")]
    public async Task A_recording_ends_with_a_key_or_at_its_greatest_length(string attributes, string keys, string digits)
    {
        Program.On("/voice", $"<Record action=\"/recorded\" {attributes}/>").On("/recorded", "<Hangup/>");
        await RecordAsync();
        Call.Press(keys);
        Time.Advance(TimeSpan.FromSeconds(1));
        await EndAsync();
        Assert.Equal(digits, Assert.Single(Program.Of("/recorded"))["Digits"]);
    }

    [Fact]
    public async Task A_recording_ends_when_theCaller_hangs_up_and_the_line_is_told()
    {
        Program.On("/voice", "<Record action=\"/recorded\"/>").On("/recorded", "<Say>never heard</Say>");
        await RecordAsync();
        Time.Advance(TimeSpan.FromSeconds(2));
        await Call.HangUpAsync().WaitAsync(Guard, Cancellation);
        var recorded = Assert.Single(Program.Of("/recorded"));
        Assert.Equal(("hangup", "completed", "2"), (recorded["Digits"], recorded["CallStatus"], recorded["RecordingDuration"]));
        Assert.DoesNotContain(Call.Transcript, line => line.Text == "never heard");
        Assert.Equal(TwilioCallState.HungUp, Call.State);
    }

    [Theory]
    [InlineData("numDigits=\"2\"", "123", "12", "")]
    [InlineData("", "12#", "12", "#")]
    [InlineData("finishOnKey=\"*\"", "1#*", "1#", "*")]
    public async Task Keys_are_gathered(string attributes, string keys, string digits, string finish)
    {
        Program.On("/voice", $"<Gather action=\"/got\" {attributes}><Pause length=\"60\"/></Gather>").On("/got", "<Hangup/>");
        await GatherAsync();
        Call.Press(keys);
        await EndAsync();
        var got = Assert.Single(Program.Of("/got"));
        Assert.Equal((digits, finish), (got["Digits"], got["FinishedOnKey"]));
    }

    [Fact]
    public async Task Words_are_gathered_where_they_are_wanted()
    {
        Program.On("/voice", "<Gather action=\"/got\" input=\"dtmf speech\" language=\"he-IL\"/>").On("/got", "<Hangup/>");
        Assert.False(Call.SayWords("שלום"));
        await GatherAsync();
        Assert.True(Call.SayWords("מה השעה"));
        await EndAsync();
        Assert.Equal("מה השעה", Assert.Single(Program.Of("/got"))["SpeechResult"]);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("actionOnEmptyResult=\"true\"", 1)]
    public async Task Nothing_is_gathered_from_a_silentCaller(string attributes, int asked)
    {
        Program.On("/voice", $"<Gather action=\"/got\" timeout=\"4\" {attributes}/><Redirect>/next</Redirect>").On("/got", "<Hangup/>").On("/next", "<Hangup/>");
        await GatherAsync();
        await Time.WhenWaitingAsync(2, Cancellation);
        Time.Advance(TimeSpan.FromSeconds(4));
        await EndAsync();
        Assert.Equal((asked, 1 - asked), (Program.Of("/got").Count, Program.Of("/next").Count));
    }

    [Theory]
    [InlineData("<Dial action=\"/dialled\"><Number>+97231111111</Number><Number>1234</Number></Dial>", "+97231111111,1234")]
    [InlineData("<Dial action=\"/dialled\">+97231111111</Dial>", "+97231111111")]
    public async Task TheCaller_is_connected_to_others(string dial, string numbers)
    {
        Make(settings => settings with { DialStatus = "no-answer" });
        Program.On("/voice", dial).On("/dialled", "<Hangup/>");
        await DialAsync();
        Assert.Equal(numbers.Split(','), Call.Dialled);
        Assert.Equal("no-answer", Assert.Single(Program.Of("/dialled"))["DialCallStatus"]);
    }

    [Theory]
    [InlineData("<Hangup/><Say>never</Say>", TwilioCallState.EndedByLine)]
    [InlineData("", TwilioCallState.EndedByLine)]
    [InlineData("<Reject reason=\"busy\"/>", TwilioCallState.Rejected)]
    public async Task ACall_ends_with_its_document(string verbs, TwilioCallState state)
    {
        Program.On("/voice", verbs);
        await DialAsync();
        Assert.Equal(state, Call.State);
        Assert.DoesNotContain(Call.Transcript, line => line.Text == "never");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Call.DialAsync(Cancellation));
    }

    [Fact]
    public async Task A_liveCall_is_updated_with_a_document_an_address_and_an_end()
    {
        Program.On("/voice", "<Pause length=\"60\"/>").On("/other", "<Say>other</Say><Pause length=\"60\"/>");
        await Call.DialAsync(Cancellation);
        Assert.True(Call.Update(twiml: "<Response><Say>given</Say><Pause length=\"60\"/></Response>"));
        await HeardAsync("given");
        Assert.True(Call.Update(url: new Uri(ProgramSide.Public + "/other")));
        await HeardAsync("other");
        Assert.True(Call.Complete());
        await EndAsync();
        Assert.Equal(TwilioCallState.EndedByLine, Call.State);
        Assert.False(Call.Complete());
        Assert.False(Call.Update(twiml: "<Response/>"));
        Assert.Equal(["given", "other"], Call.Transcript.Where(line => line.Kind == TwilioTranscriptKind.Line).Select(line => line.Text));
    }

    [Fact]
    public async Task Many_updates_in_a_row_lose_none()
    {
        Make(settings => settings with { MostDocumentsInARow = 1_000 });
        Program.On("/voice", "<Pause length=\"60\"/>");
        await Call.DialAsync(Cancellation);
        for (var i = 0; i < 200; i++)
        {
            Assert.True(Call.Update(twiml: $"<Response><Say>number {i}</Say><Pause length=\"60\"/></Response>"));
            await HeardAsync($"number {i}");
        }
    }

    private static byte[] Loud(int milliseconds)
    {
        var samples = WaveFile.Read(SampleWave.Tone(milliseconds)).At(8_000);
        var muLaw = new byte[samples.Length];
        G711.EncodeMuLaw(samples, muLaw);
        return muLaw;
    }
}
