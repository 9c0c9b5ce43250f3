using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using YemotAi.Calls.Sound;
using YemotAi.Telephony.Twilio.Media;
using YemotAi.Tests;

namespace YemotAi.Unit.Twilio.Media;

/// <summary>A media socket, with Twilio at its other end in the hands of a test, on a clock that the test moves.</summary>
internal sealed class MediaBench : IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebSocket _twilio;
    private readonly WebSocket _server;
    private readonly Stream _wire;
    private readonly MediaSocket _socket;
    private int _sequence;
    private int _chunk;

    public MediaBench(int window = 1 << 20, MediaSocketOptions? options = null, bool isStopping = false)
    {
        Options = options ?? new MediaSocketOptions();
        if (isStopping) _stopping.Cancel();
        (_server, _twilio, _wire) = PipePair.New(window);
        _socket = new MediaSocket(_server, Calls, Calls, Options, Time, Log);
        Running = _socket.RunAsync(_stopping.Token);
    }

    public MediaSocketOptions Options { get; }

    public ManualTime Time { get; } = new();

    public CallsOfBench Calls { get; } = new();

    public LogLines Log { get; } = new();

    /// <summary>Ends when the socket is over and the call knows.</summary>
    public Task Running { get; }

    public async ValueTask DisposeAsync()
    {
        await _wire.DisposeAsync();
        await Running.WaitAsync(Guard);
        _socket.Dispose();
        _server.Dispose();
        _twilio.Dispose();
        _stopping.Dispose();
        await Polling.UntilAsync("no timer of a socket that is over goes on", () => Time.Waiting == 0);
    }

    public void Stop() => _stopping.Cancel();

    /// <summary>The connection breaks.</summary>
    public void Break() => _wire.Dispose();

    public Task SendAsync(string message) => SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true);

    public Task SendAsync(byte[] bytes, WebSocketMessageType type, bool isEnd) => _twilio.SendAsync(bytes, type, isEnd, CancellationToken.None);

    /// <summary>The stream begins, and the call has it.</summary>
    public async Task StartAsync()
    {
        await SendAsync("""{"event":"connected","protocol":"Call","version":"1.0.0"}""");
        await SendStartAsync();
        await Polling.UntilAsync("the line is attached", () => Calls.Phone is not null);
    }

    public Task SendStartAsync(string stream = "MZ1", string call = "CA1") => SendAsync(
        $$$"""{"event":"start","sequenceNumber":"{{{++_sequence}}}","start":{"accountSid":"AC1","streamSid":"{{{stream}}}","callSid":"{{{call}}}","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"customParameters":{"token":"t"}},"streamSid":"{{{stream}}}"}""");

    /// <summary>The caller says a frame that is filled with a value.</summary>
    public Task SpeakAsync(byte value, string stream = "MZ1")
    {
        var frame = new byte[SoundFrames.FrameBytes];
        frame.AsSpan().Fill(value);
        return SendAsync(
            $$$"""{"event":"media","sequenceNumber":"{{{++_sequence}}}","media":{"track":"inbound","chunk":"{{{++_chunk}}}","timestamp":"{{{(_chunk - 1) * 20}}}","payload":"{{{Convert.ToBase64String(frame)}}}"},"streamSid":"{{{stream}}}"}""");
    }

    public Task PressAsync(char digit) =>
        SendAsync($$$"""{"event":"dtmf","streamSid":"MZ1","sequenceNumber":"{{{++_sequence}}}","dtmf":{"track":"inbound_track","digit":"{{{digit}}}"}}""");

    public Task EchoAsync(string mark) =>
        SendAsync($$$"""{"event":"mark","sequenceNumber":"{{{++_sequence}}}","streamSid":"MZ1","mark":{"name":"{{{mark}}}"}}""");

    public Task StopStreamAsync(string call = "CA1") =>
        SendAsync($$$"""{"event":"stop","sequenceNumber":"{{{++_sequence}}}","stop":{"accountSid":"AC1","callSid":"{{{call}}}"},"streamSid":"MZ1"}""");

    public Task CloseAsync() => _twilio.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    /// <summary>What the phone is told next: <c>clear</c>, <c>mark 0:5</c>, or <c>media 0-4</c> with the first and the last frame; <c>closed 1000</c> at the end.</summary>
    public async Task<string> NextAsync()
    {
        var buffer = new byte[16_384];
        using var guard = new CancellationTokenSource(Guard);
        var result = await _twilio.ReceiveAsync(buffer.AsMemory(), guard.Token);
        if (result.MessageType == WebSocketMessageType.Close) return $"closed {(int)_twilio.CloseStatus!}";
        if (result.MessageType != WebSocketMessageType.Text || !result.EndOfMessage) throw new InvalidOperationException("Not a text in one piece.");
        using var message = JsonDocument.Parse(buffer.AsMemory(0, result.Count));
        var root = message.RootElement;
        var kind = root.GetProperty("event").GetString()!;
        var members = root.EnumerateObject().Select(member => member.Name).ToArray();
        string[] expected = kind == "clear" ? ["event", "streamSid"] : ["event", "streamSid", kind];
        if (!members.SequenceEqual(expected) || root.GetProperty("streamSid").GetString() != "MZ1") throw new InvalidOperationException($"Not a message of the protocol: {root}");
        if (kind == "clear") return kind;
        var inner = root.GetProperty(kind).EnumerateObject().Single();
        if (kind == "mark") return $"mark {inner.Value.GetString()}";
        var sound = inner.Value.GetBytesFromBase64();
        return sound.Length == SoundFrames.FrameBytes ? $"media {sound[0]}" : $"media {sound[0]}-{sound[^1]}";
    }

    /// <summary>All that the phone is told until something.</summary>
    public async Task<List<string>> UntilToldAsync(string last)
    {
        var all = new List<string>();
        do all.Add(await NextAsync());
        while (all[^1] != last && !all[^1].StartsWith("closed", StringComparison.Ordinal));
        return all;
    }

    /// <summary>How the socket was closed; the close is answered, and the call knows.</summary>
    public async Task<string> ClosedAsync()
    {
        string last;
        do last = await NextAsync();
        while (!last.StartsWith("closed", StringComparison.Ordinal));

        // A client waits for the server to break the connection.
        var closing = _twilio.State == WebSocketState.CloseReceived ? CloseAsync() : Task.CompletedTask;
        await Running.WaitAsync(Guard);
        await _wire.DisposeAsync();
        await closing;
        return last;
    }
}
