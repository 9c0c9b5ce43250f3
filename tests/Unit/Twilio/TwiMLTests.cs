using System.Text;
using System.Xml.Linq;
using Xunit;
using YemotAi.Phone.Twilio.TwiML;
using YemotAi.Telephony.Twilio.TwiML;
using Record = YemotAi.Telephony.Twilio.TwiML.Record;
using TwiMLVerb = YemotAi.Telephony.Twilio.TwiML.TwiMLVerb;

namespace YemotAi.Unit.Twilio;

public sealed class TwiMLTests
{
    private static readonly Uri Next = new("https://calls.example.org/webhook/next");
    private static readonly Uri Socket = new("wss://calls.example.org/ws/twilio-media");

    /// <summary>Every verb, with every attribute that it has.</summary>
    private static List<TwiMLVerb[]> Documents =>
    [
        [],
        [
            new Say("שלום & <ברוכים> \"הבאים\"") { Voice = "Google.he-IL-Wavenet-A", Language = "he-IL", Loop = 1 },
            new Play(new Uri("https://calls.example.org/static/tts/greeting_he.mp3")) { Loop = 2 },
            new Pause(2),
            new Connect(new MediaStream(Socket)
            {
                Name = "first", StatusCallback = Next, StatusCallbackMethod = CallbackMethod.Post,
                Parameters = [new("call_sid", "CA1"), new("token", "a_b-c"), new("empty", "")],
            })
            { Action = Next, Method = CallbackMethod.Post },
            new Redirect(new Uri("https://calls.example.org/webhook/again?a=1&b=%D7%A9")) { Method = CallbackMethod.Get },
        ],
        [
            new Record(Next)
            {
                Method = CallbackMethod.Post, Timeout = 3, FinishOnKey = "1#*", MaxLength = 60, PlayBeep = true, Trim = false,
                RecordingStatusCallback = Next, RecordingStatusCallbackMethod = CallbackMethod.Get,
            },
            new Hangup(),
        ],
        [new Record(Next) { Trim = true, FinishOnKey = "" }],
        [
            new Dial(new DialNumber("+97231234567") { StatusCallback = Next }, new DialNumber("1234"))
            { Action = Next, Method = CallbackMethod.Post, Timeout = 20, CallerId = "+97231234568", TimeLimit = 60, AnswerOnBridge = true },
        ],
        [
            new Gather(Next, new Play(Next), new Pause(), new Say("hello"))
            {
                Method = CallbackMethod.Post, TakesSpeech = true, Language = "he-IL", Timeout = 4, NumDigits = 3, FinishOnKey = "#", ActionOnEmptyResult = true,
            },
        ],
        [new Reject { Busy = true }],
        [new Reject()],
    ];

    [Fact]
    public void Twilio_takes_every_document_that_can_be_made()
    {
        foreach (var verbs in Documents)
        {
            var document = new VoiceResponse(verbs);
            var read = TwiMLReader.Read(200, VoiceResponse.ContentType, Encoding.UTF8.GetBytes(document.ToString()));
            Assert.Empty(read.Troubles);
            Assert.Equal(verbs.Select(verb => verb.GetType().Name), read.Verbs.Select(verb => verb.Name));
        }
    }

    [Fact]
    public void What_stands_in_a_stream_arrives()
    {
        var read = TwiMLReader.Read(new VoiceResponse(Documents[1]).ToString());
        Assert.Equal("שלום & <ברוכים> \"הבאים\"", read.Verbs[0].Text);
        var connect = read.Verbs[3];
        Assert.Equal(Next.AbsoluteUri, connect["action"]);
        var stream = connect.Child("Stream")!;
        Assert.Equal(Socket.AbsoluteUri, stream["url"]);
        Assert.Equal([("call_sid", "CA1"), ("token", "a_b-c"), ("empty", "")], stream.Children.Select(child => (child["name"]!, child["value"]!)));
        Assert.Equal("https://calls.example.org/webhook/again?a=1&b=%D7%A9", read.Verbs[4].Text);
        Assert.Equal("GET", read.Verbs[4]["method"]);
    }

