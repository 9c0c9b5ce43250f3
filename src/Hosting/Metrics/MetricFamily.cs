using System.Globalization;
using System.Text;

namespace YemotAi.Hosting.Metrics;

/// <summary>All series of one name. Thread-safe.</summary>
/// <param name="name">The name, as Prometheus has it.</param>
/// <param name="type"><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</param>
/// <param name="help">What it is, for people; null or empty for nothing.</param>
internal abstract class MetricFamily(string name, string type, string? help)
{
    /// <summary>The name, as Prometheus has it.</summary>
    public string Name { get; } = name;

    /// <summary>Whether another can be counted here too, as of an instrument that was made anew.</summary>
    public virtual bool IsLike(MetricFamily other) => GetType() == other.GetType() && Type == other.Type;

    /// <summary>Takes a measurement.</summary>
    public abstract void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    /// <summary>Forgets what was observed before, since it is observed again now.</summary>
    public virtual void BeginObserving()
    {
    }

    /// <summary>Writes its series; nothing when there is none.</summary>
    public abstract void Write(StringBuilder text);

    /// <summary>Its type, as Prometheus has it.</summary>
    protected string Type { get; } = type;

    /// <summary>Writes the lines above the series.</summary>
    protected void WriteHead(StringBuilder text)
    {
        if (!string.IsNullOrEmpty(help))
        {
            var line = help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
            text.Append("# HELP ").Append(Name).Append(' ').Append(line).Append('\n');
        }

        text.Append("# TYPE ").Append(Name).Append(' ').Append(Type).Append('\n');
    }

    /// <summary>Writes one sample.</summary>
    protected void WriteSample(StringBuilder text, string ending, string labels, string moreLabels, double value)
    {
        text.Append(Name).Append(ending);
        if (labels.Length + moreLabels.Length > 0)
        {
            text.Append('{').Append(labels);
            if (labels.Length > 0 && moreLabels.Length > 0) text.Append(',');
            text.Append(moreLabels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <summary>A number as Prometheus reads it.</summary>
    protected static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : double.IsNaN(value) ? "NaN"
        : value.ToString(CultureInfo.InvariantCulture);
}
