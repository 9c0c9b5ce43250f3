using System.Text;

namespace YemotAi.Hosting.Metrics;

/// <summary>Series of one figure each: counters and gauges.</summary>
/// <param name="name">The name, as Prometheus has it.</param>
/// <param name="isCounter">Whether it only grows.</param>
/// <param name="change">What a measurement does.</param>
/// <param name="help">What it is, for people.</param>
internal sealed class FigureFamily(string name, bool isCounter, FigureChange change, string? help)
    : MetricFamily(name, isCounter ? "counter" : "gauge", help)
{
    private readonly SeriesTable<Figure> _series = new(static () => new Figure());

    /// <inheritdoc/>
    public override bool IsLike(MetricFamily other) => base.IsLike(other) && change == ((FigureFamily)other).Change;

    /// <inheritdoc/>
    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (change == FigureChange.Set)
        {
            _series.Find(tags).Set(value);
            return;
        }

        // One of these would spoil the sum for ever; and what fell would look to Prometheus like a new start.
        if (!double.IsFinite(value) || (isCounter && value < 0)) return;
        _series.Find(tags).Add(value);
    }

    /// <inheritdoc/>
    public override void BeginObserving()
    {
        if (change == FigureChange.Observe) _series.Clear();
    }

    /// <inheritdoc/>
    public override void Write(StringBuilder text)
    {
        var all = _series.All();
        if (all.Length == 0) return;
        WriteHead(text);
        foreach (var (labels, figure) in all) WriteSample(text, "", labels, "", figure.Value);
    }

    private FigureChange Change => change;

    private sealed class Figure
    {
        private double _value;

        public double Value => Volatile.Read(ref _value);

        public void Set(double value) => Volatile.Write(ref _value, value);

        public void Add(double value) => Atomic.Add(ref _value, value);
    }
}
