using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>
/// The only one who writes to a media socket: sends what the queue has, and the close. One that cannot get a message out
/// within <see cref="MediaSocketOptions.SendLimit"/> cuts the connection.
/// </summary>
internal sealed class SpeechSender : IDisposable
{
    private readonly WebSocket _socket;
    private readonly SpeechQueue _queue;
    private readonly MediaSocketOptions _options;
    private readonly TimeProvider _time;
    private readonly ArrayBufferWriter<byte> _message = new(1024);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly ITimer _limit;
    private readonly ITimer _markLimit;
    private volatile StreamMessageWriter? _writer;
    private volatile Closing? _closing;

    public SpeechSender(WebSocket socket, SpeechQueue queue, MediaSocketOptions options, TimeProvider time)
    {
        (_socket, _queue, _options, _time) = (socket, queue, options, time);
        _limit = time.CreateTimer(static self => ((SpeechSender)self!).Cut(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _markLimit = time.CreateTimer(static self => ((SpeechSender)self!).MarkNow(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The connection was cut because a message did not get out.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>How many frames were sent.</summary>
    public long Frames { get; private set; }

    /// <summary>From now on there is a stream to send to.</summary>
    public void Begin(StreamMessageWriter writer)
    {
        _writer = writer;
        Look();
    }

    /// <summary>The queue may have something. Never waits.</summary>
    public void Look() => _wake.Writer.TryWrite(true);

    /// <summary>Nothing more is sent but this; the first one counts.</summary>
    public void Close(WebSocketCloseStatus code, string reason)
    {
        _closing ??= new Closing(code, reason);
        Look();
    }

    /// <summary>Sends until the close is sent, or nothing can be sent any more. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (_closing is null)
            {
                await _wake.Reader.WaitToReadAsync();
                _wake.Reader.TryRead(out _);
                await SendAllAsync();
            }

            await WithinLimitAsync(new ValueTask(_socket.CloseOutputAsync(_closing.Code, _closing.Reason, CancellationToken.None)));
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection is gone; whoever reads from it notices.
            _socket.Abort();
        }
    }

    public void Dispose()
    {
        _limit.Dispose();
        _markLimit.Dispose();
    }

    private async Task SendAllAsync()
    {
        while (_closing is null && _writer is { } writer && _queue.TryNext(writer, _message, out var frames, out var came))
        {
            await WithinLimitAsync(_socket.SendAsync(_message.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None));
            _message.ResetWrittenCount();
            if (frames == 0) continue;
            Frames += frames;
            MediaMetrics.Out.Add(frames);
            if (_time.GetElapsedTime(came) > _options.LateAfter) MediaMetrics.Late.Add(frames);
        }

        if (_queue.WantsMark) _markLimit.Change(_options.MarkAfter, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The timer is touched only when a send does not get out at once.</summary>
    private async ValueTask WithinLimitAsync(ValueTask sending)
    {
        if (sending.IsCompleted)
        {
            await sending;
            return;
        }

        _limit.Change(_options.SendLimit, Timeout.InfiniteTimeSpan);
        try
        {
            await sending;
        }
        finally
        {
            _limit.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Cut()
    {
        IsStuck = true;
        _socket.Abort();
    }

    private void MarkNow()
    {
        _queue.MarkNow();
        Look();
    }

    private sealed record Closing(WebSocketCloseStatus Code, string Reason);
}
