using System.Text;

namespace YemotAi.Hosting.Metrics;

/// <summary>
/// Names as Prometheus has them (<c>[a-zA-Z_][a-zA-Z0-9_]*</c>): <c>yemotai.turn.duration</c> in seconds is
/// <c>yemotai_turn_duration_seconds</c>, and a counter ends with <c>_total</c>. Units are UCUM's, as in OpenTelemetry.
/// </summary>
internal static class MetricNames
{
    private const string Total = "_total";

    /// <summary>The name of a metric.</summary>
    /// <param name="name">The instrument's name.</param>
    /// <param name="unit">Its unit, such as <c>s</c>, <c>By</c> or <c>{call}</c>; null or empty for none.</param>
    /// <param name="isCounter">Whether it only grows.</param>
    public static string Of(string name, string? unit, bool isCounter)
    {
        var plain = Plain(name);
        if (isCounter && plain.EndsWith(Total, StringComparison.Ordinal)) plain = plain[..^Total.Length];
        var ending = UnitOf(unit ?? "");
        if (ending.Length > 0 && plain != ending && !plain.EndsWith("_" + ending, StringComparison.Ordinal)) plain += "_" + ending;
        return isCounter ? plain + Total : plain;
    }

    /// <summary>The name of a label.</summary>
    public static string Label(string name) => Plain(name);

    /// <summary>A name of letters, digits and single underscores. Two at the beginning would be Prometheus' own.</summary>
    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length + 1);
        foreach (var sign in name)
        {
            if (char.IsAsciiLetterOrDigit(sign)) plain.Append(sign);
            else if (plain.Length == 0 || plain[^1] != '_') plain.Append('_');
        }

        if (plain.Length == 0 || char.IsAsciiDigit(plain[0])) plain.Insert(0, '_');
        return plain.ToString();
    }

    private static string UnitOf(string unit)
    {
        // What is counted is no unit: "{call}", "{request}".
        while (unit.IndexOf('{', StringComparison.Ordinal) is >= 0 and var from && unit.IndexOf('}', from) is >= 0 and var to)
            unit = unit.Remove(from, to - from + 1);
        var slash = unit.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return Word(unit.Trim());
        var of = Word(unit[..slash].Trim());
        var per = Word(unit[(slash + 1)..].Trim()).TrimEnd('s');
        return per.Length == 0 ? of : of.Length == 0 ? "per_" + per : $"{of}_per_{per}";
    }

    private static string Word(string unit) => unit switch
    {
        "" or "1" => "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "min" => "minutes",
        "h" => "hours",
        "d" => "days",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "GiBy" => "gibibytes",
        "kBy" => "kilobytes",
        "MBy" or "MB" => "megabytes",
        "GBy" => "gigabytes",
        "%" => "percent",
        _ => Plain(unit).Trim('_'),
    };
}
