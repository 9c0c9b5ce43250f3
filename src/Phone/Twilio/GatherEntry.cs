using YemotAi.Phone.Twilio.TwiML;

namespace YemotAi.Phone.Twilio;

/// <summary>Keys or words that are being gathered. Thread-safe.</summary>
internal sealed class GatherEntry(TwiMLVerb verb)
{
    private readonly Lock _gate = new();
    private readonly string _input = verb["input"] ?? "dtmf";
    private readonly int _most = verb.Number("numDigits", int.MaxValue);
    private readonly string _finish = verb["finishOnKey"] ?? "#";
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _nextKey = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Is done with the first input.</summary>
    public Task Begun => _begun.Task;

    public Task Ended => _ended.Task;

    /// <summary>Is done with the next key.</summary>
    public Task NextKey
    {
        get
        {
            lock (_gate) return _nextKey.Task;
        }
    }

    public string Keys { get; private set; } = "";

    public string FinishedOn { get; private set; } = "";

    public string? Words { get; private set; }

    public bool TakesWords => _input.Contains("speech", StringComparison.Ordinal);

    public void Press(char key)
    {
        if (!_input.Contains("dtmf", StringComparison.Ordinal)) return;
        lock (_gate)
        {
            if (_ended.Task.IsCompleted) return;
            if (_finish.Contains(key, StringComparison.Ordinal)) FinishedOn = key.ToString();
            else Keys += key;
            if (FinishedOn.Length > 0 || Keys.Length >= _most) _ended.TrySetResult();
            _nextKey.TrySetResult();
            _nextKey = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _begun.TrySetResult();
    }

    public void Say(string words)
    {
        lock (_gate)
        {
            if (_ended.Task.IsCompleted) return;
            Words = words;
            _ended.TrySetResult();
        }

        _begun.TrySetResult();
    }

    public void End() => _ended.TrySetResult();
}
