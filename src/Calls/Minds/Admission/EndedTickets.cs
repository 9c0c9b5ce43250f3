namespace YemotAi.Calls.Minds.Admission;

/// <summary>
/// What became of tickets that are no longer in the queue: a request that was repeated, or that is overtaken by the
/// leaving, must not bring them back. Remembers only the last ones.
/// </summary>
internal sealed class EndedTickets
{
    /// <summary>
    /// How many are remembered. A request is overtaken or repeated within seconds, and no provider takes hundreds of
    /// turns a second.
    /// </summary>
    public const int Capacity = 4096;

    private readonly Dictionary<string, ProviderOutcome> _outcomes = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldest = new();

    /// <summary>What a request with this ticket is told; null when nothing is known of it.</summary>
    public ProviderOutcome? Find(string ticket) => _outcomes.GetValueOrDefault(ticket);

    /// <summary>Remembers a ticket; what was said of it first stays.</summary>
    public void Add(string ticket, ProviderOutcome outcome)
    {
        if (!_outcomes.TryAdd(ticket, outcome)) return;
        _oldest.Enqueue(ticket);
        if (_oldest.Count > Capacity) _outcomes.Remove(_oldest.Dequeue());
    }
}
