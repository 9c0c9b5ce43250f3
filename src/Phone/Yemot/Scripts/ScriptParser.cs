using System.Globalization;
using System.Text.RegularExpressions;

namespace YemotAi.Phone.Yemot.Scripts;

/// <summary>Reads a script: one step a line; empty lines and lines that begin with <c>#</c> say nothing.</summary>
internal static partial class ScriptParser
{
    private const int MostLines = 10_000;
    private const int UsualPatience = 20;
    private const int UsualRecordingSeconds = 5;

    /// <exception cref="YemotScriptException">A line is no step.</exception>
    public static List<ScriptStep> Parse(string text)
    {
        var steps = new List<ScriptStep>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            if (number > MostLines) throw new YemotScriptException(number, $"a script has at most {MostLines} lines");
            var line = raw.Trim().TrimStart('\uFEFF');
            if (line.Length == 0 || line[0] == '#') continue;
            var step = ParseLine(line, number);
            if (steps.Count == 0 && step is not DialStep) throw new YemotScriptException(number, "a script begins with dial");
            steps.Add(step);
        }
        if (steps.Count == 0) throw new YemotScriptException(Math.Max(1, number), "there is no step in the script");
        return steps;
    }

    private static ScriptStep ParseLine(string source, int line)
    {
        var space = source.IndexOfAny([' ', '\t']);
        var verb = space < 0 ? source : source[..space];
        var rest = space < 0 ? "" : source[space..].Trim();
        switch (verb)
        {
            case "dial":
                return ParseDial(source, line, rest);
            case "hear":
                var not = rest.StartsWith("not ", StringComparison.Ordinal);
                return new HearStep(line, source, Pattern(line, not ? rest[4..].Trim() : rest), not);
            case "until":
                var within = Within().Match(rest);
                if (!within.Success) return new UntilStep(line, source, Pattern(line, rest), UsualPatience);
                return new UntilStep(line, source, Pattern(line, rest[..within.Index]), Number(line, within.Groups[1].Value));
            case "say":
                return new SayStep(line, source, Required(line, verb, rest));
            case "keys":
                return new KeysStep(line, source, Required(line, verb, rest));
            case "record":
                return new RecordStep(line, source, rest.Length == 0 ? UsualRecordingSeconds : Number(line, rest));
            case "expect":
                return ParseExpect(source, line, rest);
            case "silence":
                return Alone(line, verb, rest, new SilenceStep(line, source));
            case "repeat":
                return Alone(line, verb, rest, new RepeatStep(line, source));
            case "hangup":
                return Alone(line, verb, rest, new HangUpStep(line, source, TellsLine: true));
            case "drop":
                return Alone(line, verb, rest, new HangUpStep(line, source, TellsLine: false));
            default:
                throw new YemotScriptException(
                    line, $"'{verb}' is no step: dial, hear, until, say, keys, silence, record, repeat, hangup, drop, expect");
        }
    }

    private static DialStep ParseDial(string source, int line, string rest)
    {
        string? from = null;
        string? extension = null;
        foreach (var part in rest.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith("from=", StringComparison.Ordinal)) from = part[5..];
            else if (part.StartsWith("extension=", StringComparison.Ordinal)) extension = part[10..];
            else throw new YemotScriptException(line, $"'{part}' is neither from=NUMBER nor extension=PATH");
        }
        return new DialStep(line, source, from, extension);
    }

    private static ExpectStep ParseExpect(string source, int line, string rest)
    {
        var words = rest.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var what = words switch
        {
            ["ended"] => ScriptExpectation.Ended,
            ["left"] => ScriptExpectation.Left,
            ["transferred"] or ["transferred", _] => ScriptExpectation.Transferred,
            ["at", _] => ScriptExpectation.At,
            ["asked", "words"] => ScriptExpectation.AskedWords,
            ["asked", "keys"] => ScriptExpectation.AskedKeys,
            ["asked", "recording"] => ScriptExpectation.AskedRecording,
            _ => throw new YemotScriptException(
                line, "expect what? ended, left, transferred [NUMBER], at EXTENSION, asked words, asked keys, asked recording"),
        };
        return new ExpectStep(line, source, what, words.Length > 1 ? words[1] : "");
    }

    private static HeardPattern Pattern(int line, string source) =>
        HeardPattern.Parse(source, out var error) ?? throw new YemotScriptException(line, error);

    private static int Number(int line, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 10_000
            ? number
            : throw new YemotScriptException(line, $"'{text}' is not a number from 1 to 10000");

    private static string Required(int line, string verb, string rest) =>
        rest.Length > 0 ? rest : throw new YemotScriptException(line, $"{verb} what?");

    private static ScriptStep Alone(int line, string verb, string rest, ScriptStep step) =>
        rest.Length == 0 ? step : throw new YemotScriptException(line, $"nothing follows {verb}, but there is '{rest}'");

    [GeneratedRegex(@"\s+within\s+([0-9]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Within();
}