    [Fact]
    public void Whatever_is_said_is_XML()
    {
        var hostile = "\u0000\u0007]]>&<Say>" + '\uD800' + "\uFFFE\t\r\nא";
        var document = new VoiceResponse(
            new Say(hostile), new Connect(new MediaStream(Socket) { Parameters = [new("a\u0001&\"", hostile)] })).ToString();
        var root = XDocument.Parse(document).Root!;
        Assert.Equal("]]>&<Say>\uFFFD   א", root.Element("Say")!.Value);
        var parameter = root.Descendants("Parameter").Single();
        Assert.Equal("a&\"", parameter.Attribute("name")!.Value);
        Assert.Equal("]]>&<Say>\uFFFD   א", parameter.Attribute("value")!.Value);
    }

    [Theory]
    [InlineData("ws://calls.example.org/ws")]
    [InlineData("https://calls.example.org/ws")]
    [InlineData("wss://calls.example.org/ws?call=1")]
    [InlineData("wss://calls.example.org/ws#x")]
    [InlineData("wss://user:password@calls.example.org/ws")]
    public void A_streams_address_is_wss_without_query(string url) => Assert.Throws<ArgumentException>(() => new MediaStream(new Uri(url)));

    [Theory]
    [InlineData("ftp://calls.example.org/x")]
    [InlineData("wss://calls.example.org/x")]
    [InlineData("https://user:password@calls.example.org/x")]
    public void An_address_is_http_or_https(string url)
    {
        Assert.Throws<ArgumentException>(() => new Redirect(new Uri(url)));
        Assert.Throws<ArgumentException>(() => new Play(new Uri(url)));
        Assert.Throws<ArgumentException>(() => new Record(new Uri(url)));
        Assert.Throws<ArgumentException>(() => new Connect(new MediaStream(Socket)) { Action = new Uri(url) });
        Assert.Throws<ArgumentException>(() => new Redirect(new Uri("/relative", UriKind.Relative)));
    }

    [Fact]
    public void A_parameter_is_shorter_than_five_hundred_characters_with_its_name()
    {
        Assert.NotNull(new MediaStream(Socket) { Parameters = [new("name", new string('x', 495))] });
        Assert.Throws<ArgumentException>(() => new MediaStream(Socket) { Parameters = [new("name", new string('x', 496))] });
        Assert.Throws<ArgumentException>(() => new MediaStream(Socket) { Parameters = [new("", "x")] });
        Assert.Throws<ArgumentException>(() => new MediaStream(Socket) { Parameters = [new("a", "x"), new("a", "y")] });
    }

    [Fact]
    public void A_document_has_at_most_64_kilobytes()
    {
        var text = new string('x', Say.MaxCharacters);
        Assert.Throws<ArgumentException>(() => new VoiceResponse([.. Enumerable.Repeat(new Say(text), 16)]));
        Assert.NotNull(new VoiceResponse([.. Enumerable.Repeat(new Say(text), 15)]));
        Assert.Throws<ArgumentException>(() => new VoiceResponse([.. Enumerable.Repeat(new Say(new string('א', Say.MaxCharacters)), 8)]));
    }

