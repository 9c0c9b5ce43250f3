using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Sound;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>
/// One media socket from its first message to its end: brings the caller's sound, keys and marks to the call, and what
/// the call says to the phone.
/// </summary>
/// <remarks>
/// One loop reads (<see cref="ReceiveAsync"/>), one writes (<see cref="SpeechSender"/>). Whatever ends the socket goes
/// through <see cref="BeginEnd"/>, of which the first call counts: the close is sent, the call is told at once, and the
/// other side has <see cref="MediaSocketOptions.CloseLimit"/> to answer.
/// </remarks>
internal sealed partial class MediaSocket : ISoundReceiver, IDisposable
{
    private readonly WebSocket _socket;
    private readonly IMediaCalls _calls;
    private readonly ISoundDirectory _sound;
    private readonly MediaSocketOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly StreamMessageReader _reader;
    private readonly CallerFrames _caller;
    private readonly SpeechQueue _speech;
    private readonly SpeechSender _sender;
    private readonly KeyPump _keys;
    private readonly ITimer _patience;
    private readonly ITimer _playout;
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private TaskCompletionSource? _opening;
    private Ending? _ending;
    private StreamStart? _start;
    private string? _call;
    private ISoundLine? _line;
    private long _sequence;
    private long _dropped;
    private int _problems;

