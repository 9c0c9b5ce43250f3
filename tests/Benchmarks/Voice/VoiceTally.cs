namespace YemotAi.Benchmarks.Voice;

/// <summary>What all callers have seen since it was last taken. Thread-safe.</summary>
internal sealed class VoiceTally
{
    private readonly Lock _gate = new();
    private List<SpokenTurn> _turns = [];
    private SortedDictionary<string, int> _wrong = new(StringComparer.Ordinal);
    private int _calls;

    /// <summary>A question was answered and the answer heard out.</summary>
    public void Add(SpokenTurn turn)
    {
        lock (_gate) _turns.Add(turn);
    }

    /// <summary>A call was ended by its caller, as it should be.</summary>
    public void AddCall()
    {
        lock (_gate) _calls++;
    }

    /// <summary>Something was not as it should be.</summary>
    public void AddWrong(string what)
    {
        lock (_gate) _wrong[what] = _wrong.GetValueOrDefault(what) + 1;
    }

    /// <summary>Gives what there is and begins anew.</summary>
    public (IReadOnlyList<SpokenTurn> Turns, IReadOnlyDictionary<string, int> Wrong, int Calls) Take()
    {
        lock (_gate)
        {
            var taken = (_turns, _wrong, _calls);
            (_turns, _wrong, _calls) = ([], new(StringComparer.Ordinal), 0);
            return taken;
        }
    }
}
