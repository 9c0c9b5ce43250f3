using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography;

namespace YemotAi.Phone.Twilio.Media;

/// <summary>
/// One media stream of a call: sends the caller's sound frame by frame and plays what the line sends. Thread-safe.
/// </summary>
public sealed partial class TwilioStream : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StreamContext _call;
    private readonly StreamWriter _writer;
    private readonly Playout _playout;
    private readonly List<StreamMark> _marks = [];
    private readonly HashSet<int> _told = [];
    private readonly TaskCompletionSource<bool> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _broken = new();
    private long _frame;
    private bool _isStarted;
    private bool _isStalled;

    internal TwilioStream(StreamContext call, Uri url, string? name, IReadOnlyDictionary<string, string> parameters)
    {
        _call = call;
        Url = url;
        Name = name ?? StreamSid;
        Parameters = parameters;
        _writer = new StreamWriter(call.Settings.AccountSid, call.CallSid, StreamSid);
        _playout = new Playout(call.Settings.KeepsHeard);
    }

    /// <summary>Its id.</summary>
    public string StreamSid { get; } = "MZ" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Where it goes, as the document says.</summary>
    public Uri Url { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What goes with its start.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>Whether <c>start</c> was sent; done when it was, or never will be.</summary>
    public Task<bool> Started => _started.Task;

    /// <summary>Why it ended; null while it goes on.</summary>
    public StreamEnd? End { get; private set; }

    /// <summary>With what the line closed the WebSocket; null when it did not.</summary>
    public WebSocketCloseStatus? CloseStatus { get; private set; }

    /// <summary>When <c>start</c> was sent, from the dialling.</summary>
    public TimeSpan StartedAt { get; private set; }

    /// <summary>How many frames of the caller were sent.</summary>
    public long FramesSent { get; private set; }

    /// <summary>How many messages of sound came.</summary>
    public int MediaMessages { get; private set; }

    /// <summary>How many messages <c>clear</c> came.</summary>
    public int ClearMessages { get; private set; }

    /// <summary>How many messages came that Twilio does not take.</summary>
    public int InvalidMessages { get; private set; }

    /// <summary>How much is played now or waits for it.</summary>
    public TimeSpan Queued
    {
        get
        {
            lock (_gate) return _playout.Queued(_call.Now);
        }
    }

    /// <summary>The marks that were sent back, in order.</summary>
    public IReadOnlyList<StreamMark> Marks
    {
        get
        {
            lock (_gate) return [.. _marks];
        }
    }

    /// <summary>What the caller has heard of it so far, with exact times.</summary>
    public IReadOnlyList<HeardPiece> Heard
    {
        get
        {
            lock (_gate) return _playout.Heard(_call.Now);
        }
    }

    /// <summary>No frame is sent any more, as when the network stalls, until <see cref="Resume"/>; the connection stays.</summary>
    public void Stall()
    {
        lock (_gate) _isStalled = true;
    }

    /// <summary>Frames are sent again, from now on.</summary>
    public void Resume()
    {
        lock (_gate) _isStalled = false;
    }

    /// <summary>The connection is lost, without <c>stop</c>; the call goes on with what its document says.</summary>
    public void Break()
    {
        if (End is null) _broken.Cancel();
    }

    /// <summary>Is done by its call.</summary>
    public void Dispose() => _broken.Dispose();

    /// <summary>Presses a key.</summary>
    internal void Press(char key)
    {
        lock (_gate)
        {
            if (_isStarted) Send(_writer.Key(key));
        }
    }

    /// <summary>A frame of the caller's is over; whatever the line's sound has come to is told.</summary>
    internal void Tick(ReadOnlySpan<byte> frame, TimeSpan now, Span<byte> heard)
    {
        lock (_gate)
        {
            if (!_isStarted) return;
            if (!_isStalled)
            {
                Send(_writer.Media(_frame, frame));
                FramesSent++;
            }

            _frame++;
            Echo(_playout.Reached(now), now, wasCleared: false);
            _playout.Read(now - MediaTime.Frame, heard);
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            Send(StreamWriter.Connected());
            Send(_writer.Start(Parameters));
            StartedAt = _call.Now;
            _isStarted = true;
        }

        _call.Write(TwilioTranscriptKind.System, $"the stream {StreamSid} starts");
        _started.TrySetResult(true);
    }

    private void Finish(StreamEnd end)
    {
        lock (_gate)
        {
            End = end;
            _isStarted = false;
            // Nothing more is heard of what waited.
            _playout.Clear(_call.Now);
        }

        _started.TrySetResult(false);
    }

    private void Take(ReadOnlyMemory<byte> utf8)
    {
        var message = StreamMessage.Read(utf8, StreamSid, out var wrong);
        if (message is null)
        {
            Tell(new TwilioTrouble(31951, false, $"a message of the line {wrong}"));
            // Last: who sees the count finds what was told of it.
            InvalidMessages++;
            return;
        }

        lock (_gate)
        {
            var now = _call.Now;
            switch (message.Event)
            {
                case "media":
                    if (message.MuLaw.AsSpan().StartsWith("RIFF"u8)) Tell(new TwilioTrouble(31951, false, "the line sends a file's header as sound"));
                    if (!_playout.Add(message.MuLaw, now)) Tell(new TwilioTrouble(31931, false, "more than ten minutes of sound wait; more is dropped"));
                    MediaMessages++;
                    break;
                case "mark":
                    _playout.Mark(message.Mark, now);
                    Echo(_playout.Reached(now), now, wasCleared: false);
                    break;
                default:
                    _call.Write(TwilioTranscriptKind.Wire, string.Create(CultureInfo.InvariantCulture, $"clear, with {_playout.Queued(now).TotalMilliseconds:0} ms waiting"));
                    Echo(_playout.Clear(now), now, wasCleared: true);
                    ClearMessages++;
                    break;
            }
        }
    }

    private void TakeBinary()
    {
        Tell(new TwilioTrouble(31950, false, "the line sent a binary message"));
        InvalidMessages++;
    }

    private void Echo(List<string> names, TimeSpan now, bool wasCleared)
    {
        foreach (var name in names)
        {
            _marks.Add(new StreamMark(name, now, wasCleared));
            Send(_writer.Mark(name));
        }
    }

    /// <summary>Each once in a stream, as Twilio does.</summary>
    private void Tell(TwilioTrouble trouble)
    {
        lock (_told)
        {
            if (!_told.Add(trouble.Code)) return;
        }

        _call.Report(trouble);
    }
}
