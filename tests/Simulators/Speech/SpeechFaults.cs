namespace YemotAi.Simulators.Speech;

/// <summary>What goes wrong next.</summary>
public sealed class SpeechFaults
{
    private readonly Lock _gate = new();
    private SpeechFault _fault;
    private int _left;

    /// <summary>What <c>Retry-After</c> says with status 429, in seconds; null leaves it out.</summary>
    public int? RetryAfterSeconds { get; set; }

    /// <summary>Makes the next requests go wrong.</summary>
    /// <param name="fault">How.</param>
    /// <param name="times">How many; then all is well again.</param>
    public void Set(SpeechFault fault, int times = int.MaxValue)
    {
        lock (_gate) (_fault, _left) = (fault, times);
    }

    internal SpeechFault Take()
    {
        lock (_gate) return _left-- > 0 ? _fault : SpeechFault.None;
    }
}
