using System.Globalization;
using System.Text.RegularExpressions;
using YemotAi.Phone.Yemot.Scripts;

namespace YemotAi.Phone.Twilio.Scripts;

/// <summary>Reads a script: one step a line; empty lines and lines that begin with <c>#</c> say nothing.</summary>
internal static partial class TwilioScriptParser
{
    private const int MostLines = 10_000;
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan UsualQuiet = TimeSpan.FromSeconds(1);
    private static readonly string[] Expectations = ["ended", "hungup", "rejected", "failed", "dialled", "streams", "clean"];

    /// <exception cref="TwilioScriptException">A line is no step.</exception>
    public static List<TwilioStep> Parse(string text)
    {
        var steps = new List<TwilioStep>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            if (++number > MostLines) throw new TwilioScriptException(number, $"a script has at most {MostLines} lines");
            var line = raw.Trim().TrimStart('\uFEFF');
            if (line.Length == 0 || line[0] == '#') continue;
            var step = ParseLine(line, number);
            if (steps.Count == 0 && step is not DialStep) throw new TwilioScriptException(number, "a script begins with dial");
            steps.Add(step);
        }

        return steps.Count > 0 ? steps : throw new TwilioScriptException(Math.Max(1, number), "there is no step in the script");
    }

    private static TwilioStep ParseLine(string source, int line)
    {
        var space = source.IndexOfAny([' ', '\t']);
        var verb = space < 0 ? source : source[..space];
        var rest = space < 0 ? "" : source[space..].Trim();
        switch (verb)
        {
            case "dial":
                return ParseDial(source, line, rest);
            case "say":
                return new SayStep(line, source, Required(line, verb, rest));
            case "play":
                return new PlayStep(line, source, Required(line, verb, rest));
            case "keys":
                return KeyPattern().IsMatch(rest) ? new KeysStep(line, source, rest) : throw new TwilioScriptException(line, "a telephone has only the keys 0-9, * and #");
            case "hear":
                var not = rest.StartsWith("not ", StringComparison.Ordinal);
                var pattern = HeardPattern.Parse(not ? rest[4..].Trim() : rest, out var error);
                return new HearStep(line, source, pattern ?? throw new TwilioScriptException(line, error), not);
            case "wait":
                return ParseWait(source, line, rest);
            case "expect":
                return ParseExpect(source, line, rest);
            case "hangup" or "drop" or "break" or "stall" or "resume":
                return rest.Length == 0 ? new ActStep(line, source, verb) : throw new TwilioScriptException(line, $"nothing follows {verb}, but there is '{rest}'");
            default:
                throw new TwilioScriptException(line, $"'{verb}' is no step: dial, say, play, keys, wait, hear, expect, hangup, drop, break, stall, resume");
        }
    }

    private static DialStep ParseDial(string source, int line, string rest)
    {
        string? from = null, to = null;
        foreach (var part in rest.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith("from=", StringComparison.Ordinal)) from = part[5..];
            else if (part.StartsWith("to=", StringComparison.Ordinal)) to = part[3..];
            else throw new TwilioScriptException(line, $"'{part}' is neither from=NUMBER nor to=NUMBER");
        }

        return new DialStep(line, source, from, to);
    }

    private static TwilioStep ParseWait(string source, int line, string rest)
    {
        var patience = UsualPatience;
        if (Within().Match(rest) is { Success: true } within)
        {
            patience = Seconds(line, within.Groups[1].Value);
            rest = rest[..within.Index];
        }

        var words = rest.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["speech" or "stream" or "recording" or "keys" or "end"] => new WaitStep(line, source, words[0], default, patience),
            ["silence"] => new WaitStep(line, source, "silence", UsualQuiet, patience),
            ["silence", var quiet] => new WaitStep(line, source, "silence", Seconds(line, quiet), patience),
            [var seconds] when char.IsAsciiDigit(seconds[0]) => new PauseStep(line, source, Seconds(line, seconds)),
            _ => throw new TwilioScriptException(line, "wait for what? SECONDS, speech, silence [SECONDS], stream, recording, keys, end, each with [within SECONDS]"),
        };
    }

    private static TwilioStep ParseExpect(string source, int line, string rest)
    {
        var words = rest.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words is ["silence", var seconds]) return new SilenceStep(line, source, Seconds(line, seconds));
        if (words.Length is 1 or 2 && Expectations.Contains(words[0])
            && (words.Length == 2) == (words[0] == "streams" || (words[0] == "dialled" && words.Length == 2)))
        {
            return new ExpectStep(line, source, words[0], words.Length > 1 ? words[1] : "");
        }

        throw new TwilioScriptException(line, "expect what? silence SECONDS, ended, hungup, rejected, failed, dialled [NUMBER], streams COUNT, clean");
    }

    private static TimeSpan Seconds(int line, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 3_600
            ? TimeSpan.FromSeconds(seconds)
            : throw new TwilioScriptException(line, $"'{text}' is not a number of seconds up to 3600");

    private static string Required(int line, string verb, string rest) =>
        rest.Length > 0 ? rest : throw new TwilioScriptException(line, $"{verb} what?");

    [GeneratedRegex(@"\s+within\s+([0-9.]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Within();

    [GeneratedRegex(@"\A[0-9*#]+\z")]
    private static partial Regex KeyPattern();
}