    [Fact]
    public void What_Twilio_rejects_cannot_be_made()
    {
        Assert.Throws<ArgumentException>(() => new Say(" \u0000 "));
        Assert.Throws<ArgumentException>(() => new Say(new string('x', Say.MaxCharacters + 1)));
        Assert.Throws<ArgumentException>(() => new Say("x") { Language = "he" });
        Assert.Throws<ArgumentException>(() => new Say("x") { Voice = "a b" });
        Assert.Throws<ArgumentException>(() => new Gather(Next, new Say("שלום") { Language = "he-IL" }));
        Assert.Throws<ArgumentException>(() => new Gather(Next) { Language = "en" });
        Assert.Throws<ArgumentException>(() => new Gather(Next) { FinishOnKey = "12" });
        Assert.Throws<ArgumentException>(() => new Record(Next) { FinishOnKey = "a" });
        Assert.Throws<ArgumentException>(() => new Record(Next) { FinishOnKey = "11" });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Record(Next) { Timeout = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Record(Next) { MaxLength = Record.MostSeconds + 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pause(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Play(Next) { Loop = -1 });
        Assert.Throws<ArgumentException>(() => new DialNumber("+972-50"));
        Assert.Throws<ArgumentException>(() => new Dial());
        Assert.Throws<ArgumentException>(() => new VoiceResponse(new Hangup(), new Say("x")));
        Assert.Throws<ArgumentException>(() => new VoiceResponse(new Redirect(Next), new Say("x")));
        Assert.Throws<ArgumentException>(() => new VoiceResponse(new Pause(), new Reject()));
        Assert.Throws<ArgumentException>(() => new VoiceResponse(
            new Connect(new MediaStream(Socket) { Name = "a" }), new Connect(new MediaStream(Socket) { Name = "a" })));
    }

    [Theory]
    [InlineData("<Response><Say language=\"he-IL\"></Say></Response>", 13520, true)]
    [InlineData("<Response><Say language=\"he\">x</Say></Response>", 13511, true)]
    [InlineData("<Response><Gather language=\"en\"/></Response>", 13512, true)]
    [InlineData("<Response><Gather><Say language=\"he-IL\">x</Say></Gather></Response>", 13512, true)]
    [InlineData("<Response><Gather finishOnKey=\"12\"/></Response>", 13310, true)]
    [InlineData("<Response><Connect><Stream url=\"ws://a.example/x\"/></Connect></Response>", 31922, true)]
    [InlineData("<Response><Connect><Stream url=\"wss://a.example/x?y=1\"/></Connect></Response>", 31920, true)]
    [InlineData("<Response><Connect><Stream url=\"nonsense\"/></Connect></Response>", 31923, true)]
    [InlineData("<Response><Connect><Stream url=\"wss://a.example/x\" track=\"both_tracks\"/></Connect></Response>", 31941, true)]
    [InlineData("<Response><Connect><Stream url=\"wss://a.example/x\" connectorName=\"c\"/></Connect></Response>", 31940, true)]
    [InlineData("<Response><Connect/></Response>", 12200, true)]
    [InlineData("<Response><Record timeout=\"0\"/></Response>", 13611, true)]
    [InlineData("<Response><Record finishOnKey=\"x\"/></Response>", 13613, true)]
    [InlineData("<Response><Play>ftp://a.example/x</Play></Response>", 11100, true)]
    [InlineData("<Response><Dial>abc</Dial></Response>", 13223, true)]
    [InlineData("<Response><say>x</say></Response>", 12200, false)]
    [InlineData("<Response><Hangup now=\"yes\"/></Response>", 12200, false)]
    [InlineData("<Response><Pause length=\"long\"/></Response>", 12200, false)]
    [InlineData("<Response>hello</Response>", 12200, false)]
    [InlineData("<Other/>", 12100, true)]
    [InlineData("<Response>", 12100, true)]
    [InlineData("", 12100, true)]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><Response><Say>&a;</Say></Response>", 12100, true)]
    public void The_judge_rejects_what_Twilio_rejects(string document, int code, bool isRejected)
    {
        var read = TwiMLReader.Read(document);
        Assert.Equal(isRejected, read.IsRejected);
        Assert.Equal([code], read.Troubles.Select(trouble => trouble.Code));
        if (isRejected) Assert.Empty(read.Verbs);
    }

    [Theory]
    [InlineData(500, "text/xml", 11200)]
    [InlineData(404, "text/xml", 11200)]
    [InlineData(200, "application/json", 12300)]
    [InlineData(200, null, 12300)]
    public void The_judge_looks_at_status_and_type(int status, string? type, int code) =>
        Assert.Equal([code], TwiMLReader.Read(status, type, "<Response/>"u8.ToArray()).Troubles.Select(trouble => trouble.Code));

    [Fact]
    public void The_judge_takes_no_document_over_64_kilobytes() =>
        Assert.Equal([11750], TwiMLReader.Read($"<Response><Say>{new string('x', 64 * 1024)}</Say></Response>").Troubles.Select(trouble => trouble.Code));
}
