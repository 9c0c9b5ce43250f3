using System.Globalization;
using System.Text.RegularExpressions;

namespace YemotAi.Unit.Phone;

/// <summary>The examples of Data/answers.tsv: for each rule, answers that keep it and answers that break it.</summary>
internal static partial class ExampleAnswers
{
    public static IReadOnlyList<(string Rule, bool Breaks, string Answer)> All { get; } = Load();

    private static List<(string Rule, bool Breaks, string Answer)> Load()
    {
        using var stream = typeof(ExampleAnswers).Assembly.GetManifestResourceStream("YemotAi.Unit.Phone.Data.answers.tsv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n')
            .Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => l.Split('\t'))
            .Select(f => (f[0], f[1] == "breaks", Escape().Replace(f[2], Unescape)))];
    }

    private static string Unescape(Match escape) => escape.Value switch
    {
        "\\n" => "\n",
        "\\r" => "\r",
        "\\t" => "\t",
        var code => ((char)ushort.Parse(code[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
    };

    [GeneratedRegex(@"\\n|\\r|\\t|\\u[0-9A-F]{4}")]
    private static partial Regex Escape();
}
