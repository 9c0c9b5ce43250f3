namespace YemotAi.Calls.Minds.Budget;

/// <summary>The last operations that were told, so that one which is told again is known. Remembers only so many.</summary>
internal sealed class RecentOperations
{
    /// <summary>
    /// How many are remembered: an operation is told again within seconds, and one business does not spend more often
    /// than this in them.
    /// </summary>
    public const int Capacity = 64;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldest = new();

    /// <summary>Those that are remembered, the oldest first.</summary>
    public IEnumerable<string> Oldest => _oldest;

    /// <summary>Remembers one; false when it was known. One without a name is never known.</summary>
    public bool Add(string operation)
    {
        if (operation.Length == 0) return true;
        if (!_known.Add(operation)) return false;
        _oldest.Enqueue(operation);
        if (_oldest.Count > Capacity) _known.Remove(_oldest.Dequeue());
        return true;
    }
}
