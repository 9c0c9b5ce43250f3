using System.Text;

namespace YemotAi.Hosting.Metrics;

/// <summary>Histograms with fixed bounds.</summary>
internal sealed class HistogramFamily : MetricFamily
{
    private const string Bound = "le";

    private readonly double[] _bounds;
    private readonly string[] _boundLabels;
    private readonly SeriesTable<Histogram> _series;

    /// <param name="name">The name, as Prometheus has it.</param>
    /// <param name="bounds">The upper bounds of the buckets, which belong to them, ascending; the last, without one, is added.</param>
    /// <param name="help">What it is, for people.</param>
    public HistogramFamily(string name, IEnumerable<double> bounds, string? help)
        : base(name, "histogram", help)
    {
        _bounds = [.. bounds.Where(double.IsFinite)];
        _boundLabels = [.. _bounds.Append(double.PositiveInfinity).Select(bound => $"{Bound}=\"{Number(bound)}\"")];
        _series = new SeriesTable<Histogram>(() => new Histogram(_boundLabels.Length), Bound);
    }

    /// <inheritdoc/>
    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!double.IsFinite(value)) return;
        var at = Array.BinarySearch(_bounds, value);
        _series.Find(tags).Add(at < 0 ? ~at : at, value);
    }

    /// <inheritdoc/>
    public override void Write(StringBuilder text)
    {
        var all = _series.All();
        if (all.Length == 0) return;
        WriteHead(text);
        foreach (var (labels, histogram) in all)
        {
            // The number of all is that of the last bucket: read once, they agree.
            var count = 0L;
            for (var i = 0; i < _boundLabels.Length; i++)
            {
                count += histogram.CountOf(i);
                WriteSample(text, "_bucket", labels, _boundLabels[i], count);
            }

            WriteSample(text, "_sum", labels, "", histogram.Sum);
            WriteSample(text, "_count", labels, "", count);
        }
    }

    private sealed class Histogram(int buckets)
    {
        private readonly long[] _counts = new long[buckets];
        private double _sum;

        public double Sum => Volatile.Read(ref _sum);

        public long CountOf(int bucket) => Volatile.Read(ref _counts[bucket]);

        public void Add(int bucket, double value)
        {
            Interlocked.Increment(ref _counts[bucket]);
            Atomic.Add(ref _sum, value);
        }
    }
}
