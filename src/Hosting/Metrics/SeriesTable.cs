using System.Collections.Concurrent;

namespace YemotAi.Hosting.Metrics;

/// <summary>
/// The series of one instrument, found by their tags. For tags that were there before this takes no lock and no memory.
/// Never holds more than <see cref="MetricsLimits"/> allows. Thread-safe.
/// </summary>
/// <param name="make">Makes a series at nothing.</param>
/// <param name="reserved">A name that a label cannot have; null for none.</param>
/// <typeparam name="TSeries">What a series holds.</typeparam>
internal sealed class SeriesTable<TSeries>(Func<TSeries> make, string? reserved = null)
    where TSeries : class
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], TSeries> _remembered = new(TagComparer.Instance);
    private readonly Dictionary<string, TSeries> _series = new(StringComparer.Ordinal);
    private int _rememberedCount;
    private TSeries? _overflow;

    /// <summary>How many sets of tags are remembered as they were given.</summary>
    public int Remembered => Volatile.Read(ref _rememberedCount);

    /// <summary>The series of these tags, made when it is new; beyond the limit, the one that all others share.</summary>
    public TSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _remembered.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>().TryGetValue(tags, out var series)
            ? series
            : FindByLabels(tags);

    /// <summary>All of them with their labels, as they are now.</summary>
    public KeyValuePair<string, TSeries>[] All()
    {
        lock (_gate)
        {
            return _overflow is null ? [.. _series] : [.. _series, KeyValuePair.Create(Labels.Overflow, _overflow)];
        }
    }

    /// <summary>Forgets all of them.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _remembered.Clear();
            _series.Clear();
            _rememberedCount = 0;
            _overflow = null;
        }
    }

    private TSeries FindByLabels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels.Of(tags, reserved);
        lock (_gate)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                if (_series.Count >= MetricsLimits.Series) return _overflow ??= make();
                _series.Add(labels, series = make());
            }

            if (_rememberedCount < MetricsLimits.RememberedLabels && Labels.ArePlain(tags) && _remembered.TryAdd(tags.ToArray(), series))
                _rememberedCount++;
            return series;
        }
    }
}