    public MediaSocket(
        WebSocket socket, IMediaCalls calls, ISoundDirectory sound, MediaSocketOptions options, TimeProvider time, ILogger log)
    {
        (_socket, _calls, _sound, _options, _time, _log) = (socket, calls, sound, options, time, log);
        _reader = new StreamMessageReader(options);
        _caller = new CallerFrames(options, frames => _line!.Send(frames));
        _speech = new SpeechQueue(options, time);
        _sender = new SpeechSender(socket, _speech, options, time);
        _keys = new KeyPump(calls, options, time, log);
        _patience = time.CreateTimer(static self => ((MediaSocket)self!).LosePatience(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _playout = time.CreateTimer(
            static self => ((MediaSocket)self!).BeginEnd(MediaEnd.Finished, WebSocketCloseStatus.NormalClosure),
            this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private bool IsEnding => Volatile.Read(ref _ending) is not null;

    /// <summary>Runs until the socket is closed or cut, and the call knows. Never throws.</summary>
    /// <param name="stopping">The program is stopping.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        LogConnected(_log);
        Wait(_options.StartLimit);
        using var stops = stopping.UnsafeRegister(
            static self => ((MediaSocket)self!).BeginEnd(MediaEnd.Stopping, WebSocketCloseStatus.EndpointUnavailable), this);
        var sending = _sender.RunAsync();
        var receiving = ReceiveAsync();
        await _over.Task;
        await TellAsync();
        await receiving;
        await sending;
    }

    public void Dispose()
    {
        _sender.Dispose();
        _patience.Dispose();
        _playout.Dispose();
    }

    /// <summary>The call says something.</summary>
    void ISoundReceiver.Take(SoundFrames frames)
    {
        var dropped = _speech.Add(frames);
        if (dropped > 0)
        {
            MediaMetrics.Dropped.Add(dropped);
            Interlocked.Add(ref _dropped, dropped);
        }

        _sender.Look();
    }

    void ISoundReceiver.Clear(long before)
    {
        _speech.Clear(before);
        _sender.Look();
        EndIfPlayedOut();
    }

    void ISoundReceiver.End(SoundEnd why)
    {
        switch (why)
        {
            case SoundEnd.Finished:
                _speech.Finish();
                _sender.Look();
                EndIfPlayedOut();
                if (!IsEnding) _playout.Change(_speech.Unplayed + _options.PlayoutSlack, Timeout.InfiniteTimeSpan);
                break;
            case SoundEnd.Replaced:
                BeginEnd(MediaEnd.Replaced, WebSocketCloseStatus.NormalClosure);
                break;
            case SoundEnd.Stopping:
                BeginEnd(MediaEnd.Stopping, WebSocketCloseStatus.EndpointUnavailable);
                break;
            default:
                BeginEnd(MediaEnd.Failed, WebSocketCloseStatus.InternalServerError);
                break;
        }
    }

    /// <summary>The stream is over, for the first reason that is given; everything else follows from that.</summary>
    private void BeginEnd(MediaEnd why, WebSocketCloseStatus code)
    {
        lock (_gate)
        {
            if (_ending is not null) return;
            _ending = new Ending(why, code);
            _patience.Change(_options.CloseLimit, Timeout.InfiniteTimeSpan);
        }

        // The reason is for whoever looks at the wire: one word of ours, and nothing of the sender's.
        _sender.Close(code, why.ToString());
        _over.SetResult();
    }

    /// <summary>How long nothing may come from now on. The limit of a close is not changed any more.</summary>
    private void Wait(TimeSpan limit)
    {
        lock (_gate)
        {
            if (_ending is null) _patience.Change(limit, Timeout.InfiniteTimeSpan);
        }
    }

    private void LosePatience()
    {
        if (IsEnding) _socket.Abort();
        else BeginEnd(_start is null ? MediaEnd.Broken : MediaEnd.Silent, WebSocketCloseStatus.PolicyViolation);
    }

    private void EndIfPlayedOut()
    {
        if (_speech.IsPlayedOut) BeginEnd(MediaEnd.Finished, WebSocketCloseStatus.NormalClosure);
    }

    /// <summary>Reads until the other side closes or the connection is gone. Never throws.</summary>
    private async Task ReceiveAsync()
    {
        using var buffer = new MessageBuffer(_options.MaxMessageBytes);
        try
        {
            while (true)
            {
                // What comes after the end is read and thrown away, until the other side answers the close.
                if (IsEnding) buffer.Clear();
                var part = await _socket.ReceiveAsync(buffer.Room, CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close) break;
                if (IsEnding) continue;
                if (part.MessageType == WebSocketMessageType.Binary)
                {
                    BeginEnd(MediaEnd.Broken, WebSocketCloseStatus.InvalidMessageType);
                }
                else if (!buffer.TryAdd(part.Count))
                {
                    BeginEnd(MediaEnd.Broken, WebSocketCloseStatus.MessageTooBig);
                }
                else if (part.EndOfMessage)
                {
                    if (_start is not null) Wait(_options.SilenceLimit);
                    await TakeAsync(_reader.Read(buffer.Message.Span));
                    buffer.Clear();
                }
            }

            BeginEnd(MediaEnd.Lost, WebSocketCloseStatus.NormalClosure);
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            BeginEnd(_sender.IsStuck ? MediaEnd.Silent : MediaEnd.Lost, WebSocketCloseStatus.NormalClosure);
        }
        catch (Exception error)
        {
            LogFailed(_log, error);
            // The close is sent; its answer is not waited for.
            BeginEnd(MediaEnd.Failed, WebSocketCloseStatus.InternalServerError);
        }
    }

    /// <summary>The call hears that the stream is over.</summary>
    private async Task TellAsync()
    {
        // What ended the socket may have come while the call was asked; nothing is asked any more.
        TaskCompletionSource? opening;
        lock (_gate) opening = _opening;
        if (opening is not null) await opening.Task;
        var (why, code) = _ending!;
        MediaMetrics.Ended.Add(1, new KeyValuePair<string, object?>("reason", why.ToString()));
        if (_call is null || _start is null)
        {
            LogNeverBegan(_log, why, code, _problems);
            return;
        }

        MediaMetrics.Active.Add(-1);
        LogOver(_log, _start.StreamSid, why, code, _caller.Frames, _sender.Frames, Interlocked.Read(ref _dropped), _problems);
        try
        {
            await _keys.EndAsync();
            if (_line is not null) await _line.DisposeAsync();
            using var limit = new CancellationTokenSource(_options.TellLimit, _time);
            await _calls.EndedAsync(_call, _start.StreamSid, why, limit.Token).AsTask().WaitAsync(limit.Token);
        }
        catch (Exception error)
        {
            LogNotTold(_log, error, _start.CallSid);
        }
    }

    private sealed record Ending(MediaEnd Why, WebSocketCloseStatus Code);
}
