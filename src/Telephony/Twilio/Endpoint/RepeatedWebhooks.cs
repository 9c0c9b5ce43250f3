namespace YemotAi.Telephony.Twilio.Endpoint;

/// <summary>
/// Recognises a webhook that Twilio sends again, by the token that the second has in common with the first
/// (<c>I-Twilio-Idempotency-Token</c>, protocol section 1.4): it gets the same answer.
/// </summary>
/// <remarks>Calls take what comes again for the same as well; this spares them the question. Thread-safe.</remarks>
/// <param name="time">The clock.</param>
internal sealed class RepeatedWebhooks(TimeProvider time)
{
    /// <summary>The header.</summary>
    public const string Header = "I-Twilio-Idempotency-Token";

    private const int Most = 4_096, LongestToken = 128;

    /// <summary>Twilio gives a webhook up after 15 seconds, with all its tries.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<string>> _answers = new(StringComparer.Ordinal);
    private readonly Queue<(string Token, long At)> _order = new();

    /// <summary>The answer to a webhook: the one that was given, or is being made.</summary>
    /// <param name="token">Its token; empty when it has none.</param>
    /// <param name="answer">Makes the answer.</param>
    public Task<string> AnswerAsync(string token, Func<Task<string>> answer)
    {
        if (token.Length is 0 or > LongestToken) return answer();
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest) && (_order.Count >= Most || time.GetElapsedTime(oldest.At) > Kept))
                _answers.Remove(_order.Dequeue().Token);
            if (_answers.TryGetValue(token, out var known)) return known;
            _order.Enqueue((token, time.GetTimestamp()));
            // Begun outside of the lock's holder's stack: what it runs first may take a while.
            return _answers[token] = Task.Run(answer);
        }
    }
}
