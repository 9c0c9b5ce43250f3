using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace YemotAi.Hosting.Metrics;

/// <summary>
/// Listens to the meters that an operator wants to see, and writes what they have measured in Prometheus' text format,
/// version 0.0.4. Measuring begins when this is made. Thread-safe.
/// </summary>
/// <remarks>https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format</remarks>
internal sealed partial class MetricsExporter : IDisposable
{
    /// <summary>The type of the text.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const string OwnMeters = "YemotAi.";

    /// <summary>Meters of others. Orleans' is there only in the programs of a cluster.</summary>
    private static readonly string[] OtherMeters =
        ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans"];

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _collecting = new();
    private readonly MeterListener _listener = new();
    private readonly IMeterFactory _factory;
    private readonly ILogger<MetricsExporter> _log;
    private bool _complained;

    /// <param name="factory">The program's own factory: meters of another program in this process are not shown.</param>
    /// <param name="log">Hears of instruments that cannot be shown.</param>
    public MetricsExporter(IMeterFactory factory, ILogger<MetricsExporter> log)
    {
        _factory = factory;
        _log = log;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsWanted(instrument.Meter) && FamilyOf(instrument) is { } family) listener.EnableMeasurementEvents(instrument, family);
        };
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, family) => Record((double)value, tags, family));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, family) => Record(value, tags, family));
        _listener.Start();
    }

    /// <summary>Everything that was measured, as text.</summary>
    public string Collect()
    {
        var text = new StringBuilder();
        // One at a time: what is observed is observed for one reader.
        lock (_collecting)
        {
            foreach (var family in _families.Values) family.BeginObserving();
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException error)
            {
                // The others are there all the same. Said once: it would be the same every few seconds.
                if (!_complained) LogNotObserved(_log, error);
                _complained = true;
            }

            foreach (var (_, family) in _families.OrderBy(pair => pair.Key, StringComparer.Ordinal)) family.Write(text);
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? family) =>
        ((MetricFamily)family!).Record(value, tags);

    private bool IsWanted(Meter meter) =>
        (meter.Name.StartsWith(OwnMeters, StringComparison.Ordinal) || OtherMeters.Contains(meter.Name))
        && (meter.Scope is null || ReferenceEquals(meter.Scope, _factory));

    private MetricFamily? FamilyOf(Instrument instrument)
    {
        if (Make(instrument) is not { } made) return null;
        var family = _families.GetOrAdd(made.Name, made);
        if (ReferenceEquals(family, made) || family.IsLike(made)) return family;
        LogClash(_log, instrument.Name, instrument.Meter.Name);
        return null;
    }

    private static MetricFamily? Make(Instrument instrument)
    {
        if (instrument.GetType() is not { IsGenericType: true } type) return null;
        var kind = type.GetGenericTypeDefinition();
        if (kind == typeof(Counter<>)) return Figures(isCounter: true, FigureChange.Add);
        if (kind == typeof(ObservableCounter<>)) return Figures(isCounter: true, FigureChange.Observe);
        if (kind == typeof(UpDownCounter<>)) return Figures(isCounter: false, FigureChange.Add);
        if (kind == typeof(Gauge<>)) return Figures(isCounter: false, FigureChange.Set);
        if (kind == typeof(ObservableUpDownCounter<>) || kind == typeof(ObservableGauge<>)) return Figures(isCounter: false, FigureChange.Observe);
        if (kind != typeof(Histogram<>)) return null;
        return new HistogramFamily(NameOf(isCounter: false), HistogramBounds.Of(instrument), instrument.Description);

        string NameOf(bool isCounter) => MetricNames.Of(instrument.Name, instrument.Unit, isCounter);

        FigureFamily Figures(bool isCounter, FigureChange change) => new(NameOf(isCounter), isCounter, change, instrument.Description);
    }

    [LoggerMessage(430, LogLevel.Warning, "The instrument {Instrument} of {Meter} is not shown: another one has its name and another kind.")]
    private static partial void LogClash(ILogger log, string instrument, string meter);

    [LoggerMessage(431, LogLevel.Warning, "Some instruments could not be observed.")]
    private static partial void LogNotObserved(ILogger log, Exception error);
}
