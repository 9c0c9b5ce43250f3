using System.Globalization;
using System.Text;

namespace YemotAi.Hosting.Metrics;

/// <summary>Labels of a series as they stand in the text, without braces: <c>kind="input",mind="codex"</c>.</summary>
internal static class Labels
{
    /// <summary>The series that takes what is beyond <see cref="MetricsLimits.Series"/>.</summary>
    public const string Overflow = "overflow=\"true\"";

    /// <summary>
    /// The labels of these tags, sorted by their names, so that any order of them is the same series. Empty values are
    /// left out: to Prometheus they are the same as no label. Names that become the same have their values joined.
    /// </summary>
    /// <param name="tags">The tags of a measurement.</param>
    /// <param name="reserved">A name that is taken (<c>le</c> of a histogram) and gets an underscore; null for none.</param>
    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags, string? reserved = null)
    {
        if (tags.IsEmpty) return "";
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            var value = ValueOf(tag.Value);
            if (value.Length == 0) continue;
            var name = MetricNames.Label(tag.Key);
            if (name == reserved) name += "_";
            labels[name] = labels.TryGetValue(name, out var other) ? $"{other};{value}" : value;
        }

        var text = new StringBuilder();
        foreach (var (name, value) in labels)
        {
            if (text.Length > 0) text.Append(',');
            text.Append(name).Append("=\"");
            Escape(text, value);
            text.Append('"');
        }

        return text.ToString();
    }

    /// <summary>Whether tags have nothing but short values that are equal when they look the same.</summary>
    public static bool ArePlain(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            var isPlain = tag.Value switch
            {
                null => true,
                string text => text.Length <= MetricsLimits.LabelLength,
                var value => value.GetType() is { IsPrimitive: true } or { IsEnum: true },
            };
            if (!isPlain) return false;
        }

        return true;
    }

    private static string ValueOf(object? value)
    {
        var text = value switch
        {
            null => "",
            string given => given,
            bool isSo => isSo ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.Length <= MetricsLimits.LabelLength ? text : text[..MetricsLimits.LabelLength];
    }

    private static void Escape(StringBuilder text, string value)
    {
        // By runes: half a character would be no UTF-8, and one such makes the whole text unreadable.
        foreach (var rune in value.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\\': text.Append(@"\\"); break;
                case '"': text.Append("\\\""); break;
                case '\n': text.Append(@"\n"); break;
                case < ' ': text.Append('\uFFFD'); break;
                default: text.Append(rune); break;
            }
        }
    }
}
