namespace YemotAi.Calls.Minds.Admission;

/// <summary>How long turns take of late: a mean in which each turn counts for less with every later one.</summary>
internal sealed class TurnLengths
{
    /// <summary>The share of the newest turn: after five more it counts for a third of that.</summary>
    private const double Newest = 0.2;

    private TimeSpan? _mean;

    /// <summary>A turn has ended.</summary>
    public void Add(TimeSpan length) => _mean = _mean is { } mean ? mean + ((length - mean) * Newest) : length;

    /// <summary>
    /// How long a wish would wait, with so many before it and so many turns at once; null as long as no turn has ended.
    /// </summary>
    public TimeSpan? WaitBehind(int before, int atOnce) => _mean * ((before + 1) / (double)atOnce);
}
