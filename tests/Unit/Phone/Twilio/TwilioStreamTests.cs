using System.Net.WebSockets;
using Xunit;
using YemotAi.Phone.Twilio;
using YemotAi.Phone.Twilio.Media;
using YemotAi.Speech;
using YemotAi.Telephony.Twilio.Signatures;
using YemotAi.Tests;

namespace YemotAi.Unit.Phone.Twilio;

public sealed class TwilioStreamTests : IAsyncLifetime
{
    private const string Connect =
        """
        <Connect action="/ended"><Stream url="wss://calls.example.org/ws" name="first" statusCallback="/stream_status"><Parameter name="token" value="t"/></Stream></Connect>
        """;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly ManualTime _time = new();
    private ProgramSide _program = null!;
    private TwilioLine _line = null!;
    private TwilioCall _call = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _program = await ProgramSide.StartAsync();
        _program.On("/voice", Connect).On("/ended", "<Hangup/>").On("/stream_status", NoContent);
        _line = _program.Line(_time);
        _call = _line.NewCall();
    }

    public async ValueTask DisposeAsync()
    {
        // Its sockets end with it, so that the call does not wait for them to be closed.
        await _program.DisposeAsync();
        await _call.DisposeAsync();
        _line.Dispose();
    }

    [Fact]
    public async Task A_stream_begins_as_Twilios_do()
    {
        await _call.DialAsync(Cancellation);
        var socket = await _program.SocketAsync(Cancellation);
        await socket.NextAsync("connected", Cancellation);
        var start = (await socket.NextAsync("start", Cancellation)).GetProperty("start");
        Assert.Equal(_call.CallSid, start.GetProperty("callSid").GetString());
        Assert.Equal("t", start.GetProperty("customParameters").GetProperty("token").GetString());
        var opening = Assert.Single(_program.Openings);
        Assert.Equal("", opening.Subprotocol);
        Assert.True(TwilioSignature.IsRightForSocket(ProgramSide.Token, opening.Signature, "https://calls.example.org/ws"));
    }

    [Fact]
    public async Task The_callers_sound_comes_frame_by_frame_in_real_time()
    {
        var socket = await StreamAsync();
        var words = new byte[320];
        for (var i = 0; i < words.Length; i++) words[i] = (byte)i;
        var said = _call.SayAsync(words);
        _time.Advance(TimeSpan.FromSeconds(2));
        await said.WaitAsync(Guard, Cancellation);
        var sound = new List<byte>();
        for (var i = 0; i < 100; i++)
        {
            var message = await socket.NextAsync("media", Cancellation);
            var media = message.GetProperty("media");
            Assert.Equal($"{i + 2}", message.GetProperty("sequenceNumber").GetString());
            Assert.Equal($"{i + 1}", media.GetProperty("chunk").GetString());
            Assert.Equal($"{i * 20}", media.GetProperty("timestamp").GetString());
            sound.AddRange(media.GetProperty("payload").GetBytesFromBase64());
        }

        Assert.Equal(16_000, sound.Count);
        Assert.Equal(words, sound.Take(320));
        Assert.All(sound.Skip(320), value => Assert.Equal(G711.MuLawSilence, value));
        Assert.Equal(100, _call.Stream!.FramesSent);
    }

    [Fact]
    public async Task Keys_come_between_the_frames()
    {
        var socket = await StreamAsync();
        _time.Advance(TimeSpan.FromMilliseconds(20));
        _call.Press("1#");
        _time.Advance(TimeSpan.FromMilliseconds(20));
        await socket.NextAsync("media", Cancellation);
        Assert.Equal("1", (await socket.NextAsync("dtmf", Cancellation)).GetProperty("dtmf").GetProperty("digit").GetString());
        Assert.Equal("#", (await socket.NextAsync("dtmf", Cancellation)).GetProperty("dtmf").GetProperty("digit").GetString());
        Assert.Equal("5", (await socket.NextAsync("media", Cancellation)).GetProperty("sequenceNumber").GetString());
        Assert.Throws<ArgumentException>(() => _call.Press("a"));
    }

    [Fact]
    public async Task What_the_line_sends_is_heard_and_its_marks_come_back_when_they_are_reached()
    {
        var socket = await StreamAsync();
        await socket.MediaAsync(Loud(100));
        await socket.MarkAsync("first");
        await socket.MediaAsync(Loud(60));
        await socket.MarkAsync("second");
        await MessagesAsync(media: 2);
        await WhenAsync(stream => stream.Queued == TimeSpan.FromMilliseconds(160));
        var start = _call.Now;
        _time.Advance(TimeSpan.FromMilliseconds(80));
        Assert.Empty(_call.Stream!.Marks);
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal("first", (await socket.SkipToAsync("mark", Cancellation)).GetProperty("mark").GetProperty("name").GetString());
        // The caller's sound goes on meanwhile, and its frames are counted with the marks.
        _time.Advance(TimeSpan.FromMilliseconds(60));
        Assert.Equal("second", (await socket.SkipToAsync("mark", Cancellation)).GetProperty("mark").GetProperty("name").GetString());
        var heard = Assert.Single(_call.Heard);
        Assert.Equal((start, start + TimeSpan.FromMilliseconds(160)), (heard.At, heard.End));
        Assert.Equal([.. Loud(100), .. Loud(60)], heard.MuLaw.ToArray());
        Assert.Empty(_call.Troubles);
    }

    [Fact]
    public async Task Clear_makes_it_silent_and_gives_all_marks_back_at_once()
    {
        var socket = await StreamAsync();
        await socket.MediaAsync(Loud(1_000));
        await socket.MarkAsync("a");
        await socket.MarkAsync("b");
        await MessagesAsync(media: 1);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        await socket.ClearAsync();
        Assert.Equal("a", (await socket.SkipToAsync("mark", Cancellation)).GetProperty("mark").GetProperty("name").GetString());
        Assert.Equal("b", (await socket.NextAsync("mark", Cancellation)).GetProperty("mark").GetProperty("name").GetString());
        await socket.MarkAsync("c");
        Assert.Equal("c", (await socket.NextAsync("mark", Cancellation)).GetProperty("mark").GetProperty("name").GetString());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromMilliseconds(300), _call.Heard.Single().End - _call.Heard.Single().At);
        Assert.Equal([true, true, false], _call.Stream!.Marks.Select(mark => mark.WasCleared));
        Assert.Equal(1, _call.Stream.ClearMessages);
    }

    [Fact]
    public async Task What_is_heard_is_told_as_stretches_of_voice()
    {
        var socket = await StreamAsync();
        var listening = _call.WhenHeardAsync(TimeSpan.Zero, Cancellation);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Empty(_call.HeardVoice);
        await socket.MediaAsync([.. Loud(500), .. Silence(200), .. Loud(300)]);
        await MessagesAsync(media: 1);
        var at = _call.Now;
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(at, (await listening.WaitAsync(Guard, Cancellation))!.From);
        Assert.Null(Assert.Single(_call.HeardVoice).To);
        var quiet = _call.WhenQuietAsync(at, TimeSpan.FromSeconds(1), Cancellation);
        _time.Advance(TimeSpan.FromMilliseconds(1_900));
        Assert.False(quiet.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await quiet.WaitAsync(Guard, Cancellation);
        Assert.Equal(new VoiceSpan(at, at + TimeSpan.FromSeconds(1)), Assert.Single(_call.HeardVoice));
    }

    [Fact]
    public async Task When_the_line_closes_the_socket_the_connects_action_is_asked()
    {
        var socket = await StreamAsync();
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, Cancellation);
        await _call.Ended.WaitAsync(Guard, Cancellation);
        Assert.Equal(TwilioCallState.EndedByLine, _call.State);
        Assert.Equal((StreamEnd.ClosedByLine, WebSocketCloseStatus.NormalClosure), (_call.Streams[0].End, _call.Streams[0].CloseStatus));
        Assert.Equal("in-progress", Assert.Single(_program.Of("/ended"))["CallStatus"]);
        Assert.Equal(
            ["stream-started", "stream-stopped"],
            // Twilio promises no order of what it tells.
            _program.Of("/stream_status").Select(told => told["StreamEvent"]).Order());
        Assert.Equal("first", _program.Of("/stream_status")[0]["StreamName"]);
        Assert.Empty(_call.Troubles);
    }

    [Fact]
    public async Task What_the_caller_says_while_the_line_closes_the_socket_is_no_trouble()
    {
        _line.Dispose();
        // The clock runs on while the line is told how the stream goes.
        _line = _program.Line(_time, settings => settings with { WebhookLimit = TimeSpan.FromHours(1) });
        for (var i = 0; i < 50; i++)
        {
            _call = _line.NewCall();
            var socket = await StreamAsync();
            var stream = _call.Stream!;
            var closing = socket.CloseAsync(WebSocketCloseStatus.NormalClosure, Cancellation);
            // Fewer frames than the phone keeps for a line that does not read.
            for (var frame = 0; frame < 5_000 && stream.End is null; frame++) _time.Advance(MediaTime.Frame);
            await closing.WaitAsync(Guard, Cancellation);
            await _call.Ended.WaitAsync(Guard, Cancellation);
            Assert.Empty(_call.Troubles);
        }
    }

    [Fact]
    public async Task Without_an_action_the_next_verb_is_carried_out_and_a_lost_socket_comes_back_by_it()
    {
        var opened = 0;
        _program.On("/voice", _ => ++opened == 1
            ? """<Connect><Stream url="wss://calls.example.org/ws"/></Connect><Redirect>/voice</Redirect>"""
            : """<Connect><Stream url="wss://calls.example.org/ws"/></Connect>""");
        await StreamAsync();
        _call.Stream!.Break();
        var again = await _program.SocketAsync(Cancellation);
        await again.BegunAsync(Cancellation);
        Assert.Equal(2, _program.Of("/voice").Count);
        Assert.Equal(_program.Of("/voice")[0]["CallSid"], _program.Of("/voice")[1]["CallSid"]);
        Assert.NotEqual(_call.Streams[0].StreamSid, _call.Streams[1].StreamSid);
        Assert.Equal(StreamEnd.Lost, _call.Streams[0].End);
        Assert.Equal(TwilioCallState.InProgress, _call.State);
        await again.CloseAsync(WebSocketCloseStatus.NormalClosure, Cancellation);
        await _call.Ended.WaitAsync(Guard, Cancellation);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_stops_the_stream()
    {
        var socket = await StreamAsync();
        var hangingUp = _call.HangUpAsync();
        var stop = await socket.SkipToAsync("stop", Cancellation);
        Assert.Equal(_call.CallSid, stop.GetProperty("stop").GetProperty("callSid").GetString());
        Assert.Null(await socket.NextAsync(Cancellation));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, Cancellation);
        await hangingUp.WaitAsync(Guard, Cancellation);
        Assert.Equal((TwilioCallState.HungUp, StreamEnd.Stopped), (_call.State, _call.Streams[0].End));
        Assert.Equal("completed", Assert.Single(_program.Of("/ended"))["CallStatus"]);
        Assert.Empty(_call.Troubles);
    }

    [Fact]
    public async Task A_line_that_is_lost_says_no_stop()
    {
        var socket = await StreamAsync();
        var dropping = _call.DropAsync();
        Assert.Null(await socket.NextAsync(Cancellation));
        Assert.Null(socket.CloseStatus);
        await dropping.WaitAsync(Guard, Cancellation);
        Assert.Equal(TwilioCallState.HungUp, _call.State);
        Assert.Equal(StreamEnd.Lost, _call.Streams[0].End);
    }

    [Fact]
    public async Task A_stalled_stream_sends_nothing_and_goes_on_where_the_time_is()
    {
        var socket = await StreamAsync();
        _time.Advance(TimeSpan.FromMilliseconds(40));
        _call.Stream!.Stall();
        _time.Advance(TimeSpan.FromSeconds(6));
        _call.Stream.Resume();
        _time.Advance(TimeSpan.FromMilliseconds(20));
        await socket.NextAsync("media", Cancellation);
        Assert.Equal("20", (await socket.NextAsync("media", Cancellation)).GetProperty("media").GetProperty("timestamp").GetString());
        var resumed = await socket.NextAsync("media", Cancellation);
        Assert.Equal(("6040", "3"), (resumed.GetProperty("media").GetProperty("timestamp").GetString(), resumed.GetProperty("media").GetProperty("chunk").GetString()));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("""{"event":"media","streamSid":"$sid","media":{"payload":"AAEC"},"turn":1}""")]
    [InlineData("""{"event":"clear","streamSid":"MZ1"}""")]
    public async Task A_wrong_message_is_told_once_and_not_obeyed(string message)
    {
        var socket = await StreamAsync();
        await socket.SendAsync(message);
        await socket.SendAsync(message);
        await WhenAsync(stream => stream.InvalidMessages == 2);
        Assert.Equal([(31951, false)], _call.Troubles.Select(trouble => (trouble.Code, trouble.IsError)));
        Assert.Equal(TwilioCallState.InProgress, _call.State);
        Assert.Equal((0, 0), (_call.Stream!.MediaMessages, _call.Stream.ClearMessages));
    }

    [Fact]
    public async Task A_binary_message_is_told()
    {
        var socket = await StreamAsync();
        await socket.SendBinaryAsync([1, 2, 3]);
        await WhenAsync(stream => stream.InvalidMessages == 1);
        Assert.Equal([31950], _call.Troubles.Select(trouble => trouble.Code));
    }

    [Fact]
    public async Task A_files_header_is_told()
    {
        var socket = await StreamAsync();
        await socket.MediaAsync([.. "RIFF"u8, .. Loud(20)]);
        await MessagesAsync(media: 1);
        Assert.Equal([31951], _call.Troubles.Select(trouble => trouble.Code));
    }

    [Fact]
    public async Task Too_much_sound_is_told_once()
    {
        var socket = await StreamAsync();
        var minute = new byte[60 * 8_000];
        for (var i = 0; i < 12; i++) await socket.MediaAsync(minute);
        await MessagesAsync(media: 12);
        Assert.Equal([31931], _call.Troubles.Select(trouble => trouble.Code));
        Assert.Equal(TimeSpan.FromMinutes(10), _call.Stream!.Queued);
    }

    [Theory]
    [InlineData(WebSocketCloseStatus.InternalServerError)]
    [InlineData(WebSocketCloseStatus.EndpointUnavailable)]
    public async Task A_socket_that_is_closed_with_an_error_is_told(WebSocketCloseStatus status)
    {
        var socket = await StreamAsync();
        await socket.CloseAsync(status, Cancellation);
        await _call.Ended.WaitAsync(Guard, Cancellation);
        Assert.Equal([31921], _call.Troubles.Select(trouble => trouble.Code));
        Assert.Single(_program.Of("/ended"));
    }

    [Fact]
    public async Task A_socket_that_is_lost_is_told()
    {
        var socket = await StreamAsync();
        socket.Abort();
        await _call.Ended.WaitAsync(Guard, Cancellation);
        Assert.Equal([31921], _call.Troubles.Select(trouble => trouble.Code));
        Assert.Equal(StreamEnd.Lost, _call.Streams[0].End);
    }

    [Fact]
    public async Task A_socket_that_is_refused_is_told_and_the_action_asked()
    {
        _program.RefusesSockets = 403;
        await _call.DialAsync(Cancellation);
        await _call.Ended.WaitAsync(Guard, Cancellation);
        Assert.Equal([31920], _call.Troubles.Select(trouble => trouble.Code));
        Assert.Equal(StreamEnd.NotOpened, _call.Streams[0].End);
        Assert.Equal("stream-error", Assert.Single(_program.Of("/stream_status"))["StreamEvent"]);
        Assert.Single(_program.Of("/ended"));
    }

    [Fact]
    public async Task A_socket_may_be_opened_unsigned_and_with_a_subprotocol()
    {
        _line.Dispose();
        _line = _program.Line(_time, settings => settings with { SignsSockets = false, Subprotocol = "audio.twilio.com" });
        _call = _line.NewCall();
        await _call.DialAsync(Cancellation);
        // The program does not choose it, and the opening succeeds all the same.
        await (await _program.SocketAsync(Cancellation)).BegunAsync(Cancellation);
        var opening = Assert.Single(_program.Openings);
        Assert.Equal(("", "audio.twilio.com"), (opening.Signature, opening.Subprotocol));
    }

    private async Task<ProgramSocket> StreamAsync()
    {
        await _call.DialAsync(Cancellation);
        var socket = await (await _program.SocketAsync(Cancellation)).BegunAsync(Cancellation);
        await _call.WhenStreamAsync(Cancellation).WaitAsync(Guard, Cancellation);
        return socket;
    }

    private Task MessagesAsync(int media) => WhenAsync(stream => stream.MediaMessages == media);

    private Task WhenAsync(Func<TwilioStream, bool> isSo) =>
        _call.WhenAsync(call => call.Stream is { } stream && isSo(stream), Cancellation).WaitAsync(Guard, Cancellation);

    private static Task NoContent(SeenRequest request, Microsoft.AspNetCore.Http.HttpContext context)
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static byte[] Loud(int milliseconds)
    {
        var samples = new short[milliseconds * 8];
        for (var i = 0; i < samples.Length; i++) samples[i] = (short)(6_000 * Math.Sin(2 * Math.PI * 440 * i / 8_000));
        var muLaw = new byte[samples.Length];
        G711.EncodeMuLaw(samples, muLaw);
        return muLaw;
    }

    private static byte[] Silence(int milliseconds)
    {
        var muLaw = new byte[milliseconds * 8];
        muLaw.AsSpan().Fill(G711.MuLawSilence);
        return muLaw;
    }
}
