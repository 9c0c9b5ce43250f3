using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace YemotAi.Phone.Twilio.Media;

/// <summary>The WebSocket of a stream.</summary>
public sealed partial class TwilioStream
{
    /// <summary>Some three minutes of frames that the line does not read.</summary>
    private const int MostUnsent = 10_000;

    private const int LargestMessage = 4 * 1024 * 1024;
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(15);

    private readonly Channel<string> _unsent = Channel.CreateBounded<string>(new BoundedChannelOptions(MostUnsent) { SingleReader = true });

    /// <summary>Opens it and goes on until it is over.</summary>
    /// <param name="stop">Ends it from this side, with <c>stop</c>.</param>
    internal async Task<StreamEnd> RunAsync(CancellationToken stop)
    {
        using var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        socket.Options.CollectHttpResponseDetails = true;
        var settings = _call.Settings;
        if (settings.Subprotocol is { } offered) socket.Options.AddSubProtocol(offered);
        if (settings is { SignsSockets: true, AuthToken.Length: > 0 })
            socket.Options.SetRequestHeader(TwilioSigner.Header, TwilioSigner.Sign(settings.AuthToken, Url, []));
        var end = StreamEnd.NotOpened;
        try
        {
            if (await OpenAsync(socket, stop)) end = await TalkAsync(socket, stop);
        }
        finally
        {
            Finish(end);
            socket.Abort();
        }

        return end;
    }

    private async Task<bool> OpenAsync(ClientWebSocket socket, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(OpenLimit, _call.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop, _broken.Token);
        try
        {
            await socket.ConnectAsync(_call.Sender.RealAddress(Url), either.Token);
            return true;
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or HttpRequestException)
        {
            if (stop.IsCancellationRequested || _broken.IsCancellationRequested) return false;
            _call.Report(limit.IsCancellationRequested ? new TwilioTrouble(31901, true, "the WebSocket was not opened in time")
                : socket.HttpStatusCode != 0 && socket.HttpStatusCode != HttpStatusCode.SwitchingProtocols
                    ? new TwilioTrouble(31920, true, $"the WebSocket's opening was answered with status {(int)socket.HttpStatusCode}")
                    : new TwilioTrouble(31902, true, $"the WebSocket could not be opened: {error.Message}"));
            return false;
        }
    }

    private async Task<StreamEnd> TalkAsync(ClientWebSocket socket, CancellationToken stop)
    {
        Begin();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_broken.Token);
        var sending = SendAllAsync(socket, over.Token);
        var receiving = ReceiveAllAsync(socket, over.Token);
        try
        {
            await receiving.WaitAsync(stop);
            return _broken.IsCancellationRequested ? StreamEnd.Lost : await receiving;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            if (_broken.IsCancellationRequested) return StreamEnd.Lost;
            await StopAsync(socket, sending, receiving);
            return StreamEnd.Stopped;
        }
        finally
        {
            // The caller goes on speaking; from here on nobody is to read it, which is no fault of the line's.
            lock (_gate) _isStarted = false;
            _unsent.Writer.TryComplete();
            await over.CancelAsync();
            await Task.WhenAll(sending, receiving);
        }
    }

    /// <summary>Says <c>stop</c> and closes; a line that does not answer that is not waited for.</summary>
    private async Task StopAsync(ClientWebSocket socket, Task sending, Task<StreamEnd> receiving)
    {
        lock (_gate)
        {
            if (_isStarted) Send(_writer.Stop());
            _isStarted = false;
        }

        _unsent.Writer.TryComplete();
        // On the system's clock: it is a matter of the network, and not of the call's time.
        using var limit = new CancellationTokenSource(CloseLimit);
        try
        {
            await sending.WaitAsync(limit.Token);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", limit.Token);
            await receiving.WaitAsync(limit.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or InvalidOperationException)
        {
            // The line was away already.
        }
    }

    /// <summary>Queues a message; in the order of their numbers, which is why this is called with the lock held.</summary>
    private void Send(string message)
    {
        if (!_unsent.Writer.TryWrite(message) && _isStarted) Tell(new TwilioTrouble(31930, false, "the line does not read what is sent to it"));
    }

    private async Task SendAllAsync(ClientWebSocket socket, CancellationToken over)
    {
        try
        {
            await foreach (var message in _unsent.Reader.ReadAllAsync(over))
                await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, over);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or IOException or InvalidOperationException)
        {
            // The receiving side says why.
        }
    }

    private async Task<StreamEnd> ReceiveAllAsync(ClientWebSocket socket, CancellationToken over)
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(), over);
                if (read.MessageType == WebSocketMessageType.Close) return await ClosedAsync(socket, over);
                if (message.Length <= LargestMessage) message.Write(buffer, 0, read.Count);
                if (!read.EndOfMessage) continue;
                if (read.MessageType == WebSocketMessageType.Binary) TakeBinary();
                else Take(message.GetBuffer().AsMemory(0, (int)message.Length));
                message.SetLength(0);
                _call.Signal();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or IOException)
        {
            if (!over.IsCancellationRequested)
            {
                Tell(error is WebSocketException { WebSocketErrorCode: WebSocketError.Faulted or WebSocketError.InvalidMessageType }
                    ? new TwilioTrouble(31924, true, $"the line broke the WebSocket protocol: {error.Message}")
                    : new TwilioTrouble(31921, true, "the line ended the WebSocket without closing it"));
            }

            return StreamEnd.Lost;
        }
    }

    private async Task<StreamEnd> ClosedAsync(ClientWebSocket socket, CancellationToken over)
    {
        CloseStatus = socket.CloseStatus;
        if (CloseStatus != WebSocketCloseStatus.NormalClosure && socket.State != WebSocketState.Closed)
            Tell(new TwilioTrouble(31921, true, $"the line closed the WebSocket with {(int?)CloseStatus} {socket.CloseStatusDescription}"));
        try
        {
            if (socket.State == WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", over);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // It is closed all the same.
        }

        return StreamEnd.ClosedByLine;
    }
}
