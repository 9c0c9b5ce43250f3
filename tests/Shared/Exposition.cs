using System.Globalization;
using System.Text.RegularExpressions;

namespace YemotAi.Tests;

/// <summary>
/// Reads Prometheus' text format, version 0.0.4, and accepts nothing that the format does not allow
/// (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
/// </summary>
internal static partial class Exposition
{
    /// <summary>The samples by name and labels as they stand there.</summary>
    /// <exception cref="InvalidDataException">Something is not as the format says.</exception>
    public static IReadOnlyDictionary<string, double> Read(string text)
    {
        if (text.Length > 0 && !text.EndsWith('\n')) throw new InvalidDataException("The last line has no end.");
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        var family = "";
        foreach (var line in text.Split('\n')[..^1])
        {
            if (Head().Match(line) is { Success: true } head)
            {
                family = head.Groups["name"].Value;
                if (head.Groups["type"].Value is { Length: > 0 } type && !types.TryAdd(family, type)) throw new InvalidDataException($"A second type: {line}");
                continue;
            }

            if (Sample().Match(line) is not { Success: true } sample) throw new InvalidDataException($"Not a line: {line}");
            var name = sample.Groups["name"].Value;
            var type2 = types.GetValueOrDefault(family) ?? throw new InvalidDataException($"Nothing says of what type it is: {line}");
            var ending = name.StartsWith(family, StringComparison.Ordinal) ? name[family.Length..] : "?";
            if (type2 == "histogram" ? ending is not ("_bucket" or "_sum" or "_count") : ending.Length > 0)
                throw new InvalidDataException($"It belongs to another family than {family}: {line}");
            var labels = sample.Groups["label"].Captures.Select(label => label.Value).ToList();
            if (labels.Distinct().Count() != labels.Count) throw new InvalidDataException($"A label is there twice: {line}");
            if (!samples.TryAdd(name + sample.Groups["labels"].Value, Number(sample.Groups["value"].Value))) throw new InvalidDataException($"It is there twice: {line}");
        }

        CheckHistograms(samples);
        return samples;
    }

    private static void CheckHistograms(Dictionary<string, double> samples)
    {
        foreach (var (name, value) in samples.Where(pair => pair.Key.Contains("le=\"+Inf\"", StringComparison.Ordinal)))
        {
            var count = name.Replace("_bucket{", "_count{", StringComparison.Ordinal).Replace(",le=\"+Inf\"", "", StringComparison.Ordinal)
                .Replace("{le=\"+Inf\"}", "", StringComparison.Ordinal);
            if (samples[count] != value) throw new InvalidDataException($"{count} is not the number of its last bucket.");
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"\A# (?:HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\]|\\\\|\\n)*|TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram))\z")]
    private static partial Regex Head();

    [GeneratedRegex("""\A(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\{(?<label>(?!__)[a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\]|\\\\|\\"|\\n)*"(?:,(?<label>(?!__)[a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\]|\\\\|\\"|\\n)*")*\})? (?<value>[+-]Inf|NaN|-?[0-9.]+(?:E[+-]?[0-9]+)?)\z""")]
    private static partial Regex Sample();
}
