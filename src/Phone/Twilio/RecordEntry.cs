using YemotAi.Phone.Twilio.Media;
using YemotAi.Phone.Twilio.TwiML;

namespace YemotAi.Phone.Twilio;

/// <summary>A recording that is being made: ends with silence, a key, its greatest length, or the call. Thread-safe.</summary>
internal sealed class RecordEntry(TwiMLVerb verb)
{
    private readonly Lock _gate = new();
    private readonly List<byte> _sound = [];
    private readonly TimeSpan _silence = TimeSpan.FromSeconds(verb.Number("timeout", 5));
    private readonly TimeSpan _longest = TimeSpan.FromSeconds(verb.Number("maxLength", 3_600));
    private readonly string _keys = verb["finishOnKey"] ?? "1234567890*#";
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _quiet;

    public Task Ended => _ended.Task;

    /// <summary>The key that ended it, <c>hangup</c>, or nothing.</summary>
    public string Digits { get; private set; } = "";

    public void Add(ReadOnlySpan<byte> frame)
    {
        lock (_gate)
        {
            if (_ended.Task.IsCompleted) return;
            _sound.AddRange(frame);
            _quiet = VoiceMeter.IsAudible(frame) ? TimeSpan.Zero : _quiet + MediaTime.Of(frame.Length);
            if (_quiet >= _silence || MediaTime.Of(_sound.Count) >= _longest) _ended.TrySetResult();
        }
    }

    public void Press(char key)
    {
        if (_keys.Contains(key, StringComparison.Ordinal)) End(key.ToString());
    }

    public void End(string digits)
    {
        lock (_gate)
        {
            if (_ended.Task.IsCompleted) return;
            Digits = digits;
            _ended.TrySetResult();
        }
    }

    public byte[] Sound()
    {
        lock (_gate) return [.. _sound];
    }
}
