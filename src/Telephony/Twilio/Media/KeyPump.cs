using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>Brings the keys of one stream to its call, one after the other, while sound goes on.</summary>
internal sealed partial class KeyPump
{
    private readonly Channel<(char Digit, long Sequence)> _keys;
    private readonly IMediaCalls _calls;
    private readonly MediaSocketOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private Task _running = Task.CompletedTask;

    public KeyPump(IMediaCalls calls, MediaSocketOptions options, TimeProvider time, ILogger log)
    {
        (_calls, _options, _time, _log) = (calls, options, time, log);
        _keys = Channel.CreateBounded<(char Digit, long Sequence)>(
            new BoundedChannelOptions(options.MaxKeys) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true, SingleWriter = true });
    }

    /// <summary>A stream is open: its keys go to this call.</summary>
    public void Begin(string call, string streamSid) => _running = RunAsync(call, streamSid);

    /// <summary>Takes a key. Never waits.</summary>
    /// <returns>False when too many wait already.</returns>
    public bool TryAdd(char digit, long sequence) => _keys.Writer.TryWrite((digit, sequence));

    /// <summary>No more keys come; waits for those that were taken, for <see cref="MediaSocketOptions.TellLimit"/> at most.</summary>
    public async Task EndAsync()
    {
        _keys.Writer.TryComplete();
        try
        {
            await _running.WaitAsync(_options.TellLimit, _time);
        }
        catch (TimeoutException)
        {
            // The rest is dropped with the call's stream.
            while (_keys.Reader.TryRead(out _))
            {
            }
        }
    }

    private async Task RunAsync(string call, string streamSid)
    {
        await foreach (var (digit, sequence) in _keys.Reader.ReadAllAsync())
        {
            try
            {
                using var limit = new CancellationTokenSource(_options.TellLimit, _time);
                await _calls.PressedAsync(call, streamSid, digit, sequence, limit.Token).AsTask().WaitAsync(limit.Token);
            }
            catch (Exception error)
            {
                LogKeyLost(_log, error, streamSid);
            }
        }
    }

    [LoggerMessage(258, LogLevel.Warning, "A key of the media stream {StreamSid} did not reach its call.")]
    private static partial void LogKeyLost(ILogger log, Exception error, string streamSid);
}
