namespace YemotAi.Hosting.Metrics;

/// <summary>Sums that many threads add to.</summary>
internal static class Atomic
{
    /// <summary>Adds a finite number.</summary>
    public static void Add(ref double sum, double value)
    {
        var seen = Volatile.Read(ref sum);
        while (true)
        {
            var was = Interlocked.CompareExchange(ref sum, seen + value, seen);
            if (was.Equals(seen)) return;
            seen = was;
        }
    }
}
